import type { Position } from '#board/geometry.ts';
import type { Rect } from './link-path.ts';

export type Side = 'above' | 'below' | 'left' | 'right';

/** Page units between cards. */
const GAP = 24;
/** Places tried before two cards may overlap: a crowded board must not make anybody wait. */
const TRIES = 200;

/**
 * A place for a new card that covers no other: the wished one, or the nearest free one in its row, in its column, or (by
 * default) in growing rings around it.
 */
export function freePlace(taken: readonly Rect[], wish: Rect, way: 'row' | 'column' | 'around' = 'around'): Position {
	const steps = stepsOf(way, wish.w + GAP, wish.h + GAP);
	for (const [dx, dy] of steps) {
		const place = { ...wish, x: wish.x + dx, y: wish.y + dy };
		if (!taken.some((other) => overlap(place, other))) return [place.x, place.y];
	}
	return [wish.x, wish.y];
}

function* stepsOf(way: 'row' | 'column' | 'around', w: number, h: number): Generator<Position> {
	for (let step = 0; step < TRIES; step++) {
		const out = Math.ceil(step / 2) * (step % 2 === 1 ? 1 : -1);
		if (way === 'row') yield [(out * w) / 4, 0];
		else if (way === 'column') yield [0, (out * h) / 4];
		else {
			// The golden angle spreads the tries evenly; the root keeps their density the same.
			const angle = step * 2.399963;
			const reach = Math.sqrt(step) / 2;
			yield [Math.cos(angle) * reach * w, Math.sin(angle) * reach * h];
		}
	}
}

const overlap = (a: Rect, b: Rect) =>
	a.x < b.x + b.w + GAP && b.x < a.x + a.w + GAP && a.y < b.y + b.h + GAP && b.y < a.y + a.h + GAP;
