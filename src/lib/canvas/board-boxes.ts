import { atom, react, type Editor, type TLFrameShape, type TLShape, type TLShapeId } from 'tldraw';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import { cardHeight } from './card-height.ts';
import type { Area } from './detail.ts';
import { linkCurve, type Curve, type Rect } from './link-path.ts';
import { cardIdOf, isCardShape, isLinkShape, shapeIdOf } from './records.ts';
import { sceneOf } from './scene.ts';

/** Where a card stands. Never changed: a card that moves gets another. */
export interface CardBox extends Rect {
	readonly id: TLShapeId;
	/** Null for a copy that the board has not taken yet. */
	readonly card: CardId | null;
	readonly kind: CardKind;
}

interface LinkEnds {
	readonly id: TLShapeId;
	readonly from: TLShapeId;
	readonly to: TLShapeId;
}

export interface LinkLine extends LinkEnds {
	readonly ends: readonly [CardBox, CardBox];
	readonly curve: Curve;
}

/** How far a line may bend out of the boxes that it ties (see `linkCurve`), and half its own width. */
const BEND_OUT = 14;

/**
 * Where all cards, links and frames stand, as plain objects kept up with the store change by change. What is drawn with each frame
 * asks here: asking the store for thousands of records would cost more than the drawing.
 */
export class BoardBoxes {
	/** Counts up with every change of what this holds. */
	readonly changes = atom('boxes', 0);
	readonly cards = new Map<TLShapeId, CardBox>();
	readonly frames = new Map<TLShapeId, TLFrameShape>();
	/** Everything else: drawings and figures. */
	readonly others = new Set<TLShapeId>();
	readonly #editor: Editor;
	readonly #links = new Map<TLShapeId, LinkEnds>();
	/** Lines as last asked for; good while both cards stand where they stood. */
	readonly #lines = new Map<TLShapeId, LinkLine>();
	readonly #stops: readonly (() => void)[];

	constructor(editor: Editor) {
		this.#editor = editor;
		const { sideEffects } = editor.store;
		let fonts = -1;
		this.#stops = [
			sideEffects.registerAfterCreateHandler('shape', (shape) => this.#take(shape)),
			sideEffects.registerAfterChangeHandler('shape', (_, shape) => this.#take(shape)),
			sideEffects.registerAfterDeleteHandler('shape', ({ id }) => this.#drop(id)),
			// Other fonts, other heights: all are read again.
			react('boxes-by-font', () => {
				const now = sceneOf(editor).fonts.get();
				if (now === fonts) return;
				fonts = now;
				queueMicrotask(() => this.#takeAll());
			}),
		];
		this.#takeAll();
	}

	/** The lines that touch an area; all of them, where none is given. */
	*lines(within: Area | null): Iterable<LinkLine> {
		for (const link of this.#links.values()) {
			const from = this.cards.get(link.from);
			const to = this.cards.get(link.to);
			if (!from || !to || (within !== null && !mayCross(from, to, within))) continue;
			const known = this.#lines.get(link.id);
			if (known?.ends[0] === from && known.ends[1] === to) {
				yield known;
				continue;
			}
			const line: LinkLine = { ...link, ends: [from, to], curve: linkCurve(from, to) };
			this.#lines.set(link.id, line);
			yield line;
		}
	}

	isLink(id: TLShapeId): boolean {
		return this.#links.has(id);
	}

	/** Cards and links that may touch an area, and all that is neither. */
	*touching(area: Area): Iterable<TLShapeId> {
		for (const box of this.cards.values()) if (touches(box, area)) yield box.id;
		for (const link of this.#links.values()) {
			const from = this.cards.get(link.from);
			const to = this.cards.get(link.to);
			if (from && to && mayCross(from, to, area)) yield link.id;
		}
		yield* this.frames.keys();
		yield* this.others;
	}

	/** Whether a card or a link touches no part of an area; false for what is neither. */
	isOutside(id: TLShapeId, area: Area): boolean {
		const box = this.cards.get(id);
		if (box) return !touches(box, area);
		const link = this.#links.get(id);
		if (!link) return false;
		const from = this.cards.get(link.from);
		const to = this.cards.get(link.to);
		return !from || !to || !mayCross(from, to, area);
	}

	stop(): void {
		for (const stop of this.#stops) stop();
	}

	#takeAll(): void {
		for (const shape of this.#editor.getCurrentPageShapes()) this.#take(shape);
	}

	#take(shape: TLShape): void {
		if (isCardShape(shape)) {
			const { w, kind } = shape.props;
			const h = cardHeight(this.#editor, shape);
			const before = this.cards.get(shape.id);
			if (
				before?.x === shape.x &&
				before.y === shape.y &&
				before.w === w &&
				before.h === h &&
				before.kind === kind
			)
				return;
			this.cards.set(shape.id, { id: shape.id, card: cardIdOf(shape.id), x: shape.x, y: shape.y, w, h, kind });
		} else if (isLinkShape(shape)) {
			const { from, to } = shape.props;
			this.#links.set(shape.id, { id: shape.id, from: shapeIdOf(from), to: shapeIdOf(to) });
		} else if (isFrame(shape)) this.frames.set(shape.id, shape);
		else this.others.add(shape.id);
		this.changes.update((count) => count + 1);
	}

	#drop(id: TLShapeId): void {
		this.cards.delete(id);
		this.frames.delete(id);
		this.others.delete(id);
		this.#links.delete(id);
		this.#lines.delete(id);
		this.changes.update((count) => count + 1);
	}
}

const isFrame = (shape: TLShape): shape is TLFrameShape => shape.type === 'frame';

export const touches = ({ x, y, w, h }: Rect, { left, top, right, bottom }: Area) =>
	x < right && x + w > left && y < bottom && y + h > top;

function mayCross(a: Rect, b: Rect, { left, top, right, bottom }: Area): boolean {
	return (
		Math.min(a.x, b.x) - BEND_OUT < right &&
		Math.max(a.x + a.w, b.x + b.w) + BEND_OUT > left &&
		Math.min(a.y, b.y) - BEND_OUT < bottom &&
		Math.max(a.y + a.h, b.y + b.h) + BEND_OUT > top
	);
}
