import type { ParticipantId } from '#domain/ids.ts';
import type { Signs } from '#domain/signs.ts';
import type { Audience, LiveMessage } from '#protocol/view.ts';
import type { Table } from './table.ts';
import { myPart } from './view/mine.ts';
import { workshopView } from './view/state.ts';

/** One person's live view of a table, for `/live`. */
export interface Live {
	readonly participant: ParticipantId;
	/** What this process shows of the table is stale: the connection ends, to come back where it is not. */
	isStale(): boolean;
	/** False once removed or erased: the connection ends. */
	isIn(): boolean;
	/** The audience's frame as JSON text; built once per change and audience, whoever asks. */
	frame(): string;
	/** The personal part as JSON text; the same one as before while nothing but the clock has changed in it. */
	me(): string;
	subscribe(onChange: () => void): () => void;
}

interface Cached {
	/** The table's revision, which no ballot moves. */
	readonly seq: number;
	/** Replaced with each stroke that told something. */
	readonly turnout: object;
	readonly signs: Signs;
	readonly code: string | null;
	readonly text: string;
}

/** Frames of one table, each built once per sequence number and audience. */
export class Frames {
	readonly #table: Table;
	readonly #origin: () => string;
	readonly #cached = new Map<Audience, Cached>();

	constructor(table: Table, origin: () => string) {
		this.#table = table;
		this.#origin = origin;
	}

	frame(audience: Audience): string {
		const { shown, turnout, signs, joinCode } = this.#table;
		if (!shown) throw new RangeError('a table without a state has no frame');
		const cached = this.#cached.get(audience);
		const isSame = cached?.seq === shown.revision && cached.turnout === turnout;
		if (isSame && cached.signs === signs && cached.code === joinCode) return cached.text;
		const message: LiveMessage = {
			type: 'state',
			state: workshopView(this.#table, shown, audience, this.#origin()),
		};
		const text = JSON.stringify(message);
		this.#cached.set(audience, { seq: shown.revision, turnout, signs, code: joinCode, text });
		return text;
	}
}

export function liveOf(table: Table, frames: Frames, participant: ParticipantId, now: () => number): Live {
	const person = () => table.state?.people.get(participant);
	let last = { still: '', text: '' };
	return {
		participant,
		isStale: () => table.isLost,
		isIn() {
			const own = person();
			return own !== undefined && !own.removed && !own.erased && table.state?.status !== 'erased';
		},
		frame: () => frames.frame(person()?.role === 'facilitator' ? 'facilitator' : 'table'),
		me() {
			const own = person();
			if (!table.state || !own) throw new RangeError('a person who is not at this table has no part in it');
			const me = myPart(table, table.state, own, now());
			// Its time alone would tell that something happened, say a ballot of somebody else's.
			const still = JSON.stringify({ ...me, now: 0 });
			if (still !== last.still) last = { still, text: JSON.stringify({ type: 'me', me } satisfies LiveMessage) };
			return last.text;
		},
		subscribe: (onChange) => table.onChange(onChange, participant),
	};
}
