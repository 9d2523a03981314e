import { computed, react, useEditor, type Computed, type Editor, type Signal, type TLShapeId } from 'tldraw';
import { useEffect, useRef } from 'react';
import type { BoardRights } from '#board/rights.ts';
import type { CardMarks } from '../marks/card-marks.ts';
import { touches, type CardBox } from './board-boxes.ts';
import { areaOf, drawnShapesOf, type DrawnShapes } from './drawn-shapes.ts';
import { paintFar, type FarBoard } from './far-picture.ts';
import { indicatedShapes } from './indicators.tsx';
import { watchPalette, type Palette } from './palette.ts';
import { shapeIdOf } from './records.ts';
import { sceneOf } from './scene.ts';

/**
 * One picture under the shapes: from afar of the whole board; near, of the cards whose elements are still to come. It is decoration:
 * what is hit, selected and read aloud is the store's.
 */
export function FarLayer() {
	const editor = useEditor();
	const canvas = useRef<HTMLCanvasElement>(null);
	useEffect(() => (canvas.current ? keepPainted(canvas.current, editor) : undefined), [editor]);
	return (
		<>
			<div className="tl-background" />
			<canvas className="mb-far" ref={canvas} aria-hidden="true" />
		</>
	);
}

function keepPainted(canvas: HTMLCanvasElement, editor: Editor): () => void {
	const pen = canvas.getContext('2d');
	if (!pen) return () => {};
	const scene = sceneOf(editor);
	const drawn = drawnShapesOf(editor);
	// By itself: the page updates its settings with every frame of the live lane.
	const chosenCards = computed('chosen-cards', () => scene.settings.get().chosen);
	const marks: Marks = {
		chosen: computed('chosen', () => new Set([...chosenCards.get().keys()].map(shapeIdOf))),
		locked: computed('locked', () => lockedCards(scene.rights.get(), drawn)),
		marked: indicatedShapes(editor),
		said: scene.marks,
	};
	let isBlank = true;
	const paint = () => {
		const board = boardToPaint(editor, drawn, marks);
		const colours = scene.palette.get();
		const { w, h } = editor.getViewportScreenBounds();
		if (board === null || colours === null) {
			if (!isBlank) pen.reset();
			isBlank = true;
			return;
		}
		isBlank = false;
		const ratio = editor.getInstanceState().devicePixelRatio;
		const [width, height] = [Math.round(w * ratio), Math.round(h * ratio)];
		if (canvas.width !== width) canvas.width = width;
		if (canvas.height !== height) canvas.height = height;
		const { x, y, z } = editor.getCamera();
		paintFar(pen, board, { scale: z, left: x * z, top: y * z, ratio }, colours);
	};
	let isDue = false;
	const stopPainting = react('far-layer', paint, {
		// After all that changes in this turn, and before the browser shows the frame: never a frame behind the shapes.
		scheduleEffect(execute) {
			if (isDue) return;
			isDue = true;
			queueMicrotask(() => {
				isDue = false;
				execute();
			});
		},
	});
	const stopColours = watchPalette(editor.getContainer(), (palette: Palette) => scene.palette.set(palette));
	return () => {
		stopPainting();
		stopColours();
	};
}

interface Marks {
	readonly chosen: Computed<ReadonlySet<TLShapeId>>;
	readonly locked: Computed<ReadonlySet<TLShapeId>>;
	readonly marked: Computed<ReadonlySet<TLShapeId>>;
	readonly said: Signal<CardMarks>;
}

const NONE: ReadonlySet<TLShapeId> = new Set();

/** What is painted now; null for nothing. */
function boardToPaint(editor: Editor, drawn: DrawnShapes, marks: Marks): FarBoard | null {
	const { boxes } = drawn;
	boxes.changes.get();
	if (drawn.detail.get() === 'near') {
		const area = drawn.area.get();
		const standing = drawn.standing.get();
		const waiting: CardBox[] = [];
		for (const box of boxes.cards.values()) {
			if (area !== null && !standing.has(box.id) && touches(box, area)) waiting.push(box);
		}
		if (waiting.length === 0) return null;
		return { frames: [], lines: [], cards: waiting, said: null, chosen: NONE, locked: NONE, marked: NONE };
	}
	const view = areaOf(editor.getViewportPageBounds());
	const cards: CardBox[] = [];
	for (const id of drawn.layers.get().keys()) {
		const box = boxes.cards.get(id);
		if (box && touches(box, view)) cards.push(box);
	}
	return {
		frames: boxes.frames.values(),
		lines: boxes.lines(view),
		cards,
		said: marks.said.get(),
		chosen: marks.chosen.get(),
		locked: marks.locked.get(),
		marked: marks.marked.get(),
	};
}

function lockedCards(rights: BoardRights, { boxes }: DrawnShapes): Set<TLShapeId> {
	const locked = new Set<TLShapeId>();
	for (const { id, card } of boxes.cards.values()) {
		if (card !== null && rights.locksOn(card).length > 0) locked.add(id);
	}
	return locked;
}
