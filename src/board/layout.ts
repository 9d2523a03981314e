import { hierarchy, tree as tidyTree, type HierarchyPointNode } from 'd3-hierarchy';
import type { Position, Size } from './geometry.ts';
import type { CardId } from './ids.ts';
import { isTrunkKind } from './kinds.ts';
import { packLoose } from './layout-loose.ts';
import type { Card, Place, ProblemTree } from './tree.ts';

/**
 * "Acomodar": effects above, the problem, causes below, solutions under their causes; each parent centred over its children,
 * siblings in the order that people gave them by hand, no two cards on top of each other. Pure and deterministic.
 *
 * The tidy tree of d3-hierarchy (Reingold–Tilford after Buchheim, linear time, 5 kB) does the hard part. dagre and ELK lay out
 * general graphs: they take seconds on 2,000 cards, weigh 10 to 300 times as much and reorder siblings to cross fewer lines,
 * which loses the order that the table agreed on. A card has one place here, so a tree is what there is to lay out.
 *
 * Not for the list's bundle: import it only where something is drawn.
 */
export function layoutTree(
	tree: ProblemTree,
	sizeOf: (card: Card) => Size = (card) => card.size,
): Map<CardId, Position> {
	const grown = tree.roots.filter((id) => isTrunk(tree, id));
	const loose = tree.roots.filter((id) => !isTrunk(tree, id));
	const effects = effectsByTrunk(tree);
	const rows = rowTops(tree, new Set(loose), sizeOf);
	const positions = new Map<CardId, Position>();
	let left = 0;
	for (const root of grown) {
		const centres = treeCentres(tree, root, effects.get(root) ?? [], sizeOf);
		let least = Infinity;
		let most = -Infinity;
		for (const [id, centre] of centres) {
			const half = widthOf(tree, id, sizeOf) / 2;
			least = Math.min(least, centre - half);
			most = Math.max(most, centre + half);
		}
		for (const [id, centre] of centres) {
			const card = tree.cards.get(id);
			const row = rows.get(tree.places.get(id)?.level ?? 0);
			if (card === undefined || row === undefined) continue;
			const [width, height] = sizeOf(card);
			// Links leave a card upwards above the trunk and downwards below it: cards stand on the side of the trunk.
			const y = row.level > 0 ? row.top + row.height - height : row.top;
			positions.set(id, [left + centre - least - width / 2, y]);
		}
		left += most - least + TREE_GAP;
	}
	const top = Math.min(0, ...[...rows.values()].map((row) => row.top));
	for (const [id, pos] of packLoose(tree, loose, sizeOf, [left, top])) positions.set(id, pos);
	return anchored(tree, positions);
}

export const COLUMN_GAP = 32; // page units between cards of one row
export const ROW_GAP = 80; // room for the links to be told apart
const TREE_GAP = 96;

const isTrunk = (tree: ProblemTree, id: CardId) =>
	isTrunkKind(tree.cards.get(id)?.kind) || (tree.places.get(id)?.children.length ?? 0) > 0;

const isAbove = (tree: ProblemTree, id: CardId) => (tree.places.get(id)?.level ?? 0) > 0;

const widthOf = (tree: ProblemTree, id: CardId, sizeOf: (card: Card) => Size) => {
	const card = tree.cards.get(id);
	return card ? sizeOf(card)[0] : 0;
};

/** By trunk: the lowest effects that grow from it, also those that hang on one of its causes. In reading order. */
function effectsByTrunk(tree: ProblemTree): Map<CardId, CardId[]> {
	const parentOf = (id: CardId): CardId | null => tree.places.get(id)?.parent ?? null;
	const trunkOf = (id: CardId): CardId => {
		let at = id;
		for (let parent = parentOf(at); parent !== null; parent = parentOf(at)) at = parent;
		return at;
	};
	const effects = new Map<CardId, CardId[]>();
	for (const [id, place] of tree.places) {
		if (place.parent === null || !isAbove(tree, id) || isAbove(tree, place.parent)) continue;
		const trunk = trunkOf(place.parent);
		effects.set(trunk, [...(effects.get(trunk) ?? []), id]);
	}
	return effects;
}

/** The horizontal centre of each card of one tree, the root's being 0: what grows up and what grows down apart. */
function treeCentres(
	tree: ProblemTree,
	root: CardId,
	effects: readonly CardId[],
	sizeOf: (card: Card) => Size,
): Map<CardId, number> {
	const childrenOf = (id: CardId): readonly CardId[] => tree.places.get(id)?.children ?? [];
	const rises = isAbove(tree, root);
	const down = (id: CardId) => (rises ? [] : childrenOf(id).filter((child) => !isAbove(tree, child)));
	const up = (id: CardId) => (id === root && !rises ? effects : childrenOf(id));
	const centres = new Map<CardId, number>();
	for (const grow of [down, up]) {
		const top = tidy(root, grow, (id) => widthOf(tree, id, sizeOf));
		for (const node of top.descendants()) centres.set(node.data, node.x - top.x);
	}
	return centres;
}

function tidy(
	root: CardId,
	childrenOf: (id: CardId) => readonly CardId[],
	width: (id: CardId) => number,
): HierarchyPointNode<CardId> {
	const place = tidyTree<CardId>()
		.nodeSize([1, 1])
		.separation(
			(a, b) => (width(a.data) + width(b.data)) / 2 + (a.parent === b.parent ? COLUMN_GAP : 2 * COLUMN_GAP),
		);
	return place(hierarchy<CardId>(root, childrenOf));
}

interface Row {
	readonly level: number;
	readonly top: number;
	readonly height: number;
}

/** Rows as tall as their tallest card, counted from the trunk, whose top is 0. */
function rowTops(
	tree: ProblemTree,
	without: ReadonlySet<CardId>,
	sizeOf: (card: Card) => Size,
): Map<Place['level'], Row> {
	const heights = new Map<number, number>();
	for (const [id, card] of tree.cards) {
		if (without.has(id)) continue;
		const level = tree.places.get(id)?.level ?? 0;
		heights.set(level, Math.max(heights.get(level) ?? 0, sizeOf(card)[1]));
	}
	const levels = [...heights.keys()];
	const rows = new Map<number, Row>();
	let top = 0;
	for (let level = 0; level >= Math.min(0, ...levels); level--) {
		const height = heights.get(level) ?? 0;
		rows.set(level, { level, top, height });
		if (height > 0) top += height + ROW_GAP;
	}
	top = 0;
	for (let level = 1; level <= Math.max(0, ...levels); level++) {
		const height = heights.get(level) ?? 0;
		if (height > 0) top -= height + ROW_GAP;
		rows.set(level, { level, top, height });
	}
	return rows;
}

/** Shifts all so that the first card (the problem, where there is one) stays where it is: the view must not jump. */
function anchored(tree: ProblemTree, positions: Map<CardId, Position>): Map<CardId, Position> {
	const first = tree.roots[0];
	const at = first === undefined ? undefined : tree.cards.get(first)?.pos;
	const to = first === undefined ? undefined : positions.get(first);
	const [dx, dy] = at && to ? [at[0] - to[0], at[1] - to[1]] : [0, 0];
	return new Map([...positions].map(([id, [x, y]]) => [id, [Math.round(x + dx), Math.round(y + dy)]]));
}
