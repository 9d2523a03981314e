import type { CardKind } from './kinds.ts';
import { placePath } from './place-path.ts';

/**
 * A kind shows by its shape, its icon and its word, so that nobody needs to tell colours apart: an effect is round on top, a
 * cause round at the foot, the problem a slab, a solution has cut corners, a note a folded one, an actor round ends. A card of
 * the objectives tree has the shape of what it answers, with a double edge.
 */
export function cardOutline(kind: CardKind, width: number, height: number): string {
	switch (kind) {
		case 'effect':
			return roundRect(width, height, 16, 4);
		case 'cause':
			return roundRect(width, height, 4, 16);
		case 'problem':
			return roundRect(width, height, 8, 8);
		case 'solution':
			return `M12 0H${width - 12}L${width} 12V${height - 12}L${width - 12} ${height}H12L0 ${height - 12}V12Z`;
		case 'note':
			return `M0 0H${width}V${height - 16}L${width - 16} ${height}H0Z M${width} ${height - 16}H${width - 16}V${height}`;
		case 'objective':
			return doubleEdge(width, height, 8, 8);
		case 'means':
			return doubleEdge(width, height, 4, 16);
		case 'end':
			return doubleEdge(width, height, 16, 4);
		case 'actor':
			return roundRect(width, height, 28, 28);
	}
}

/** Path data on a 24 by 24 grid, drawn as 2-unit strokes without fill. */
export const KIND_ICONS: Readonly<Record<CardKind, string>> = {
	effect: 'M12 19V5M5 12l7-7 7 7',
	cause: 'M12 5v14M5 12l7 7 7-7',
	problem: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v6M12 16.5v.5',
	solution: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-3.8 10.6c.7.6.8 1.4.8 2.4h6c0-1 .1-1.8.8-2.4A6 6 0 0 0 12 3Z',
	note: 'M5 5h14v9l-5 5H5ZM19 14h-5v5',
	objective: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
	means: 'M3 20h5v-5h5v-5h5V5h3',
	end: 'M6 21V4h12l-3 4 3 4H6',
	actor: 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM4.5 21c0-4.5 3.4-7 7.5-7s7.5 2.5 7.5 7',
};

/** The same as it stands on a card, before the word of its kind: path data in the card's own units, 16 of them large. */
export const cardIcon = (kind: CardKind): string => placePath(KIND_ICONS[kind], [12, 11], 2 / 3);

/** Page units between the two lines of a double edge. */
const EDGE_GAP = 4;

function doubleEdge(width: number, height: number, top: number, foot: number): string {
	const inner = (radius: number) => Math.max(2, radius - EDGE_GAP);
	const [w, h] = [width - 2 * EDGE_GAP, height - 2 * EDGE_GAP];
	return `${roundRect(width, height, top, foot)} ${roundRect(w, h, inner(top), inner(foot), EDGE_GAP)}`;
}

/** `at`: its upper left corner, along both sides. */
function roundRect(width: number, height: number, top: number, foot: number, at = 0): string {
	const [right, low] = [at + width, at + height];
	return (
		`M${at + top} ${at}H${right - top}A${top} ${top} 0 0 1 ${right} ${at + top}V${low - foot}` +
		`A${foot} ${foot} 0 0 1 ${right - foot} ${low}H${at + foot}A${foot} ${foot} 0 0 1 ${at} ${low - foot}` +
		`V${at + top}A${top} ${top} 0 0 1 ${at + top} ${at}Z`
	);
}
