import * as Y from 'yjs';
import type { FreshItem } from './inspect.ts';

/**
 * True where a stored value stays behind a fresh one in the row of its key, and so goes on being what counts: two people set the
 * key at the same time, and Yjs puts the other's last. Whoever has heard of that before sending sends a dead value.
 * The walk is that of Yjs (Item.integrate), which every copy does alike.
 */
export function isOverridden({ struct, place, left, restsOn }: FreshItem): boolean {
	if (place === 'gone' || place.key === null) return false;
	const below = restsOn.find((other) => other.struct === left);
	if (below !== undefined) return isOverridden(below); // right behind that one, so before all that is stored behind it
	const { store } = place.type.doc ?? {};
	if (store === undefined) return false; // the type comes with the update: nothing is stored in it
	const { origin } = struct;
	let next: Y.Item | null;
	if (left instanceof Y.Item && origin !== null) {
		const isCut = origin.clock < left.id.clock + left.length - 1;
		if (isCut && left.id.client >= struct.id.client) return true; // the rest of a run of dead values stays behind it
		next = left.right;
	} else {
		const current = place.type._map.get(place.key);
		next = current ? firstInRow(current) : null;
	}
	let isBehindAll = next === null;
	const passed = new Set<unknown>();
	const beside = new Set<unknown>();
	for (; next !== null; next = next.right) {
		passed.add(next);
		beside.add(next);
		if (Y.compareIDs(origin, next.origin)) {
			if (next.id.client >= struct.id.client) return true;
			beside.clear();
			isBehindAll = next.right === null;
			continue;
		}
		const base: unknown = next.origin && Y.getItem(store, next.origin);
		if (base === null || !passed.has(base)) return true;
		if (beside.has(base)) continue;
		beside.clear();
		isBehindAll = next.right === null;
	}
	return !isBehindAll;
}

/** The first value that a key ever had, from any that it has had since. */
export function firstInRow(item: Y.Item): Y.Item {
	let first = item;
	while (first.left !== null) first = first.left;
	return first;
}
