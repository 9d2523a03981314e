import type { Card } from './card.ts';
import type { CardId } from './ids.ts';

export interface Folded {
	readonly present: ReadonlyMap<CardId, Card>;
	readonly merged: ReadonlyMap<CardId, readonly Card[]>;
	/** The card that shows in a card's stead: itself, or the one that it was merged into. */
	readonly standsFor: (id: CardId) => CardId;
}

/**
 * Follows merges. One into a card that is gone or unknown, or round in a circle, is ignored: nobody's card may vanish by it.
 * A card has one counterpart in the objectives tree: where two people made one each, the second shows in the first.
 */
export function foldMerged(cards: readonly Card[]): Folded {
	const byId = new Map(cards.map((card) => [card.id, card]));
	const twins = firstTwins(cards);
	const target = (id: CardId): CardId => {
		const seen = new Set<CardId>();
		let at = id;
		for (;;) {
			seen.add(at);
			const next = byId.get(nextOf(byId.get(at), twins) ?? at);
			if (next === undefined || next.gone || next.id === at) return at;
			if (seen.has(next.id)) return id;
			at = next.id;
		}
	};
	const present = new Map<CardId, Card>();
	const merged = new Map<CardId, Card[]>();
	for (const card of cards) {
		if (card.gone) continue;
		const shown = nextOf(card, twins) === null ? card.id : target(card.id);
		if (shown === card.id) present.set(card.id, card);
		else merged.set(shown, [...(merged.get(shown) ?? []), card]);
	}
	return { present, merged, standsFor: (id) => (nextOf(byId.get(id), twins) === null ? id : target(id)) };
}

/** By the card that it was turned from: of those that stand for it, the one with the least id. */
export function firstTwins(cards: Iterable<Pick<Card, 'id' | 'mirrors' | 'into' | 'gone'>>): Map<CardId, CardId> {
	const first = new Map<CardId, CardId>();
	for (const { id, mirrors, into, gone } of cards) {
		if (mirrors === null || into !== null || gone) continue;
		const known = first.get(mirrors);
		if (known === undefined || id < known) first.set(mirrors, id);
	}
	return first;
}

/** The card in which this one shows, as far as it says so itself; null where it stands for itself. */
function nextOf(card: Card | undefined, twins: ReadonlyMap<CardId, CardId>): CardId | null {
	if (card === undefined) return null;
	if (card.into !== null) return card.into;
	const twin = card.mirrors === null ? undefined : twins.get(card.mirrors);
	return twin === undefined || twin === card.id ? null : twin;
}
