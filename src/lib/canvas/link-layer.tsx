import { react, useEditor, type Editor, type TLShapeId } from 'tldraw';
import { useEffect, useRef } from 'react';
import type { LinkLine } from './board-boxes.ts';
import { drawnShapesOf } from './drawn-shapes.ts';
import { arrowHead, curvePath } from './link-path.ts';

/** All lines around the view as one drawing; an element for each would be moved, kept and asked with every frame. */
export function LinkLayer() {
	const editor = useEditor();
	const layer = useRef<SVGSVGElement>(null);
	useEffect(() => (layer.current ? keepDrawn(layer.current, editor) : undefined), [editor]);
	return (
		<svg className="mb-links" ref={layer} aria-hidden="true">
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
	const [paths, heads] = layer.querySelectorAll('path');
	const { boxes, area, detail, layers } = drawnShapesOf(editor);
	let known = new Map<TLShapeId, Drawn>();
	let isDue = false;
	const draw = () => {
		boxes.changes.get();
		const around = area.get();
		const next = new Map<TLShapeId, Drawn>();
		if (detail.get() === 'near' && around !== null) {
			for (const line of boxes.lines(around)) {
				const before = known.get(line.id);
				// The same line is the same object while its cards stand still.
				next.set(line.id, before?.line === line ? before : drawnOf(line));
			}
		}
		const isSame = next.size === known.size && [...next].every(([id, drawn]) => known.get(id) === drawn);
		known = next;
		if (isSame) return;
		const all = [...next.values()];
		paths?.setAttribute('d', all.map(({ path }) => path).join(''));
		heads?.setAttribute('d', all.map(({ head }) => head).join(''));
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
	];
	return () => {
		for (const stop of stops) stop();
	};
}

const drawnOf = (line: LinkLine): Drawn => ({ line, path: curvePath(line.curve), head: arrowHead(line.curve) });
