import type { BoardMoment } from '#protocol/api.ts';

/** A moment by its sequence number, as text in an address; or the board as it stands. */
export type MomentKey = `${number}` | 'now';

export interface ChosenMoments {
	/** The earlier of the two, where there are two. */
	readonly at: MomentKey;
	/** What to compare it with; null for nothing. */
	readonly other: MomentKey | null;
	/** The address names a moment that this table has not. */
	readonly isUnknown: boolean;
}

/** What an address asks for (`?at=…&with=…`): the last moment where it names none, and the earlier of two first. */
export function chosenMoments(moments: readonly BoardMoment[], at: string | null, other: string | null): ChosenMoments {
	const last: MomentKey = moments.length > 0 ? keyOf(moments.at(-1) ?? null) : 'now';
	const known = (key: string | null): MomentKey | null =>
		key === 'now' ? key : (moments.map(keyOf).find((each) => each === key) ?? null);
	const [first, second] = [known(at), known(other)];
	const isUnknown = (at !== null && at !== '' && !first) || (other !== null && other !== '' && !second);
	const pair = [first ?? last, second === (first ?? last) ? null : second] as const;
	const isTurned = pair[1] !== null && order(pair[1]) < order(pair[0]);
	return isTurned ? { at: pair[1], other: pair[0], isUnknown } : { at: pair[0], other: pair[1], isUnknown };
}

/** null: now. */
export function keyOf(moment: BoardMoment | null): MomentKey {
	return moment === null ? 'now' : `${moment.seq}`;
}

const order = (key: MomentKey): number => (key === 'now' ? Infinity : Number(key));
