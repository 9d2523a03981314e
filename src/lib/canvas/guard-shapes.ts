import type { TLShape, TLStore } from 'tldraw';
import type { CardId } from '#board/ids.ts';
import type { BoardRights } from '#board/rights.ts';
import { isDrawingShape } from './drawing-shape.ts';
import { BOARD_PAGE, cardIdOf, isCardShape, isLinkShape, recordIdOf } from './records.ts';

export interface ShapeRights {
	readonly isReadOnly: () => boolean;
	readonly rights: () => BoardRights;
	/** A hand tried to move this card, which may not be moved. */
	readonly onHeld?: (card: CardId) => void;
}

/**
 * Keeps the canvas from doing to shapes what the board has no words for: cards stay upright, opaque and on the page, drawings
 * on the page, links where their cards are; and nothing changes that this person may not change. Changes that come from the
 * document pass. Returns how to stop.
 */
export function guardShapes(store: TLStore, { isReadOnly, rights, onHeld }: ShapeRights): () => void {
	const straighten = (shape: TLShape): TLShape => {
		if (isCardShape(shape)) {
			const { parentId, rotation, opacity, isLocked } = shape;
			if (parentId === BOARD_PAGE && rotation === 0 && opacity === 1 && !isLocked) return shape;
			return { ...shape, parentId: BOARD_PAGE, rotation: 0, opacity: 1, isLocked: false };
		}
		if (!isDrawingShape(shape) || shape.parentId === BOARD_PAGE) return shape;
		return { ...shape, parentId: BOARD_PAGE };
	};
	const mayChange = (shape: TLShape): boolean => {
		if (isReadOnly() || isLinkShape(shape)) return false;
		if (!isCardShape(shape)) return rights().drawing(recordIdOf(shape.id)) === null;
		const card = cardIdOf(shape.id); // null for a copy that the board has not taken yet
		if (card === null || rights().move(card) === null) return true;
		onHeld?.(card);
		return false;
	};
	const mayRemove = (shape: TLShape): boolean => {
		if (isReadOnly()) return false;
		if (isLinkShape(shape)) return rights().link(shape.props.from, shape.props.to) === null;
		const card = isCardShape(shape) ? cardIdOf(shape.id) : null;
		if (card !== null) return rights().card(card) === null;
		return isCardShape(shape) || rights().drawing(recordIdOf(shape.id)) === null;
	};
	const stops = [
		store.sideEffects.registerBeforeCreateHandler('shape', (shape, source) =>
			source === 'user' ? straighten(shape) : shape,
		),
		store.sideEffects.registerBeforeChangeHandler('shape', (before, after, source) => {
			if (source !== 'user') return after;
			return mayChange(after) ? straighten(after) : before;
		}),
		store.sideEffects.registerBeforeDeleteHandler('shape', (shape, source) => {
			if (source === 'user' && !mayRemove(shape)) return false;
		}),
	];
	return () => {
		for (const stop of stops) stop();
	};
}
