import * as Y from 'yjs';
import { keyRule, RECORD_RULES, type KeyRule, type RootRule } from '#board/record-rules.ts';
import type { OwnDeletes } from './deletes.ts';
import { isKeyed, type FreshItem, type News } from './news.ts';
import type { SharedType } from './paths.ts';

/** A record (a card, a drawing, an indicator, …) that comes with an update: its map, and what the update puts into it. */
export interface NewRecord {
	readonly born: FreshItem;
	readonly root: string;
	readonly id: string;
	readonly rule: Extract<RootRule, { is: 'records' }>;
	readonly keys: { readonly key: string; readonly item: FreshItem }[];
}

/** By the record's own map. */
export type NewRecords = ReadonlyMap<SharedType, NewRecord>;

export function newRecordsIn({ items }: News): NewRecords {
	const records = new Map<SharedType, NewRecord>();
	for (const item of items) {
		if (!isKeyed(item)) continue;
		const { struct, place } = item;
		records.get(place.type)?.keys.push({ key: place.key, item });
		const [root = '', ...deeper] = place.path;
		const rule = RECORD_RULES.get(root);
		if (rule?.is !== 'records' || deeper.length > 0) continue;
		if (!(struct.content instanceof Y.ContentType) || !(struct.content.type instanceof Y.Map)) continue;
		records.set(struct.content.type, { born: item, root, id: place.key, rule, keys: [] });
	}
	return records;
}

/** What an item brings; `dead`: a value that was replaced before it was sent, of which only the place is left. */
export type Brought = { readonly is: 'dead' } | { readonly is: 'type'; readonly type: object } | Value;
interface Value {
	readonly is: 'value';
	readonly value: unknown;
}

export function broughtBy({ content }: Y.Item): Brought {
	if (content instanceof Y.ContentType) return { is: 'type', type: content.type };
	// One value a key: more in one struct is nothing that a client writes.
	if (content instanceof Y.ContentAny && content.arr.length === 1) return { is: 'value', value: content.arr[0] };
	return content instanceof Y.ContentDeleted ? { is: 'dead' } : { is: 'value', value: undefined };
}

/** Whether the rule of a key takes what an item brings. What is dead has to be followed by something that lives, see `settle`. */
export function takes(rule: KeyRule | null, brought: Brought, id: string): boolean {
	if (rule === null) return false;
	switch (brought.is) {
		case 'dead':
			return rule.is === 'value';
		case 'type':
			return rule.is === 'text' && brought.type instanceof Y.Text;
		case 'value':
			return rule.is === 'value' && rule.accepts(brought.value, id);
	}
}

/**
 * True where every key is one that the record may have, with a value that may stand there, and none is missing; what the update
 * removes again at once is.
 */
export function isSound({ root, id, rule, keys }: NewRecord, ownDeletes: OwnDeletes): boolean {
	const begun = new Set<string>();
	const alive = new Set<string>();
	for (const { key, item } of keys) {
		const wanted = keyRule(root, key);
		const brought = broughtBy(item.struct);
		if (!takes(wanted, brought, id)) return false;
		if (item.left === null && begun.has(key)) return false; // of two first values one would hide the other
		if (item.left !== null && wanted?.is === 'text') return false; // a second text would wipe the first
		begun.add(key);
		if (brought.is !== 'dead' && ownDeletes.within(item.struct) === 0) alive.add(key);
	}
	return rule.required.every((key) => alive.has(key));
}

/** The value that a new record has under a key once the update is applied. */
export function valueIn({ keys }: NewRecord, wanted: string): unknown {
	let last: unknown = null;
	for (const { key, item } of keys) {
		const brought = broughtBy(item.struct);
		if (key === wanted && brought.is === 'value') last = brought.value;
	}
	return last;
}
