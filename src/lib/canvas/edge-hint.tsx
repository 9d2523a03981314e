import { useEditor, useValue } from 'tldraw';
import { cardHeight } from './card-height.ts';
import { isCardShape, shapeIdOf } from './records.ts';
import { sceneOf } from './scene.ts';

/** While a card is dragged over another's edge: the edge, and what letting go does. */
export function EdgeHint() {
	const editor = useEditor();
	const scene = sceneOf(editor);
	const label = useValue('drop-to-link', () => scene.words.get().dropToLink, [scene]);
	const zoom = useValue('zoom', () => editor.getZoomLevel(), [editor]);
	const edge = useValue(
		'edge-hint',
		() => {
			const target = scene.hands.edge.get();
			const card = target && editor.getShape(shapeIdOf(target.id));
			if (!target || !isCardShape(card)) return null;
			return { side: target.side, x: card.x, y: card.y, w: card.props.w, h: cardHeight(editor, card) };
		},
		[editor, scene],
	);
	if (!edge) return null;
	const { side, x, y, w, h } = edge;
	const [from, to] = {
		above: [
			[0, 0],
			[w, 0],
		],
		below: [
			[0, h],
			[w, h],
		],
		left: [
			[0, 0],
			[0, h],
		],
		right: [
			[w, 0],
			[w, h],
		],
	}[side];
	return (
		<div className="mb-edge" style={{ transform: `translate(${x}px, ${y}px)` }}>
			<svg className="mb-edge-line" aria-hidden="true" style={{ strokeWidth: 6 / zoom }}>
				<line x1={from?.[0]} y1={from?.[1]} x2={to?.[0]} y2={to?.[1]} />
			</svg>
			<span
				className="mb-edge-word"
				style={{ transform: `translate(${w / 2}px, 0) scale(${1 / zoom}) translate(-50%, -150%)` }}
			>
				{label}
			</span>
		</div>
	);
}
