import type { Removal } from './deletes.ts';
import { isKeyed, type FreshItem, type News } from './news.ts';
import type { NewRecords } from './records.ts';
import { INVALID, type Refusal } from './refusal.ts';
import type { Rows } from './row.ts';

interface Tried {
	readonly news: News;
	readonly records: NewRecords;
	readonly rows: Rows;
	readonly refused: Map<FreshItem, Refusal>;
	readonly kept: Map<Removal, Refusal>;
}

/**
 * What stands under a key goes only by another in its place: keys are never removed, since Yjs can't revive what it removed. The
 * values of a key stand in a row of which the last counts. So whatever is dead in that row, stored or fresh, needs a fresh one
 * that was written on top of it and may get in; then no dead one can be the last.
 */
export function settle(tried: Tried): void {
	while (refuseDead(tried)) spread(tried);
	const replaced = replacedBy(tried);
	let outlived: ReadonlySet<object> | null = null;
	for (const removal of tried.news.removals) {
		const { item } = removal;
		if (item.parentSub === null || replaced.has(item)) continue;
		if ((outlived ??= outlivedIn(tried)).has(item)) continue;
		tried.kept.set(removal, INVALID);
	}
}

/** What has a fresh item on top of it that may get in. */
function replacedBy({ news, refused }: Tried): ReadonlySet<object> {
	const replaced = new Set<object>();
	for (const item of news.items) if (!refused.has(item)) noteReplaced(item, replaced);
	return replaced;
}

/** What counted under a key, and lies behind a fresh one that was written without knowing it and wins. */
function outlivedIn({ news, rows, refused }: Tried): ReadonlySet<object> {
	const outlived = new Set<object>();
	for (const item of news.items) {
		if (!isKeyed(item) || refused.has(item)) continue;
		const current = item.place.type._map.get(item.place.key);
		if (current !== undefined && !rows.isOverridden(item)) outlived.add(current);
	}
	return outlived;
}

/** Not what it cuts in two: the rest of that stands behind it. */
function noteReplaced({ struct: { origin }, left }: FreshItem, replaced: Set<object>): void {
	if (left !== null && origin?.clock === left.id.clock + left.length - 1) replaced.add(left);
}

/** Last ones first, so that a row of dead ones falls at once. True where something more is refused now. */
function refuseDead({ news, records, rows, refused }: Tried): boolean {
	const before = refused.size;
	const replaced = new Set<object>();
	for (let i = news.items.length - 1; i >= 0; i--) {
		const item = news.items[i];
		if (item === undefined || refused.has(item)) continue;
		if (hides(item, rows) && !replaced.has(item.struct)) refused.set(item, INVALID);
		else noteReplaced(item, replaced);
	}
	for (const { born, keys } of records.values()) {
		if (!refused.has(born) && keys.some(({ item }) => refused.has(item))) refused.set(born, INVALID);
	}
	return refused.size > before;
}

/** Dead, and in front of what lives. One that lost to another's takes nothing away. */
function hides(item: FreshItem, rows: Rows): boolean {
	return isKeyed(item) && rows.isDead(item) && !rows.isIdle(item) && !rows.isOverridden(item);
}

/** What rests on something that is refused falls with it. */
function spread({ news, refused }: Tried): void {
	for (const item of news.items) {
		if (refused.has(item)) continue;
		const refusal = refusalBelow(item, refused);
		if (refusal !== null) refused.set(item, refusal);
	}
}

/** Why what an item rests on was refused; null where it was not. */
export function refusalBelow({ restsOn }: FreshItem, refused: ReadonlyMap<FreshItem, Refusal>): Refusal | null {
	if (refused.size === 0) return null;
	for (const other of restsOn) {
		const refusal = refused.get(other);
		if (refusal !== undefined) return refusal;
	}
	return null;
}
