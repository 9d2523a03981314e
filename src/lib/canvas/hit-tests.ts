import type { Editor, TLShape, TLShapeId, VecLike } from 'tldraw';
import type { BoardBoxes } from './board-boxes.ts';

/**
 * Lets tldraw look for the shape at a point among those that stand near it. By itself it asks every shape of the board, at every
 * move of the pointer and every frame of a pan: thousands of lines, each by its curve.
 */
export function narrowHitTests(editor: Editor, boxes: BoardBoxes, layers: () => ReadonlyMap<TLShapeId, number>): void {
	const all = editor.getCurrentPageShapesSorted.bind(editor);
	const rendering = editor.getCurrentPageRenderingShapesSorted.bind(editor);
	const shapeAt = editor.getShapeAtPoint.bind(editor);
	const shapesAt = editor.getShapesAtPoint.bind(editor);
	let near: TLShape[] | null = null;
	editor.getCurrentPageShapesSorted = () => near ?? all();
	editor.getCurrentPageRenderingShapesSorted = () => near ?? rendering();

	const among = <Answer>({ x, y }: VecLike, margin: number, look: () => Answer): Answer => {
		const reach = Math.max(margin, editor.options.hitTestMargin / editor.getZoomLevel());
		const order = layers();
		const area = { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
		const ids = [...boxes.touching(area)].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
		near = ids.flatMap((id) => editor.getShape(id) ?? []);
		try {
			return look();
		} finally {
			near = null;
		}
	};
	editor.getShapeAtPoint = (point, options) => among(point, options?.margin ?? 0, () => shapeAt(point, options));
	// Nothing is ever put into another shape here, and a drag asks with each frame for every shape under the pointer.
	editor.getDraggingOverShape = () => undefined;
	editor.getShapesAtPoint = (point, options) => among(point, options?.margin ?? 0, () => shapesAt(point, options));
}
