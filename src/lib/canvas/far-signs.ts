import { KIND_ICONS } from '#board/card-shape.ts';
import type { CardMark } from '../marks/card-marks.ts';
import { check, lock } from '../ui/icons.ts';
import type { CardBox } from './board-boxes.ts';
import type { Pen } from './far-picture.ts';
import type { Palette } from './palette.ts';

/** What a card says from afar without words: its kind in its middle, and at its edges what was said or decided of it. */
export interface Signs {
	readonly isChosen: boolean;
	readonly isLocked: boolean;
	readonly marks: readonly CardMark[];
}

/** Page units. The padlock's disc is as large as `.mb-card-lock` half way out. */
const DISC = 31;
const SMALL_DISC = 25;
const GAP = 5;
/** How many marks have room beside the padlock on a card's foot. */
const MARKS_MAX = 3;

/** The kind's icon in the card's middle: where no word can be read, colour is not all that tells kinds apart. */
export function paintKind(pen: Pen, { x, y, w, h, kind }: CardBox, palette: Palette): void {
	icon(pen, KIND_ICONS[kind], [x + w / 2, y + h / 2], Math.min(72, h * 0.6), palette.cards[kind].ink);
}

/** Chosen at the upper right, closed at the lower left, what is said of it at the lower right: as near the eye. */
export function paintSigns(pen: Pen, { x, y, w, h }: CardBox, signs: Signs, palette: Palette): void {
	if (signs.isChosen) {
		const at = [x + w - 12, y - 2] as const;
		disc(pen, at, SMALL_DISC, palette.chosen, palette.table);
		icon(pen, check, at, 34, palette.table);
	}
	if (signs.isLocked) paintPadlock(pen, [x + 20, y + h + 2], palette);
	const shown = signs.marks.slice(0, MARKS_MAX);
	for (const [index, mark] of shown.entries()) {
		const fromRight = shown.length - 1 - index;
		const at = [x + w - 14 - fromRight * (2 * SMALL_DISC + GAP), y + h - 4] as const;
		const colour = mark.tone === 'warn' ? palette.warn : palette.ink;
		disc(pen, at, SMALL_DISC, palette.surface, colour);
		icon(pen, mark.icon, at, 30, colour);
	}
}

export function paintPadlock(pen: Pen, at: readonly [number, number], palette: Palette): void {
	disc(pen, at, DISC, palette.surface, palette.ink);
	icon(pen, lock, at, 48, palette.ink);
}

function disc(pen: Pen, [x, y]: readonly [number, number], radius: number, fill: string, edge: string): void {
	pen.beginPath();
	pen.arc(x, y, radius, 0, 2 * Math.PI);
	pen.fillStyle = fill;
	pen.fill();
	pen.lineWidth = 2.5;
	pen.strokeStyle = edge;
	pen.stroke();
}

/** Path data on a 24 by 24 grid, around a place of the page. */
function icon(pen: Pen, data: string, [x, y]: readonly [number, number], size: number, colour: string): void {
	const scale = size / 24;
	pen.translate(x - size / 2, y - size / 2);
	pen.scale(scale, scale);
	pen.lineWidth = 2.4;
	pen.lineJoin = 'round';
	pen.lineCap = 'round';
	pen.strokeStyle = colour;
	pen.stroke(pathOf(data));
	pen.scale(1 / scale, 1 / scale);
	pen.translate(size / 2 - x, size / 2 - y);
}

/** Icons are few. */
const paths = new Map<string, Path2D>();

function pathOf(data: string): Path2D {
	let path = paths.get(data);
	if (!path) paths.set(data, (path = new Path2D(data)));
	return path;
}
