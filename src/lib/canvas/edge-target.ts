import type { Position } from '#board/geometry.ts';
import type { Rect } from './link-path.ts';
import type { Side } from './free-place.ts';

export interface EdgeTarget<Id> {
	readonly id: Id;
	readonly side: Side;
}

/** CSS pixels on either side of an edge: a finger's half width. Inside them nobody arranges a card by accident. */
export const EDGE_REACH = 14;

/** The card whose edge lies under a point, and which of its edges; the nearest of several, null where none is within reach. */
export function edgeAt<Id>(
	cards: Iterable<{ readonly id: Id; readonly rect: Rect }>,
	[x, y]: Position,
	reach: number,
): EdgeTarget<Id> | null {
	let best: (EdgeTarget<Id> & { readonly distance: number }) | null = null;
	for (const { id, rect } of cards) {
		const isInReach =
			x >= rect.x - reach && x <= rect.x + rect.w + reach && y >= rect.y - reach && y <= rect.y + rect.h + reach;
		if (!isInReach) continue;
		const sides: readonly (readonly [Side, number])[] = [
			['above', Math.abs(y - rect.y)],
			['below', Math.abs(y - rect.y - rect.h)],
			['left', Math.abs(x - rect.x)],
			['right', Math.abs(x - rect.x - rect.w)],
		];
		for (const [side, distance] of sides)
			if (distance <= reach && (best === null || distance < best.distance)) best = { id, side, distance };
	}
	return best && { id: best.id, side: best.side };
}

/** Beside that edge, in the middle of it, with the room that "+" leaves. */
export function besideEdge(of: Rect, [w, h]: readonly [number, number], side: Side): Rect {
	const middle = of.x + (of.w - w) / 2;
	switch (side) {
		case 'above':
			return { x: middle, y: of.y - ROW_GAP - h, w, h };
		case 'below':
			return { x: middle, y: of.y + of.h + ROW_GAP, w, h };
		case 'right':
			return { x: of.x + of.w + COLUMN_GAP, y: of.y, w, h };
		case 'left':
			return { x: of.x - COLUMN_GAP - w, y: of.y, w, h };
	}
}

const ROW_GAP = 80; // page units, as in acts.ts
const COLUMN_GAP = 48;
