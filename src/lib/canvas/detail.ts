/** How a card is drawn: with its text, or from afar, as a box in its kind's shape and colour. */
export type Detail = 'near' | 'far';

/**
 * Zooms at which the text of a card, 16 page units tall, is about six CSS pixels: smaller, nobody reads it, and drawing it for
 * thousands of cards is what makes a board slow. Between the two it stays as it was, so that nothing flickers at the border.
 */
export const FAR_BELOW = 0.34;
export const NEAR_FROM = 0.375;

export function detailAt(zoom: number, before: Detail): Detail {
	if (zoom < FAR_BELOW) return 'far';
	return zoom >= NEAR_FROM ? 'near' : before;
}

/** An area of the page, in page units. */
export interface Area {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** How far around the view cards stand ready, as a share of the view's width and height on each side. */
const MARGIN = 0.25;
/** Wider than so many views, the area is cut anew: one who zooms in would otherwise keep all that they came from. */
const SPARE = 2.2;

/**
 * The area in which cards are kept drawn, so that a pan finds them there. It stays the same while the view is within it, so that
 * nothing is put up or taken down with each frame.
 */
export function areaAround(view: Area, before: Area | null): Area {
	const width = view.right - view.left;
	const height = view.bottom - view.top;
	if (before !== null && holds(before, view) && before.right - before.left <= SPARE * width) return before;
	return {
		left: view.left - width * MARGIN,
		top: view.top - height * MARGIN,
		right: view.right + width * MARGIN,
		bottom: view.bottom + height * MARGIN,
	};
}

const holds = (outer: Area, inner: Area) =>
	inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
