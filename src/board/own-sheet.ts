import type * as Y from 'yjs';
import type { FrozenCard } from '#domain/texts.ts';
import type { CardDetails } from './details.ts';
import { addCards, type NewLink } from './edit-cards.ts';
import { placeLoose } from './free-place.ts';
import type { Size } from './geometry.ts';
import type { CardId } from './ids.ts';
import { CARDS_MAX } from './limits.ts';
import { readTree } from './read-tree.ts';
import { cardsOf } from './roots.ts';

/** A card that somebody wrote for themselves, as it comes to the board; its place there is another. */
export interface OwnCard extends FrozenCard {
	readonly size: Size;
	readonly details: Partial<CardDetails>;
}

/** What stands on somebody's own sheet, as plain values: a copy, whatever is written there meanwhile. */
export interface OwnSheet {
	readonly cards: readonly OwnCard[];
	readonly links: readonly NewLink[];
}

export function readOwnSheet(doc: Y.Doc): OwnSheet {
	const { cards, links } = readTree(doc);
	return {
		cards: [...cards.values()].map(({ id, kind, text, size, details }) => ({
			...{ card: id, kind, text, size },
			details,
		})),
		links: links.map(({ from, to }) => ({ from, to })),
	};
}

/** Whether so many more cards fit on the board. */
export function hasRoomFor(board: Y.Doc, count: number): boolean {
	return cardsOf(board).size + count <= CARDS_MAX;
}

/**
 * Puts cards of a sheet on the board, each where its kind stands, with the ties among what is then there. A card keeps its id, so
 * that it comes once, whoever asks for it twice.
 */
export function plantOwnCards(board: Y.Doc, sheet: OwnSheet, ids: ReadonlySet<CardId>, withLinks: boolean): void {
	for (const { card: id, kind, text, size, details } of sheet.cards) {
		if (!ids.has(id)) continue;
		addCards(board, [{ id, kind, text, size, details, pos: placeLoose(board, kind) }]);
	}
	if (!withLinks) return;
	const there = cardsOf(board);
	const ties = sheet.links.filter(
		({ from, to }) => (ids.has(from) || ids.has(to)) && there.has(from) && there.has(to),
	);
	if (ties.length > 0) addCards(board, [], ties);
}
