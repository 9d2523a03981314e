import { useEditor, useValue, type Editor } from 'tldraw';
import { pin } from '../ui/tree-icons.ts';
import { drawnShapesOf } from './drawn-shapes.ts';
import { isDrawingShape } from './drawing-shape.ts';
import { shapeIdOf } from './records.ts';
import { sceneOf, type Scene } from './scene.ts';

/** CSS pixels. */
const SIZE = 24;
/** Farther away a mark would hide what it marks. */
const LEAST_ZOOM = 0.3;

/** What is pinned looks pinned: a pin at its upper right corner. */
export function PinMarks() {
	const editor = useEditor();
	const scene = sceneOf(editor);
	const label = useValue('pinned', () => scene.words.get().pinned, [scene]);
	const places = useValue('pins', () => pinsIn(scene, editor), [scene, editor]);
	const zoom = useValue('zoom', () => editor.getZoomLevel(), [editor]);
	return places.map(({ id, x, y }) => (
		<div
			key={id}
			className="mb-pin"
			role="img"
			aria-label={label}
			style={{
				transform: `translate(${x}px, ${y}px) scale(${1 / zoom}) translate(-${SIZE / 2}px, -${SIZE / 2}px)`,
			}}
		>
			<svg viewBox="0 0 24 24" width={SIZE} height={SIZE} aria-hidden="true">
				<path d={pin} />
			</svg>
		</div>
	));
}

function pinsIn(scene: Scene, editor: Editor): { id: string; x: number; y: number }[] {
	scene.rights.get(); // the tree is no signal; this follows its structure
	if (editor.getZoomLevel() < LEAST_ZOOM) return [];
	const ids = [...scene.binding.tree.cards.values()].filter((card) => card.pinned).map(({ id }) => shapeIdOf(id));
	// Not by asking the editor for all shapes: this is read again with every frame of a drag.
	const { boxes } = drawnShapesOf(editor);
	boxes.changes.get();
	for (const id of [...boxes.frames.keys(), ...boxes.others]) {
		const shape = editor.getShape(id);
		if (isDrawingShape(shape) && shape.meta['pinned'] === true) ids.push(id);
	}
	return ids.flatMap((id) => {
		const bounds = editor.getShapePageBounds(id);
		return bounds ? [{ id, x: bounds.maxX, y: bounds.y }] : [];
	});
}
