import { CARD_KINDS, type CardKind } from '#domain/cards.ts';

export { CARD_KINDS, type CardKind };

/**
 * *from* feeds *to*: solution → cause → problem → effect, and in the objectives tree means → objective → end. Notes and actors
 * stand beside the chain and are tied towards it, a note towards an actor.
 */
const CHAIN: Readonly<Record<CardKind, number>> = {
	note: -2,
	actor: -1,
	solution: 0,
	cause: 1,
	means: 1,
	problem: 2,
	objective: 2,
	effect: 3,
	end: 3,
};

/** Kinds that no table begins with: buttons and headings for them show once they are asked for. */
export const LATER_KINDS: readonly CardKind[] = ['objective', 'means', 'end', 'actor'];

/** What "+" on a card may add, the usual choice first. */
export const CHILD_KINDS: Readonly<Record<CardKind, readonly CardKind[]>> = {
	problem: ['cause', 'effect', 'note'],
	cause: ['cause', 'solution', 'effect', 'note'],
	effect: ['effect', 'note'],
	solution: ['solution', 'note'],
	note: ['note'],
	objective: ['means', 'end', 'note'],
	means: ['means', 'solution', 'end', 'note'],
	end: ['end', 'note'],
	actor: ['note', 'actor'],
};

/** What the objectives tree says in place of a card of the problem tree; null where it says nothing. */
export const MIRROR_KIND: Readonly<Record<CardKind, CardKind | null>> = {
	problem: 'objective',
	cause: 'means',
	effect: 'end',
	solution: null,
	note: null,
	objective: null,
	means: null,
	end: null,
	actor: null,
};

/** What a tree grows around, by rank: of two that could hold a card, a problem does. */
export const TRUNK_KINDS: readonly CardKind[] = ['problem', 'objective'];

export const isTrunkKind = (kind: CardKind | undefined): boolean => kind === 'problem' || kind === 'objective';

/** True for what stands on top of what feeds it. */
export const rises = (kind: CardKind | undefined): boolean => kind === 'effect' || kind === 'end';

/** True for what stands beside a tree, tied to any card of it. */
export const standsBeside = (kind: CardKind | undefined): boolean => kind === 'note' || kind === 'actor';

export function isCardKind(value: unknown): value is CardKind {
	return CARD_KINDS.some((kind) => kind === value);
}

/** True where a link between the two kinds runs from the second to the first, whichever way it was drawn. */
export function runsBackwards(from: CardKind, to: CardKind): boolean {
	return CHAIN[from] > CHAIN[to];
}
