import type { CardId } from './ids.ts';
import { CHILD_KINDS } from './kinds.ts';
import type { Card, ProblemTree } from './tree.ts';

/** Whether a card can grow from another, by what both are. */
export const mayHold = (parent: Card, card: Card): boolean => CHILD_KINDS[parent.kind].includes(card.kind);

/** Where a loose card most likely belongs: the nearest card that such a one can grow from; null where there is none. */
export function likelyParent(tree: ProblemTree, id: CardId, loose: ReadonlySet<CardId>): CardId | null {
	const card = tree.cards.get(id);
	if (!card) return null;
	let best: { readonly id: CardId; readonly distance: number } | null = null;
	for (const other of tree.cards.values()) {
		if (loose.has(other.id) || !mayHold(other, card)) continue;
		const distance = Math.hypot(other.pos[0] - card.pos[0], other.pos[1] - card.pos[1]);
		if (best === null || distance < best.distance) best = { id: other.id, distance };
	}
	return best?.id ?? null;
}
