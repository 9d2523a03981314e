import * as Y from 'yjs';
import { exactly, keyOf, type Leaf } from './content.ts';
import type { Sound } from './rehearsal.ts';
import type { Row, Run } from './rows.ts';
import type { Verdict } from './verdict.ts';

/**
 * How the document reads once what is allowed of an update has happened, and nothing else: every place, exactly. What is refused
 * moves nothing else: Yjs puts what is left in the same order, whether it is there or not. So the rows with all of the update
 * applied, without what is refused, are the rows as they will be.
 */
export function outcomeOf(rehearsal: Sound, verdict: Verdict): Map<string, Leaf> {
	return new Outcome(rehearsal, verdict).content();
}

class Outcome {
	readonly #rehearsal: Sound;
	readonly #verdict: Verdict;
	/** Letters and values whose removal is allowed. */
	readonly #gone: ReadonlySet<string>;
	/** Letters before which Yjs cuts a run in two, since something that is allowed names its edge. */
	readonly #cuts: ReadonlySet<string>;

	constructor(rehearsal: Sound, verdict: Verdict) {
		this.#rehearsal = rehearsal;
		this.#verdict = verdict;
		this.#gone = new Set(
			rehearsal.removed
				.filter((removal) => !verdict.kept.has(removal))
				.flatMap(({ client, clock, length }) =>
					Array.from({ length }, (_, unit) => idOf(client, clock + unit)),
				),
		);
		this.#cuts = new Set(
			rehearsal.fresh
				.filter((piece) => !verdict.refused.has(piece))
				.flatMap(({ struct: { origin, rightOrigin } }) => [
					...(origin ? [idOf(origin.client, origin.clock + 1)] : []),
					...(rightOrigin ? [idOf(rightOrigin.client, rightOrigin.clock)] : []),
				]),
		);
	}

	content(): Map<string, Leaf> {
		const { rows, standing } = this.#rehearsal;
		const content = new Map(standing.content);
		const shown = new Set<object>();
		for (const row of rows) {
			if (row.holder !== null && !shown.has(row.type)) continue; // in something that lost to another, or may not be
			const place = keyOf(row.path);
			if (row.key === null) {
				content.set(place, `text ${this.#read(row)}`);
				continue;
			}
			const run = row.runs.findLast((other) => !this.#isRefused(other));
			const last = run && { ...run, clock: run.clock + run.length - 1 };
			if (last === undefined || !this.#stands(last)) clear(content, place);
			else {
				if (last.type !== null) shown.add(last.type);
				this.#put(content, row, last);
			}
		}
		return content;
	}

	#put(content: Map<string, Leaf>, { path }: Row, run: Pick<Run, 'client' | 'clock'>): void {
		const place = keyOf(path);
		const fresh = this.#rehearsal.freshAt(run);
		if (fresh === null) {
			const { content: stored } = this.#stored(run);
			if (stored instanceof Y.ContentAny) content.set(place, `value ${exactly(stored.arr.at(-1))}`);
			return; // a map or text that stays: what changes in it has rows of its own
		}
		switch (fresh.put.is) {
			case 'value':
				content.set(place, `value ${exactly(fresh.put.value)}`);
				break;
			case 'map':
				content.set(place, 'map');
				break;
			case 'text':
				content.set(place, 'text ');
				break;
			case 'letters':
			case 'dead':
				throw new Error('that is not what stands under a key');
		}
	}

	/** Half of a pair is no letter: where the other half goes, or something comes between, every copy shows U+FFFD [G8]. */
	#read({ runs }: Row): string {
		let text = '';
		for (const { client, clock, length } of runs) {
			if (this.#isRefused({ client, clock })) continue;
			for (let at = clock; at < clock + length; at++) {
				if (!this.#stands({ client, clock: at })) continue;
				const letter = this.#letterAt(client, at);
				text += this.#isHalf(letter, client, at) ? '\ufffd' : letter;
			}
		}
		return text;
	}

	#isHalf(letter: string, client: number, clock: number): boolean {
		if (/[\ud800-\udbff]/.test(letter)) {
			return this.#cuts.has(idOf(client, clock + 1)) || !this.#stands({ client, clock: clock + 1 });
		}
		if (!/[\udc00-\udfff]/.test(letter)) return false;
		return this.#cuts.has(idOf(client, clock)) || !this.#stands({ client, clock: clock - 1 });
	}

	#letterAt(client: number, clock: number): string {
		const fresh = this.#rehearsal.freshAt({ client, clock });
		const { content, id } = fresh?.struct ?? this.#stored({ client, clock });
		return content instanceof Y.ContentString ? (content.str[clock - id.clock] ?? '') : '';
	}

	/** Whether something that is not refused is there to be read. */
	#stands({ client, clock }: Pick<Run, 'client' | 'clock'>): boolean {
		const fresh = this.#rehearsal.freshAt({ client, clock });
		if (fresh !== null)
			return fresh.put.is !== 'dead' && this.#rehearsal.sent.removes(client, clock, clock + 1) === 0;
		return !this.#stored({ client, clock }).deleted && !this.#gone.has(idOf(client, clock));
	}

	#isRefused(run: Pick<Run, 'client' | 'clock'>): boolean {
		const fresh = this.#rehearsal.freshAt(run);
		return fresh !== null && this.#verdict.refused.has(fresh);
	}

	#stored({ client, clock }: Pick<Run, 'client' | 'clock'>): Y.Item {
		return Y.getItem(this.#rehearsal.standing.doc.store, Y.createID(client, clock));
	}
}

/** Nothing is left there, nor within. */
function clear(content: Map<string, Leaf>, place: string): void {
	for (const other of [...content.keys()])
		if (other === place || other.startsWith(keyOf([place, '']))) content.delete(other);
}

const idOf = (client: number, clock: number): string => `${client} ${clock}`;
