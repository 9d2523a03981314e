import * as Y from 'yjs';
import { LAYOUT_KEYS, PIN_KEY } from '#domain/permissions.ts';
import { parseLinkId } from './ids.ts';
import { isGone } from './link.ts';
import { keyRule } from './record-rules.ts';
import { cardsOf, linksOf } from './roots.ts';
import { changesBetween, pictureOf, type UndoneChange } from './undo-changes.ts';
import { DeletedIds, history, keepsItsKey, type KeyChange } from './undo-guard.ts';
import { entryIn, itemsOf, pathOf, rebuild, type History, type IdSet, type StoredActs } from './undo-history.ts';

export interface UndoRule {
	/** Whether a place may be changed now; where not, it stays as it is. `path`: root, id, key. */
	readonly mayTouch: (path: readonly string[]) => boolean;
	/** Client ids that somebody writes under. */
	readonly taken: ReadonlySet<number>;
	/** Milliseconds by which the times of the acts may be off. */
	readonly slack: number;
}

export interface UndoneActs {
	/** What brings it about, to be applied to the document as it is stored; null where nothing changes. */
	readonly update: Uint8Array | null;
	readonly changes: readonly UndoneChange[];
}

/** What lies where, what order: arranging somebody's card is not writing in it. */
const ARRANGING: ReadonlySet<string | undefined> = new Set([...LAYOUT_KEYS, PIN_KEY, 'order']);

/**
 * Undoes one person's acts, and nothing that others have written since: a value that somebody else has set stays, and so does a
 * card in which somebody else has written. What the person added is marked gone, with its words; what the person removed or
 * deleted comes back, as a copy under a client id of its own.
 */
export function undoActs(stored: StoredActs, rule: UndoRule): UndoneActs {
	const rebuilt = rebuild(stored);
	const { doc } = rebuilt;
	const past: Past = { ...rebuilt, ties: tiesIn(doc) };
	doc.clientID = freshClientId(doc, rule.taken);
	const before = pictureOf(past.roots);
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));

	const added = addedRecords(past, rule);
	const hidden = new Set(added.filter(({ isShared }) => !isShared).map(({ item }) => item));
	const begun = begunKeys(past, rule);
	const isUndone = (item: Y.Item) => {
		const path = pathOf(item);
		return path.length > 0 && rule.mayTouch(path) && !isWithin(item, hidden) && !staysAsItIs(past, item, rule);
	};
	const step = {
		insertions: select(doc, past.insertions, isUndone),
		deletions: select(doc, past.deletions, isUndone),
		meta: new Map<unknown, unknown>(),
	};
	const manager = new Y.UndoManager([...past.roots], { doc, trackedOrigins: new Set(), deleteFilter: keepsItsKey });
	manager.undoStack.push(step);
	manager.undo();
	doc.transact(() => {
		for (const item of hidden) hide(item);
		for (const { map, key } of begun) if (map._item === null || !hidden.has(map._item)) map.set(key, null);
	});
	const changes = changesBetween(before, pictureOf(past.roots));
	manager.destroy();
	doc.destroy();
	return { update: updates.length === 0 ? null : Y.mergeUpdates(updates), changes };
}

interface Past extends History {
	/** Before anything is undone: the links that are there, by each of the cards that they tie. */
	readonly ties: ReadonlyMap<string, readonly Y.Item[]>;
}

interface Added {
	/** Holds the record under its root. */
	readonly item: Y.Item;
	/** Somebody else has written in it since. */
	readonly isShared: boolean;
}

/** The records that came by the acts, and that are there now. */
function addedRecords(past: Past, rule: UndoRule): Added[] {
	const added: Added[] = [];
	for (const root of past.roots) {
		for (const [id, item] of root._map) {
			if (item.deleted || !isOnlyTheirs(past, root, id)) continue;
			const value: unknown = root.get(id);
			const isRecord = value instanceof Y.Map;
			if (!isRecord && !isLinkValue(value)) continue; // a draft's field is the server's
			if (!rule.mayTouch([...pathOf(item), 'gone'])) continue;
			added.push({ item, isShared: isRecord && othersWroteIn(past, value, -Infinity) });
		}
	}
	return added;
}

/** Keys that nobody had set before the acts, and that may stand empty: there is no older value to go back to. */
function begunKeys(past: Past, rule: UndoRule): KeyChange[] {
	const begun: KeyChange[] = [];
	for (const root of past.roots) {
		for (const [id, record] of root.entries()) {
			if (!(record instanceof Y.Map)) continue;
			const map: Y.Map<unknown> = record;
			for (const [key, value] of map.entries()) {
				const place = [Y.findRootTypeKey(root), id, key] as const;
				const wanted = keyRule(place[0], key);
				if (value === null || wanted?.is !== 'value' || !wanted.accepts(null, id)) continue;
				if (isOnlyTheirs(past, map, key) && rule.mayTouch(place)) begun.push({ map, key });
			}
		}
	}
	return begun;
}

/** True where nobody else has ever set the key. */
function isOnlyTheirs({ insertions }: History, map: Y.Map<unknown>, key: string): boolean {
	for (const { id } of values(map, key)) if (!DeletedIds.has(insertions, id)) return false;
	return map._map.has(key);
}

/** A key stays where somebody else set it last, or where the older value would hide what others have written since. */
function staysAsItIs(past: Past, item: Y.Item, { slack }: UndoRule): boolean {
	const { parent, parentSub: key } = item;
	if (key === null || !(parent instanceof Y.Map)) return false;
	const map: Y.Map<unknown> = parent;
	const current = map._map.get(key);
	if (current === undefined) return false;
	const isTheirs = DeletedIds.has(past.insertions, current.id);
	if (!isTheirs) return !(current.deleted && DeletedIds.has(past.deletions, current.id));
	if (key !== 'gone' || map.get(key) !== false) return false;
	const older = [...values(map, key)].find(({ id }) => !DeletedIds.has(past.insertions, id));
	return older?.value === true && othersWroteIn(past, map, past.timeOf(current.id) - slack);
}

/** All values that a key has had, newest first; Yjs keeps those of one client that were overwritten in a row as one item. */
function* values(map: Y.Map<unknown>, key: string): Generator<{ id: Y.ID; value: unknown }> {
	for (const { id, length, content } of history(map, key)) {
		const held: readonly unknown[] = content.getContent();
		for (let offset = length - 1; offset >= 0; offset--) {
			yield { id: Y.createID(id.client, id.clock + offset), value: held[offset] };
		}
	}
}

/** True where somebody else has since written in a record (its words, what it is), or tied a card to it. */
function othersWroteIn(past: Past, record: Y.Map<unknown>, since: number): boolean {
	const isLate = (id: Y.ID) => since === -Infinity || past.timeOf(id) >= since;
	const isOthers = (item: Y.Item) => !item.deleted && !DeletedIds.has(past.insertions, item.id) && isLate(item.id);
	for (const [key, item] of record._map) {
		if (ARRANGING.has(key)) continue;
		if (isOthers(item)) return true;
		const value: unknown = record.get(key);
		if (!(value instanceof Y.Text)) continue;
		for (let part = value._start; part !== null; part = part.right) if (isOthers(part)) return true;
	}
	if (record.parent !== cardsOf(past.doc)) return false;
	return (past.ties.get(record._item?.parentSub ?? '') ?? []).some(isOthers);
}

function tiesIn(doc: Y.Doc): ReadonlyMap<string, readonly Y.Item[]> {
	const ties = new Map<string, Y.Item[]>();
	const links = linksOf(doc);
	for (const [id, item] of links._map) {
		const ends = parseLinkId(id);
		const value = links.get(id);
		if (ends === null || !isLinkValue(value) || isGone(value)) continue;
		for (const end of [ends.from, ends.to]) entryIn<string, Y.Item>(ties, end).push(item);
	}
	return ties;
}

function hide(item: Y.Item): void {
	const { parent, parentSub: id } = item;
	if (!(parent instanceof Y.Map) || id === null) return;
	const value: unknown = parent.get(id);
	if (value instanceof Y.Map) {
		if (value.get('gone') !== true) value.set('gone', true);
	} else if (isLinkValue(value) && !isGone(value)) {
		parent.set(id, { ...value, gone: true });
	}
}

function isWithin(item: Y.Item, records: ReadonlySet<Y.Item>): boolean {
	for (let at: Y.Item | null = item; at !== null;) {
		if (records.has(at)) return true;
		at = at.parent instanceof Y.AbstractType ? at.parent._item : null;
	}
	return false;
}

function select(doc: Y.Doc, ids: IdSet, isWanted: (item: Y.Item) => boolean): IdSet {
	const selected = Y.createDeleteSet();
	for (const { item, clock, len } of itemsOf(doc, ids)) {
		if (!isWanted(item)) continue;
		entryIn(selected.clients, item.id.client).push({ clock, len });
	}
	return Y.mergeDeleteSets([selected]);
}

type LinkLike = { readonly from: unknown; readonly to: unknown };
const isLinkValue = (value: unknown): value is LinkLike =>
	typeof value === 'object' && value !== null && 'from' in value && 'to' in value;

function freshClientId(doc: Y.Doc, taken: ReadonlySet<number>): number {
	let id = doc.clientID;
	while (taken.has(id) || doc.store.clients.has(id)) id = new Y.Doc().clientID;
	return id;
}
