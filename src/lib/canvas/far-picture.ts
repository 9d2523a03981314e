import type { TLFrameShape, TLShapeId } from 'tldraw';
import { cardOutline } from '#board/card-shape.ts';
import type { CardMarks } from '../marks/card-marks.ts';
import type { CardBox, LinkLine } from './board-boxes.ts';
import { paintKind, paintPadlock, paintSigns } from './far-signs.ts';
import type { Rect } from './link-path.ts';
import type { Palette } from './palette.ts';

/** What of a board is painted, in the order in which it lies. */
export interface FarBoard {
	readonly frames: Iterable<TLFrameShape>;
	readonly lines: Iterable<LinkLine>;
	readonly cards: readonly CardBox[];
	/** What is said of the cards; null where they stand in for elements that are about to come. */
	readonly said: CardMarks | null;
	readonly chosen: ReadonlySet<TLShapeId>;
	readonly locked: ReadonlySet<TLShapeId>;
	/** Selected, or under the pointer. */
	readonly marked: ReadonlySet<TLShapeId>;
}

/** Where the page lies on the canvas: CSS pixels a page unit, and the page's origin. */
export interface View {
	readonly scale: number;
	readonly left: number;
	readonly top: number;
	/** Device pixels a CSS pixel. */
	readonly ratio: number;
}

/** CSS pixels: a card narrower than that shows its kind by colour alone; its corners would be less than two pixels. */
const SHAPED_WIDTH = 40;
/** As many cards bear their kind's icon and what is said of them; more are a crowd, in which each frame counts and no icon is seen. */
const SIGNED_MAX = 160;
/** CSS pixels: smaller arrow heads are no more than a smudge. */
const LEAST_HEAD = 2;
const HEAD = 9; // page units, as `arrowHead`
const LINE = 2.2; // page units, as canvas.css
const MARK = 2.5; // CSS pixels, as canvas.css
const TITLE = 13; // CSS pixels
const LEAST_TITLED = 64; // CSS pixels

/** What of a canvas the picture needs. */
export type Pen = Pick<
	CanvasRenderingContext2D,
	| 'arc'
	| 'beginPath'
	| 'bezierCurveTo'
	| 'clearRect'
	| 'fill'
	| 'fillRect'
	| 'fillStyle'
	| 'fillText'
	| 'font'
	| 'globalAlpha'
	| 'lineCap'
	| 'lineJoin'
	| 'lineTo'
	| 'lineWidth'
	| 'moveTo'
	| 'scale'
	| 'setTransform'
	| 'stroke'
	| 'strokeRect'
	| 'strokeStyle'
	| 'translate'
> & { readonly canvas: { readonly width: number; readonly height: number } };

/** Paints a board as it looks from afar: outlines, lines, marks, and no text but the titles of frames. */
export function paintFar(pen: Pen, board: FarBoard, view: View, palette: Palette): void {
	const toPage = () =>
		pen.setTransform(
			view.scale * view.ratio,
			0,
			0,
			view.scale * view.ratio,
			view.left * view.ratio,
			view.top * view.ratio,
		);
	pen.setTransform(1, 0, 0, 1, 0, 0);
	pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
	toPage();
	paintFrames(pen, board.frames, view, palette);
	paintLines(pen, board, view, palette);
	paintCards(pen, board, view, palette);
}

function paintFrames(pen: Pen, frames: Iterable<TLFrameShape>, { scale }: View, palette: Palette): void {
	for (const { x, y, props } of frames) {
		pen.globalAlpha = 0.55;
		pen.fillStyle = palette.surface;
		pen.fillRect(x, y, props.w, props.h);
		pen.globalAlpha = 1;
		pen.lineWidth = 2;
		pen.strokeStyle = palette.link;
		pen.strokeRect(x + 1, y + 1, props.w - 2, props.h - 2);
		if (props.name === '' || props.w * scale < LEAST_TITLED) continue;
		pen.font = `700 ${TITLE / scale}px ${palette.font}`;
		pen.fillStyle = palette.ink;
		pen.fillText(props.name, x, y - 5 / scale, props.w);
	}
}

/** All lines as one path: a stroke for each would cost as much as the cards. */
function paintLines(
	pen: Pen,
	{ lines, marked }: Pick<FarBoard, 'lines' | 'marked'>,
	{ scale }: View,
	palette: Palette,
): void {
	const hasHeads = HEAD * scale >= LEAST_HEAD;
	const heads: LinkLine[] = [];
	const chosen: LinkLine[] = [];
	pen.beginPath();
	for (const line of lines) {
		trace(pen, line);
		if (hasHeads) heads.push(line);
		if (marked.has(line.id)) chosen.push(line);
	}
	pen.lineWidth = LINE;
	pen.strokeStyle = palette.link;
	pen.stroke();
	if (hasHeads) {
		pen.beginPath();
		for (const { curve } of heads) {
			const [, , control, tip] = curve;
			const angle = Math.atan2(tip[1] - control[1], tip[0] - control[0]) + Math.PI;
			pen.moveTo(tip[0], tip[1]);
			pen.lineTo(tip[0] + HEAD * Math.cos(angle + 0.45), tip[1] + HEAD * Math.sin(angle + 0.45));
			pen.lineTo(tip[0] + HEAD * Math.cos(angle - 0.45), tip[1] + HEAD * Math.sin(angle - 0.45));
		}
		pen.fillStyle = palette.link;
		pen.fill();
	}
	if (chosen.length === 0) return;
	pen.beginPath();
	for (const line of chosen) trace(pen, line);
	pen.lineWidth = MARK / scale;
	pen.strokeStyle = palette.accent;
	pen.stroke();
}

function trace(pen: Pen, { curve: [start, one, two, end] }: LinkLine): void {
	pen.moveTo(start[0], start[1]);
	pen.bezierCurveTo(one[0], one[1], two[0], two[1], end[0], end[1]);
}

function paintCards(pen: Pen, { cards, chosen, locked, marked, said }: FarBoard, view: View, palette: Palette): void {
	const edge = Math.max(1.5, 0.6 / view.scale);
	const areSigned = said !== null && cards.length <= SIGNED_MAX;
	for (const box of cards) {
		const { fill, edge: edgeColour } = palette.cards[box.kind];
		const isShaped = box.w * view.scale >= SHAPED_WIDTH;
		if (chosen.has(box.id)) ring(pen, box, 7, palette.chosen);
		if (isShaped) {
			const outline = outlineOf(box);
			pen.translate(box.x, box.y);
			pen.fillStyle = fill;
			pen.fill(outline);
			pen.lineWidth = edge;
			pen.strokeStyle = edgeColour;
			pen.stroke(outline);
			pen.translate(-box.x, -box.y);
		} else {
			pen.fillStyle = edgeColour;
			pen.fillRect(box.x - edge / 2, box.y - edge / 2, box.w + edge, box.h + edge);
			pen.fillStyle = fill;
			pen.fillRect(box.x + edge / 2, box.y + edge / 2, box.w - edge, box.h - edge);
		}
		if (marked.has(box.id)) frame(pen, box, MARK / view.scale, palette.accent);
		const isLocked = locked.has(box.id);
		if (areSigned && isShaped) {
			paintKind(pen, box, palette);
			const marks = box.card === null ? [] : (said.get(box.card) ?? []);
			paintSigns(pen, box, { isChosen: chosen.has(box.id), isLocked, marks }, palette);
		} else if (isLocked) {
			paintPadlock(pen, [box.x + 20, box.y + box.h + 2], palette);
		}
	}
}

function ring(pen: Pen, { x, y, w, h }: Rect, room: number, colour: string): void {
	pen.fillStyle = colour;
	pen.fillRect(x - room, y - room, w + 2 * room, h + 2 * room);
}

function frame(pen: Pen, { x, y, w, h }: Rect, width: number, colour: string): void {
	pen.lineWidth = width;
	pen.strokeStyle = colour;
	pen.strokeRect(x, y, w, h);
}

/** Outlines by kind and size; cards have few heights. */
const outlines = new Map<string, Path2D>();
const OUTLINES_MAX = 2_000;

function outlineOf({ kind, w, h }: CardBox): Path2D {
	const key = `${kind} ${w} ${h}`;
	let outline = outlines.get(key);
	if (!outline) {
		if (outlines.size > OUTLINES_MAX) outlines.clear();
		outlines.set(key, (outline = new Path2D(cardOutline(kind, w, h))));
	}
	return outline;
}
