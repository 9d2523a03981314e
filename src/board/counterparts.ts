import type { Card } from './card.ts';
import type { CardId } from './ids.ts';
import type { ProblemTree } from './tree.ts';

/** The card that answers this one in the objectives tree, as far as there is one. */
export function counterpartOf(tree: ProblemTree, original: CardId): Card | null {
	return counterparts(tree.cards.values()).get(original) ?? null;
}

/** By the card that they answer; of several, the one with the least id, which is the one that shows. */
export function counterparts(cards: Iterable<Card>): ReadonlyMap<CardId, Card> {
	const known = new Map<CardId, Card>();
	for (const card of cards) {
		if (card.mirrors === null) continue;
		const other = known.get(card.mirrors);
		if (other === undefined || card.id < other.id) known.set(card.mirrors, card);
	}
	return known;
}
