import type { TLShape, TLStore } from 'tldraw';
import { isDrawingShape } from './drawing-shape.ts';
import { BOARD_PAGE, isCardShape, isLinkShape } from './records.ts';

/**
 * Keeps the canvas from doing to shapes what the board has no words for: cards stay upright, opaque and on the page, drawings
 * on the page, links where their cards are; and nothing at all changes for who may only read. Changes that come from the
 * document pass. Returns how to stop.
 */
export function guardShapes(store: TLStore, isReadOnly: () => boolean): () => void {
	const straighten = (shape: TLShape): TLShape => {
		if (isCardShape(shape)) {
			const { parentId, rotation, opacity, isLocked } = shape;
			if (parentId === BOARD_PAGE && rotation === 0 && opacity === 1 && !isLocked) return shape;
			return { ...shape, parentId: BOARD_PAGE, rotation: 0, opacity: 1, isLocked: false };
		}
		if (!isDrawingShape(shape) || shape.parentId === BOARD_PAGE) return shape;
		return { ...shape, parentId: BOARD_PAGE };
	};
	const stops = [
		store.sideEffects.registerBeforeCreateHandler('shape', (shape, source) =>
			source === 'user' ? straighten(shape) : shape,
		),
		store.sideEffects.registerBeforeChangeHandler('shape', (before, after, source) => {
			if (source !== 'user') return after;
			return isReadOnly() || isLinkShape(after) ? before : straighten(after);
		}),
		store.sideEffects.registerBeforeDeleteHandler('shape', (_, source) => {
			if (source === 'user' && isReadOnly()) return false;
		}),
	];
	return () => {
		for (const stop of stops) stop();
	};
}
