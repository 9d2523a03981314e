import type { Position } from './geometry.ts';
import type { CardId } from './ids.ts';
import type { ProblemTree } from './tree.ts';

/**
 * Moves that let a card change places with the sibling before (-1) or after (1) it, each with all that hangs on it, so that
 * the picture stays in order too. Empty at either end. `siblings` come in reading order.
 */
export function swapWithSibling(
	tree: ProblemTree,
	siblings: readonly CardId[],
	id: CardId,
	step: -1 | 1,
): (readonly [CardId, Position])[] {
	const index = siblings.indexOf(id);
	const other = siblings[index + step];
	const card = tree.cards.get(id);
	const otherCard = other === undefined ? undefined : tree.cards.get(other);
	if (index < 0 || card === undefined || otherCard === undefined) return [];
	// Cards on one spot are told apart by id alone; a unit to the side makes the order visible.
	const apart = card.pos[0] === otherCard.pos[0] && card.pos[1] === otherCard.pos[1] ? step : 0;
	const dx = otherCard.pos[0] - card.pos[0] + apart;
	const dy = otherCard.pos[1] - card.pos[1];
	const moves = new Map<CardId, Position>();
	shiftBranch(tree, card.id, [dx, dy], moves);
	shiftBranch(tree, otherCard.id, [apart - dx, -dy], moves);
	return [...moves];
}

/** Adds to `into` where a card and all that hangs on it come to lie once moved by that much. */
export function shiftBranch(tree: ProblemTree, root: CardId, [dx, dy]: Position, into: Map<CardId, Position>): void {
	const waiting = [root];
	for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
		const card = tree.cards.get(id);
		if (card) into.set(id, [card.pos[0] + dx, card.pos[1] + dy]);
		waiting.push(...(tree.places.get(id)?.children ?? []));
	}
}
