import * as Y from 'yjs';
import type { DeleteSet } from './decode.ts';
import { firstEndingAfter } from './row-search.ts';

/** A stored struct, or part of one, that an update would remove. */
export interface Removal {
	readonly item: Y.Item;
	readonly clock: number;
	readonly length: number;
}

/** What of the stored document an update would remove; most deletes that a client names are known already. */
export function removalsOf(doc: Y.Doc, deletes: DeleteSet): Removal[] {
	const removals: Removal[] = [];
	for (const [client, ranges] of deletes.clients) {
		const stored = doc.store.clients.get(client);
		if (stored === undefined) continue;
		const reached = Y.getState(doc.store, client);
		for (const { clock, len } of ranges) {
			if (clock >= reached) continue;
			const end = Math.min(clock + len, reached);
			for (let i = Y.findIndexSS(stored, clock); i < stored.length; i++) {
				const struct = stored[i];
				if (struct === undefined || struct.id.clock >= end) break;
				if (struct.deleted || !(struct instanceof Y.Item)) continue;
				const from = Math.max(clock, struct.id.clock);
				const to = Math.min(end, struct.id.clock + struct.length);
				removals.push({ item: struct, clock: from, length: to - from });
			}
		}
	}
	return removals;
}

/** How much of each fresh struct an update removes again at once. */
export class OwnDeletes {
	readonly #deletes: DeleteSet;
	readonly #sorted = new Map<number, readonly { readonly from: number; readonly to: number }[]>();

	constructor(deletes: DeleteSet) {
		this.#deletes = deletes;
	}

	/** Units of the struct that are removed. */
	within({ id, length }: Y.Item): number {
		const ranges = this.#rangesOf(id.client);
		if (ranges.length === 0) return 0;
		const end = id.clock + length;
		let units = 0;
		for (let i = firstEndingAfter(ranges, id.clock, ({ to }) => to); i < ranges.length; i++) {
			const range = ranges[i];
			if (range === undefined || range.from >= end) break;
			units += Math.min(range.to, end) - Math.max(range.from, id.clock);
		}
		return units;
	}

	/** Sorted and without overlaps, which a hostile client's are not. */
	#rangesOf(client: number): readonly { readonly from: number; readonly to: number }[] {
		const known = this.#sorted.get(client);
		if (known !== undefined) return known;
		const sorted: { from: number; to: number }[] = [];
		const named = [...(this.#deletes.clients.get(client) ?? [])].sort((a, b) => a.clock - b.clock);
		for (const { clock, len } of named) {
			const last = sorted.at(-1);
			if (last !== undefined && clock <= last.to) last.to = Math.max(last.to, clock + len);
			else sorted.push({ from: clock, to: clock + len });
		}
		this.#sorted.set(client, sorted);
		return sorted;
	}
}
