import { react, useEditor, type Editor, type TLShapeId } from 'tldraw';
import { useEffect, useRef } from 'react';
import type { LinkLine } from './board-boxes.ts';
import { drawnShapesOf } from './drawn-shapes.ts';
import { LineSplit } from './line-split.ts';
import { arrowHead, curvePath } from './link-path.ts';

/** Milliseconds after which lines that moved are drawn with those that rest again. */
const REST_MS = 400;

/**
 * All lines around the view as one drawing; an element for each would be moved, kept and asked with every frame. Lines that move
 * are a drawing of their own meanwhile: what changes is painted anew, and so little of the screen is.
 */
export function LinkLayer() {
	const editor = useEditor();
	const layer = useRef<SVGSVGElement>(null);
	useEffect(() => (layer.current ? keepDrawn(layer.current, editor) : undefined), [editor]);
	return (
		<svg className="mb-links" ref={layer} aria-hidden="true">
			<path className="mb-link-line" />
			<path className="mb-link-head" />
			<path className="mb-link-line" />
			<path className="mb-link-head" />
		</svg>
	);
}

interface Drawn {
	readonly line: LinkLine;
	readonly path: string;
	readonly head: string;
}

function keepDrawn(layer: SVGSVGElement, editor: Editor): () => void {
	const [restingLines, restingHeads, movingLines, movingHeads] = layer.querySelectorAll('path');
	const { boxes, area, detail, layers } = drawnShapesOf(editor);
	const split = new LineSplit<TLShapeId, Drawn>();
	let isDue = false;
	let resting = 0;
	const draw = () => {
		boxes.changes.get();
		const around = area.get();
		const next = new Map<TLShapeId, Drawn>();
		if (detail.get() === 'near' && around !== null) {
			for (const line of boxes.lines(around)) {
				const before = split.get(line.id);
				// The same line is the same object while its cards stand still.
				next.set(line.id, before?.line === line ? before : drawnOf(line));
			}
		}
		show(split.update(next));
		if (split.isMoving) rest();
	};
	const show = ({ resting, moving }: ReturnType<typeof split.update>) => {
		if (resting) put(resting, restingLines, restingHeads);
		if (moving) put(moving, movingLines, movingHeads);
	};
	/** Once nothing has moved for a while. */
	const rest = () => {
		clearTimeout(resting);
		resting = window.setTimeout(() => show(split.settle()), REST_MS);
	};
	const stops = [
		react('link-layer', draw, {
			scheduleEffect(execute) {
				if (isDue) return;
				isDue = true;
				queueMicrotask(() => {
					isDue = false;
					execute();
				});
			},
		}),
		react('link-depth', () => {
			// Where the links lie among the shapes: under every card, over a frame that was put to the back.
			for (const [id, depth] of layers.get()) {
				if (!boxes.isLink(id)) continue;
				layer.style.zIndex = String(depth);
				return;
			}
		}),
		() => clearTimeout(resting),
	];
	return () => {
		for (const stop of stops) stop();
	};
}

function put(drawn: readonly Drawn[], lines: SVGPathElement | undefined, heads: SVGPathElement | undefined): void {
	lines?.setAttribute('d', drawn.map(({ path }) => path).join(''));
	heads?.setAttribute('d', drawn.map(({ head }) => head).join(''));
}

const drawnOf = (line: LinkLine): Drawn => ({ line, path: curvePath(line.curve), head: arrowHead(line.curve) });
