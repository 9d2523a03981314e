import * as Y from 'yjs';
import type { DeleteSet } from './decode.ts';
import { firstEndingAfter } from './row-search.ts';

/** A stored struct, or part of one, that an update would remove. */
export interface Removal {
	readonly item: Y.Item;
	readonly clock: number;
	readonly length: number;
}

/** Clocks, the last one not included. */
interface Range {
	readonly from: number;
	readonly to: number;
}

/** What of the stored document an update would remove; most deletes that a client names are known already. */
export function removalsOf(doc: Y.Doc, deletes: DeleteSet): Removal[] {
	const removals: Removal[] = [];
	for (const [client, ranges] of deletes.clients) {
		const stored = doc.store.clients.get(client);
		if (stored === undefined) continue;
		const reached = Y.getState(doc.store, client);
		for (const { from, to } of apart(ranges)) {
			if (from >= reached) continue;
			const end = Math.min(to, reached);
			for (let i = Y.findIndexSS(stored, from); i < stored.length; i++) {
				const struct = stored[i];
				if (struct === undefined || struct.id.clock >= end) break;
				if (struct.deleted || !(struct instanceof Y.Item)) continue;
				const clock = Math.max(from, struct.id.clock);
				removals.push({ item: struct, clock, length: Math.min(end, struct.id.clock + struct.length) - clock });
			}
		}
	}
	return removals;
}

/** How much of each fresh struct an update removes again at once. */
export class OwnDeletes {
	readonly #deletes: DeleteSet;
	readonly #sorted = new Map<number, readonly Range[]>();

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

	#rangesOf(client: number): readonly Range[] {
		const known = this.#sorted.get(client);
		if (known !== undefined) return known;
		const sorted = apart(this.#deletes.clients.get(client) ?? []);
		this.#sorted.set(client, sorted);
		return sorted;
	}
}

/** Sorted and without overlaps, which a hostile client's are not: what is named twice would count twice. */
function apart(ranges: readonly { readonly clock: number; readonly len: number }[]): Range[] {
	const sorted: { from: number; to: number }[] = [];
	for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
		const last = sorted.at(-1);
		if (last !== undefined && clock <= last.to) last.to = Math.max(last.to, clock + len);
		else sorted.push({ from: clock, to: clock + len });
	}
	return sorted;
}
