import type { CardId } from './ids.ts';
import { CHILD_KINDS, rises } from './kinds.ts';
import type { Card, ProblemTree } from './tree.ts';

/** Whether a card can grow from another, by what both are. */
export const mayHold = (parent: Card, card: Card): boolean => CHILD_KINDS[parent.kind].includes(card.kind);

/**
 * Where a loose card most likely belongs: the nearest card that such a one can grow from and that lies towards the trunk from it,
 * else the nearest at all; null where there is none.
 */
export function likelyParent(tree: ProblemTree, id: CardId, loose: ReadonlySet<CardId>): CardId | null {
	const card = tree.cards.get(id);
	if (!card) return null;
	let best: { readonly id: CardId; readonly isInward: boolean; readonly distance: number } | null = null;
	for (const other of tree.cards.values()) {
		if (loose.has(other.id) || !mayHold(other, card)) continue;
		const isInward = rises(card.kind) ? isAbove(card, other) : isAbove(other, card);
		const distance = Math.hypot(other.pos[0] - card.pos[0], other.pos[1] - card.pos[1]);
		const isBetter = best === null || (isInward === best.isInward ? distance < best.distance : isInward);
		if (isBetter) best = { id: other.id, isInward, distance };
	}
	return best?.id ?? null;
}

/** All of one card above the other: two of one row stand beside each other. */
const isAbove = (a: Card, b: Card): boolean => a.pos[1] + a.size[1] <= b.pos[1];
