import { CARD_KINDS, type CardKind } from '#domain/cards.ts';

export { CARD_KINDS, type CardKind };

/** *from* feeds *to*: solution → cause → problem → effect. A note stands beside the chain. */
const CHAIN: Readonly<Record<CardKind, number | null>> = { solution: 0, cause: 1, problem: 2, effect: 3, note: null };

/** What "+" on a card may add, the usual choice first. */
export const CHILD_KINDS: Readonly<Record<CardKind, readonly CardKind[]>> = {
	problem: ['cause', 'effect', 'note'],
	cause: ['cause', 'solution', 'effect', 'note'],
	effect: ['effect', 'note'],
	solution: ['solution', 'note'],
	note: ['note'],
};

export function isCardKind(value: unknown): value is CardKind {
	return CARD_KINDS.some((kind) => kind === value);
}

/** True where a link between the two kinds runs from the second to the first, whichever way it was drawn. */
export function runsBackwards(from: CardKind, to: CardKind): boolean {
	const a = CHAIN[from];
	const b = CHAIN[to];
	if (a === null || b === null) return b === null && a !== null; // a note feeds what it comments on
	return a > b;
}
