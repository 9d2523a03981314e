import type { Position } from './geometry.ts';
import type { CardId } from './ids.ts';
import type { ProblemTree } from './tree.ts';

/** The card that lies over a place, or nearest to it; of two as near, the one that reads first. Null where there is no card. */
export function cardNear(tree: ProblemTree, [x, y]: Position): CardId | null {
	let best: { readonly id: CardId; readonly away: number } | null = null;
	for (const { id, pos, size } of tree.cards.values()) {
		const away = Math.hypot(outside(x, pos[0], size[0]), outside(y, pos[1], size[1]));
		if (best === null || away < best.away) best = { id, away };
	}
	return best?.id ?? null;
}

/** How far a coordinate lies outside a stretch; 0 within it. */
const outside = (at: number, start: number, length: number): number => Math.max(start - at, 0, at - start - length);
