import { Box, react, type Editor, type TLShape, type TLShapeId } from 'tldraw';
import { isDrawingShape } from './drawing-shape.ts';
import { isCardShape } from './records.ts';

type Loads = ReadonlyMap<TLShapeId, readonly TLShapeId[]>;

/**
 * A frame that is dragged takes along what lies wholly on it, cards and drawings, though it holds none of them. What is
 * dragged by itself is left alone. Returns how to stop.
 */
export function carryFrames(editor: Editor): () => void {
	/** What each dragged frame carries, as it was when the drag began. */
	let loads: Loads | null = null;
	const stopForgetting = react('forget-carried', () => {
		if (!editor.isIn('select.translating')) loads = null;
	});
	const stopCarrying = editor.sideEffects.registerAfterChangeHandler('shape', (before, after, source) => {
		if (source !== 'user' || after.type !== 'frame' || !editor.isIn('select.translating')) return;
		const [dx, dy] = [after.x - before.x, after.y - before.y];
		if (dx === 0 && dy === 0) return;
		loads ??= loadsOf(editor, before);
		editor.updateShapes(
			(loads.get(after.id) ?? []).flatMap((id) => {
				const shape = editor.getShape(id);
				return shape ? [{ id, type: shape.type, x: shape.x + dx, y: shape.y + dy }] : [];
			}),
		);
	});
	return () => {
		stopForgetting();
		stopCarrying();
	};
}

/** `first` is the frame that moved first, as it was before. */
function loadsOf(editor: Editor, first: TLShape): Loads {
	const selected = new Set(editor.getSelectedShapeIds());
	const taken = new Set<TLShapeId>();
	const loads = new Map<TLShapeId, TLShapeId[]>();
	for (const current of editor.getSelectedShapes()) {
		const frame = current.id === first.id ? first : current;
		if (!isDrawingShape(frame) || frame.type !== 'frame') continue;
		const area = new Box(frame.x, frame.y, frame.props.w, frame.props.h);
		const load = editor.getCurrentPageShapes().filter((shape) => {
			if (selected.has(shape.id) || taken.has(shape.id) || !(isCardShape(shape) || isDrawingShape(shape)))
				return false;
			const bounds = editor.getShapePageBounds(shape);
			return bounds !== undefined && area.contains(bounds);
		});
		for (const { id } of load) taken.add(id);
		loads.set(
			frame.id,
			load.map(({ id }) => id),
		);
	}
	return loads;
}
