import type { Card } from './card.ts';
import type { Position, Size } from './geometry.ts';
import { isTrunkKind } from './kinds.ts';
import { wrapText } from './wrap-text.ts';

/** Page units, near what the canvas draws: padding on both sides, the line with the kind, and the foot. */
const PADDING = 24;
const HEAD_AND_FOOT = 40;
const LINE = 1.35;
/** Lines after which nobody waits for a count. */
const LINES_MAX = 200;

/** How much room a card takes where nobody can measure it: the document's size, taller where its text needs it. */
export function drawnSize({ kind, size: [width, height], text }: Pick<Card, 'kind' | 'size' | 'text'>): Size {
	const font = isTrunkKind(kind) ? 18 : 16;
	const lines = wrapText(text, (width - PADDING) / (isTrunkKind(kind) ? 1.13 : 1), font, LINES_MAX).length;
	return [width, Math.max(height, Math.ceil(HEAD_AND_FOOT + lines * font * LINE))];
}

/** Page units: the upper left corner, width and height. */
export interface Area {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}

/** Where a card lies, as large as it is drawn. */
export function areaOf(card: Pick<Card, 'kind' | 'size' | 'text' | 'pos'>, [x, y]: Position = card.pos): Area {
	const [w, h] = drawnSize(card);
	return { x, y, w, h };
}

const GAP = 32; // page units between cards of one row

/** The place nearest to the wished one, in the same row, that covers none of these. */
export function clearInRow(taken: readonly Area[], wish: Area): Position {
	const row = taken.filter(({ y, h }) => y < wish.y + wish.h + GAP && wish.y < y + h + GAP);
	const isClear = (x: number) => !row.some((other) => x < other.x + other.w + GAP && other.x < x + wish.w + GAP);
	const tries = [wish.x, ...row.flatMap(({ x, w }) => [x + w + GAP, x - wish.w - GAP])];
	const clear = tries.filter(isClear).sort((a, b) => Math.abs(a - wish.x) - Math.abs(b - wish.x));
	return [clear[0] ?? wish.x, wish.y];
}
