import type { TLShapeId, TLStore } from 'tldraw';
import { isLinkShape } from './records.ts';

/**
 * Leaves links out of a selection that has anything else in it: they go where their cards go, and a frame drawn around fifty cards
 * would otherwise take up a hundred lines, to be measured anew with every frame of a drag. Returns how to stop.
 */
export function leaveLinks(store: TLStore): () => void {
	const isLink = (id: TLShapeId): boolean => {
		const shape = store.get(id);
		return shape?.typeName === 'shape' && isLinkShape(shape);
	};
	return store.sideEffects.registerBeforeChangeHandler('instance_page_state', (before, after) => {
		const { selectedShapeIds: ids } = after;
		if (ids === before.selectedShapeIds || ids.length < 2) return after;
		const others = ids.filter((id) => !isLink(id));
		if (others.length === 0 || others.length === ids.length) return after;
		const known = before.selectedShapeIds;
		const isSame = others.length === known.length && others.every((id, index) => id === known[index]);
		return { ...after, selectedShapeIds: isSame ? known : others };
	});
}
