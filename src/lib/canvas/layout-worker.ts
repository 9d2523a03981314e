import type { Size } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import { layoutTree } from '#board/layout.ts';
import type { ProblemTree } from '#board/tree.ts';

/** What the page asks: the tree as it stands, and how large each card is drawn on this screen. */
export interface LayoutAsked {
	readonly tree: ProblemTree;
	readonly sizes: ReadonlyMap<CardId, Size>;
}

/** Lays out a tree off the main thread, so that a large board goes on answering hands meanwhile. */
self.addEventListener('message', ({ data: { tree, sizes } }: MessageEvent<LayoutAsked>) => {
	self.postMessage(layoutTree(tree, (card) => sizes.get(card.id) ?? card.size));
});
