import type { LockTarget } from '#domain/events.ts';
import { LAYOUT_KEYS, PIN_KEY } from '#domain/permissions.ts';
import { parseCardId, parseLinkId, type CardId } from './ids.ts';
import type { CardKind } from './kinds.ts';

/**
 * What one person may do on the board now, for list and canvas alike. Each answer is null where they may, else the sentence
 * that says why not, in the reader's language.
 */
export interface BoardRights {
	/** Its text; taking it off the board and bringing it back. */
	card(id: CardId): string | null;
	/** Its place and size, and what lies above it. */
	move(id: CardId): string | null;
	kind(id: CardId, next: CardKind): string | null;
	/** A new card of that kind. */
	add(kind: CardKind): string | null;
	/** Tying and untying; with null, to anything at all. */
	link(a: CardId, b: CardId | null): string | null;
	draw(): string | null;
	/** Changing that drawing, wherever it is. */
	drawing(id: string): string | null;
	/** Holding in place, for everybody, and letting go: facilitators alone. */
	pin(): string | null;
	/** The locks that close a card, its own first; none for most cards. */
	locksOn(id: CardId): readonly CardLock[];
}

export interface CardLock {
	readonly target: Extract<LockTarget, { readonly card: CardId }>;
	/** Who closed it, when and why, as a sentence about this card. */
	readonly why: string;
	/** The text of the card whose branch is closed, where that is another card. */
	readonly through: string | null;
}

/** What a facilitator can ask for from a card: the page asks with what reason, and gives the command. */
export interface Locking {
	close(card: CardId): void;
	open(lock: CardLock): void;
}

/** What `locksOn` gives for a card without one: always the same list, so that nothing is drawn again for it. */
export const NO_LOCKS: readonly CardLock[] = [];

/** A board that nothing closes. */
export const ALL_RIGHTS: BoardRights = {
	card: () => null,
	move: () => null,
	kind: () => null,
	add: () => null,
	link: () => null,
	draw: () => null,
	drawing: () => null,
	pin: () => null,
	locksOn: () => NO_LOCKS,
};

/** Whether undo may write at a place of the document again. */
export function mayTakeBack(rights: BoardRights, [root, id, key]: readonly string[]): boolean {
	if (key === PIN_KEY) return rights.pin() === null;
	switch (root) {
		case 'cards': {
			const card = parseCardId(id);
			if (card === null) return false;
			return (LAYOUT_KEYS.has(key) ? rights.move(card) : rights.card(card)) === null;
		}
		case 'links': {
			const ends = parseLinkId(id ?? '');
			return ends !== null && rights.link(ends.from, ends.to) === null;
		}
		default:
			return (id === undefined ? rights.draw() : rights.drawing(id)) === null;
	}
}
