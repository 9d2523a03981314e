import type * as Y from 'yjs';
import { areaOf } from './drawn-size.ts';
import { readDrawings, type Json } from './edit-drawings.ts';
import type { Position } from './geometry.ts';
import { readTree } from './read-tree.ts';
import type { ProblemTree } from './tree.ts';

/** Page units. */
export interface Extent {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly foot: number;
}

/** What cards and drawings cover; null where there is nothing. A turned drawing counts as if it were straight. */
export function extentOf(doc: Y.Doc, tree: ProblemTree): Extent | null {
	const areas = [...tree.cards.values()].map((card) => areaOf(card));
	for (const { pos, body } of readDrawings(doc)) {
		const [w, h] = reach(body);
		areas.push({ x: pos[0], y: pos[1], w, h });
	}
	if (areas.length === 0) return null;
	return {
		left: Math.min(...areas.map(({ x }) => x)),
		top: Math.min(...areas.map(({ y }) => y)),
		right: Math.max(...areas.map(({ x, w }) => x + w)),
		foot: Math.max(...areas.map(({ y, h }) => y + h)),
	};
}

/** Page units between all that is on a board and what comes beside it. */
export const BESIDE_GAP = 160;

/** How far something moves, of which the upper left corner is given, to stand to the right of all that is there; on a bare board it stays. */
export function besideAll(doc: Y.Doc, [left, top]: Position): Position {
	const there = extentOf(doc, readTree(doc));
	return there ? [there.right + BESIDE_GAP - left, there.top - top] : [0, 0];
}

/** How far a drawing reaches right and down from its place: by its size, or by the points of its stroke. */
function reach(body: Json): [number, number] {
	let [w, h] = [0, 0];
	const take = (value: Json | undefined, keys: readonly [string, string]): void => {
		if (typeof value !== 'object' || value === null) return;
		if (isList(value)) return value.forEach((part) => take(part, ['x', 'y']));
		const [x, y] = [value[keys[0]], value[keys[1]]];
		if (typeof x === 'number') w = Math.max(w, x);
		if (typeof y === 'number') h = Math.max(h, y);
		take(value['segments'] ?? value['points'], ['x', 'y']);
	};
	if (typeof body === 'object' && body !== null && !isList(body)) take(body['props'], ['w', 'h']);
	return [w, h];
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
