import type { Card } from './card.ts';
import type { CardId } from './ids.ts';

export interface Folded {
	readonly present: ReadonlyMap<CardId, Card>;
	readonly merged: ReadonlyMap<CardId, readonly Card[]>;
	/** The card that shows in a card's stead: itself, or the one that it was merged into. */
	readonly standsFor: (id: CardId) => CardId;
}

/** Follows merges. One into a card that is gone or unknown, or round in a circle, is ignored: nobody's card may vanish by it. */
export function foldMerged(cards: readonly Card[]): Folded {
	const byId = new Map(cards.map((card) => [card.id, card]));
	const target = (id: CardId): CardId => {
		const seen = new Set<CardId>();
		let at = id;
		for (;;) {
			seen.add(at);
			const into = byId.get(at)?.into ?? null;
			const next = into === null ? undefined : byId.get(into);
			if (next === undefined || next.gone) return at;
			if (seen.has(next.id)) return id;
			at = next.id;
		}
	};
	const present = new Map<CardId, Card>();
	const merged = new Map<CardId, Card[]>();
	for (const card of cards) {
		if (card.gone) continue;
		const shown = card.into === null ? card.id : target(card.id);
		if (shown === card.id) present.set(card.id, card);
		else merged.set(shown, [...(merged.get(shown) ?? []), card]);
	}
	return { present, merged, standsFor: (id) => (byId.get(id)?.into ? target(id) : id) };
}
