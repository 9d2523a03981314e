import { branchIn, cardsIn, type BoardView } from '#board/in-view.ts';
import { partOfTree } from '#board/part-of-tree.ts';
import { LETTER_SIZE, type TreePicture } from '#board/render-svg.ts';
import type { ProblemTree } from '#board/tree.ts';

/** CSS pixels of the smallest letters that the back of a room can read. */
export const LEGIBLE_PX = 14;

/** What the projector shows of a tree: a picture, or where that would be too small, the outline of it. */
export interface Fitting {
	readonly tree: ProblemTree;
	readonly isPart: boolean;
	readonly svg: string | null;
}

/**
 * The most of the tree that can be read in a place of that size: where the room is led to a view, the cards in it, else the branch
 * in its middle; else all of it. `view`: where whoever facilitates has the projector look; null for the whole tree.
 */
export function whatFits(
	tree: ProblemTree,
	view: BoardView | null,
	place: { readonly width: number; readonly height: number },
	draw: (tree: ProblemTree) => TreePicture,
): Fitting {
	const isLegible = ({ width, height }: TreePicture) =>
		Math.min(place.width / width, place.height / height) * LETTER_SIZE >= LEGIBLE_PX;
	const inView = view ? cardsIn(tree, view) : [];
	// A view of nothing, or of everything, is the tree.
	const isLed = view !== null && inView.length > 0 && inView.length < tree.cards.size;
	const branch = isLed ? partOfTree(tree, branchIn(tree, view)) : tree;
	for (const shown of isLed ? [partOfTree(tree, inView), branch] : [tree]) {
		const picture = draw(shown);
		if (isLegible(picture)) return { tree: shown, isPart: shown.cards.size < tree.cards.size, svg: picture.svg };
	}
	return { tree: branch, isPart: branch.cards.size < tree.cards.size, svg: null };
}
