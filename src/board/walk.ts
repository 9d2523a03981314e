import type { Position } from './geometry.ts';
import type { CardId } from './ids.ts';
import type { Card, ProblemTree } from './tree.ts';

export type Direction = 'above' | 'below' | 'left' | 'right';

/**
 * The card that one comes to from another by one step: along the tree where it runs that way, else the nearest card that lies
 * there, so that no card is out of reach. Null where nothing lies there.
 */
export function walk(tree: ProblemTree, from: CardId, direction: Direction): CardId | null {
	const card = tree.cards.get(from);
	if (card === undefined) return null;
	const tied = ties(tree, from).flatMap((id) => tree.cards.get(id) ?? []);
	return nearest(card, tied, direction) ?? nearest(card, [...tree.cards.values()], direction);
}

/** The card under which it hangs, what hangs on it, and its siblings: what a person sees as "the next one". */
function ties(tree: ProblemTree, id: CardId): readonly CardId[] {
	const place = tree.places.get(id);
	if (place === undefined) return [];
	const siblings = place.parent === null ? tree.roots : (tree.places.get(place.parent)?.children ?? []);
	return [...(place.parent === null ? [] : [place.parent]), ...place.children, ...siblings];
}

/** Of those that lie more that way than to the side, the one with the shortest way; the side counts double. */
function nearest(from: Card, cards: readonly Card[], direction: Direction): CardId | null {
	const [x, y] = middleOf(from);
	let best: { id: CardId; distance: number } | null = null;
	for (const card of cards) {
		if (card.id === from.id) continue;
		const [toX, toY] = middleOf(card);
		const [dx, dy] = [toX - x, toY - y];
		const isAcross = direction === 'left' || direction === 'right';
		const ahead = (isAcross ? dx : dy) * (direction === 'left' || direction === 'above' ? -1 : 1);
		const aside = Math.abs(isAcross ? dy : dx);
		// Rows stand farther apart than columns, so a child may lie far to the side of its parent.
		if (ahead <= 0 || aside > ahead * (isAcross ? 1 : REACH)) continue;
		const distance = ahead + 2 * aside;
		if (best === null || distance < best.distance || (distance === best.distance && card.id < best.id))
			best = { id: card.id, distance };
	}
	return best?.id ?? null;
}

/** A wide family: a child a dozen columns aside still lies below. */
const REACH = 16;

const middleOf = ({ pos, size }: Card): Position => [pos[0] + size[0] / 2, pos[1] + size[1] / 2];
