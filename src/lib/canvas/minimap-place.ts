import type { Area } from './detail.ts';
import type { Rect } from './link-path.ts';

/** How a board lies on the small map: CSS pixels a page unit, and where the page's origin is. */
export interface MapPlace {
	readonly scale: number;
	readonly left: number;
	readonly top: number;
}

/** Page units kept free around the outermost cards. */
const ROOM = 80;
/** CSS pixels a page unit: a board of one card does not fill the map. */
const NEAREST = 0.15;

/** Puts all boxes into the middle of a map of that size; null for a board with nothing on it. */
export function placeOnMap(boxes: Iterable<Rect>, width: number, height: number): MapPlace | null {
	let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const { x, y, w, h } of boxes) {
		left = Math.min(left, x);
		top = Math.min(top, y);
		right = Math.max(right, x + w);
		bottom = Math.max(bottom, y + h);
	}
	if (left > right) return null;
	const scale = Math.min(NEAREST, width / (right - left + 2 * ROOM), height / (bottom - top + 2 * ROOM));
	return {
		scale,
		left: width / 2 - ((left + right) / 2) * scale,
		top: height / 2 - ((top + bottom) / 2) * scale,
	};
}

/** Where a place of the page lies on the map, in CSS pixels. */
export function onMap({ scale, left, top }: MapPlace, area: Area): Rect {
	return {
		x: area.left * scale + left,
		y: area.top * scale + top,
		w: (area.right - area.left) * scale,
		h: (area.bottom - area.top) * scale,
	};
}

/** The place of the page under a place of the map. */
export const onPage = ({ scale, left, top }: MapPlace, x: number, y: number) => ({
	x: (x - left) / scale,
	y: (y - top) / scale,
});
