import type { Editor } from 'tldraw';
import { isDrawingShape } from './drawing-shape.ts';

/** The eraser is for drawings: cards and links are what the table said, and don't go by a stroke. Returns how to stop. */
export function guardEraser(editor: Editor): () => void {
	return editor.sideEffects.registerBeforeChangeHandler('instance_page_state', (before, after) => {
		if (before.erasingShapeIds === after.erasingShapeIds || after.erasingShapeIds.length === 0) return after;
		const erasingShapeIds = after.erasingShapeIds.filter((id) => isDrawingShape(editor.getShape(id)));
		return erasingShapeIds.length === after.erasingShapeIds.length ? after : { ...after, erasingShapeIds };
	});
}
