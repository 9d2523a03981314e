import type { CardId } from './ids.ts';
import { cardNear } from './near.ts';
import type { ProblemTree } from './tree.ts';

/** A rectangle of the board. */
export interface BoardView {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** The cards that lie in a view, in reading order; one that reaches into it counts. */
export function cardsIn(tree: ProblemTree, { left, top, right, bottom }: BoardView): readonly CardId[] {
	return [...tree.cards.values()].flatMap(({ id, pos: [x, y], size: [width, height] }) =>
		x < right && x + width > left && y < bottom && y + height > top ? [id] : [],
	);
}

/** The card in the middle of a view, and all that feeds it, straight or through others. */
export function branchIn(tree: ProblemTree, { left, top, right, bottom }: BoardView): readonly CardId[] {
	const middle = cardNear(tree, [(left + right) / 2, (top + bottom) / 2]);
	if (middle === null) return [];
	const branch = new Set([middle]);
	for (const id of branch) for (const feeder of tree.places.get(id)?.fedBy ?? []) branch.add(feeder); // grows while it is walked
	return [...branch];
}
