import * as Y from 'yjs';
import { parseLinkId } from './ids.ts';
import { cardsOf, linksOf } from './roots.ts';

/** By client id: how far that client had written. */
export type Clocks = ReadonlyMap<number, number>;

/** A key of a map that a step set. */
export interface KeyChange {
	readonly map: Y.Map<unknown>;
	readonly key: string;
}

type IdSet = Y.UndoManager['undoStack'][number]['insertions'];

/** The ids that an undo step inserted or deleted; Yjs keeps them as ranges, and offers no way to take one out. */
export const DeletedIds = {
	has: (set: IdSet, id: Y.ID): boolean => Y.isDeleted(set, id),
	isEmpty: (set: IdSet): boolean => [...set.clients.values()].every((ranges) => ranges.length === 0),
	remove(set: IdSet, id: Y.ID, length: number): void {
		const ranges = set.clients.get(id.client);
		if (!ranges) return;
		const end = id.clock + length;
		const kept = ranges.flatMap((range) => {
			const rangeEnd = range.clock + range.len;
			if (rangeEnd <= id.clock || range.clock >= end) return [range];
			return [
				{ clock: range.clock, len: id.clock - range.clock },
				{ clock: end, len: rangeEnd - end },
			].filter((rest) => rest.len > 0);
		});
		set.clients.set(id.client, kept);
	},
};

/** Undo deletes what it took back; on a map key it may do so only once the older value stands there again. */
export function keepsItsKey(item: Y.Item): boolean {
	if (item.parentSub === null) return true;
	return !(item.parent instanceof Y.AbstractType) || item.parent._map.get(item.parentSub) !== item;
}

/** True where another client has set the key since. */
export function wroteKeySince({ map, key }: KeyChange, since: Clocks, me: number): boolean {
	for (const item of history(map, key)) if (isOthersSince(item, since, me)) return true;
	return false;
}

/** True where another client has since written inside the record (its text or keys) or tied another card to it. */
export function wroteInsideSince(record: Y.Map<unknown>, since: Clocks, me: number): boolean {
	for (const [key, value] of record.entries()) {
		if (wroteKeySince({ map: record, key }, since, me)) return true;
		if (!(value instanceof Y.Text)) continue;
		for (let item = value._start; item !== null; item = item.right) {
			if (!item.deleted && isOthersSince(item, since, me)) return true;
		}
	}
	const doc = record.doc;
	if (doc === null || record.parent !== cardsOf(doc)) return false;
	const id = record._item?.parentSub;
	for (const [linkId, item] of linksOf(doc)._map) {
		const ends = parseLinkId(linkId);
		if (ends !== null && (ends.from === id || ends.to === id) && isOthersSince(item, since, me)) return true;
	}
	return false;
}

/** True where taking the step back would set `gone` from false to true. */
export function wouldHide(insertions: IdSet, { map, key }: KeyChange): boolean {
	const current = map._map.get(key);
	const doc = map.doc;
	if (current === undefined || doc === null || map.get(key) !== false) return false;
	for (const item of history(map, key)) {
		if (!DeletedIds.has(insertions, item.id)) continue;
		// What an undo brought back is a copy with an id of its own.
		let copy: Y.Item = item;
		while (copy.redone !== null) copy = Y.getItem(doc.store, copy.redone);
		if (copy === current) return true;
	}
	return false;
}

/** All values that a key has had, newest first. */
export function* history(map: Y.Map<unknown>, key: string): Generator<Y.Item> {
	for (let item = map._map.get(key) ?? null; item !== null; item = item.left) yield item;
}

function isOthersSince(item: Y.Item, since: Clocks, me: number): boolean {
	return item.id.client !== me && item.id.clock + item.length > (since.get(item.id.client) ?? 0);
}
