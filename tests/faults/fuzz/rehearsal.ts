import * as Y from 'yjs';
import { KEY_MAX_LENGTH, STRUCT_MAX_LENGTH } from '../../../server/rooms/limits.ts';
import { contentOf, exactly, keyOf, type Content } from './content.ts';

/** What an update puts somewhere. */
export type Put =
	| { readonly is: 'value'; readonly value: unknown }
	| { readonly is: 'map' | 'text' }
	| { readonly is: 'letters'; readonly letters: string }
	/** Something that was removed again before it was sent. */
	| { readonly is: 'dead' };

/** One new piece of the document, where Yjs put it. */
export interface Fresh {
	readonly item: Y.Item;
	/** Root, id, key, …; for letters that of their text. */
	readonly path: readonly string[];
	readonly put: Put;
	/** New pieces that it stands beside or in: Yjs drops it where one of them is not there. */
	readonly restsOn: readonly Fresh[];
}

/** Something that stood before, and that the update removes. */
export interface Removed {
	readonly item: Y.Item;
	readonly path: readonly string[];
	/** The update names some of it; what it only takes with it, as a record its words, is not named. */
	readonly isNamed: boolean;
}

export type Rehearsal =
	/** Yjs can't take it whole, or it holds what no document of the house has. */
	| { readonly is: 'broken'; readonly why: string }
	| (Omit<Seen, 'odd'> & {
			readonly is: 'sound';
			readonly before: Content;
			/** As it would read if all of it were allowed. */
			readonly after: Content;
			/** The copy as it was before, for questions about the board. */
			readonly copy: () => Y.Doc;
	  });

/** What an update does to the copy. */
interface Seen {
	/** In no order that means anything. */
	readonly fresh: readonly Fresh[];
	readonly removed: readonly Removed[];
	/** Letters typed, or keys set, where all around is removed: Yjs drops them without a word. */
	readonly dropped: number;
	/** The same of letters that were removed again before they were sent: nobody misses them. */
	readonly dropsDead: boolean;
	/** Under whose ids those were. */
	readonly droppedFrom: ReadonlySet<number>;
	/** Client ids of what is new in it, tombstones included. */
	readonly writers: readonly number[];
	/** By place: every piece of each text that the update touches, as they stand in a row, removed ones too. */
	readonly texts: ReadonlyMap<string, readonly Piece[]>;
	/** By place: what counts under each key that the update touches, with all of it applied. */
	readonly last: ReadonlyMap<string, Y.Item>;
	/** What no document of the house has. */
	readonly odd: string | null;
}

/** A run of letters of one text. */
export interface Piece {
	readonly item: Y.Item;
	readonly letters: string;
}

const broken = (why: string): Rehearsal => ({ is: 'broken', why });

/**
 * Applies an update to a copy of the document with plain Yjs, and reads off what happened. It shares no code with the gate, which
 * finds the same things out before anything is applied.
 */
export function rehearse(snapshot: Uint8Array, update: Uint8Array, roots: readonly string[]): Rehearsal {
	const scratch = copyOf(snapshot, roots);
	let news: Uint8Array;
	let sent: ReturnType<typeof Y.decodeUpdate>;
	try {
		// What is known already counts as it is stored, whatever the update says of it.
		news = Y.diffUpdate(update, Y.encodeStateVector(scratch));
		sent = Y.decodeUpdate(news);
	} catch {
		return broken('no update');
	}
	for (const ranges of sent.ds.clients.values())
		if (ranges.some(({ len }) => len === 0)) return broken('a delete of nothing');
	if (sent.structs.some(({ length }) => length > STRUCT_MAX_LENGTH)) return broken('a struct longer than can be');
	if (!isInOrder(update)) return broken('rows that Yjs does not write');
	const before = contentOf(scratch, roots);
	// Yjs puts the parent itself in place of its id.
	const parentIds = new Map<object, unknown>(
		sent.structs.map((struct) => [struct, struct instanceof Y.Item ? struct.parent : null]),
	);
	let seen: Seen | null = null;
	// In this moment nothing is merged or collected yet.
	scratch.once('afterTransaction', (transaction: Y.Transaction) => {
		seen ??= look(transaction, sent, parentIds, roots);
	});
	try {
		Y.applyUpdate(scratch, news);
	} catch {
		return broken('Yjs stumbles over it');
	}
	if (scratch.store.pendingStructs !== null || scratch.store.pendingDs !== null) return broken('a gap');
	for (const root of scratch.share.keys()) if (!roots.includes(root)) return broken(`a root named ${root}`);
	const found = seen as Seen | null; // set in the callback, which the compiler does not follow
	if (found === null) return broken('Yjs did nothing with it');
	if (found.odd !== null) return broken(found.odd);
	let copy: Y.Doc | null = null;
	return {
		is: 'sound',
		before,
		after: contentOf(scratch, roots),
		...found,
		copy: () => (copy ??= copyOf(snapshot, roots)),
	};
}

/** Each client's structs in one row, none of them empty, under an id that Yjs gives. */
function isInOrder(update: Uint8Array): boolean {
	const reached = new Map<number, number>();
	return Y.decodeUpdate(update).structs.every((struct) => {
		const { id, length } = struct;
		if (struct instanceof Y.Skip || length === 0 || id.client > 0xffff_ffff) return false;
		const isNext = (reached.get(id.client) ?? id.clock) === id.clock;
		reached.set(id.client, id.clock + length);
		return isNext;
	});
}

function look(
	transaction: Y.Transaction,
	{ structs: sent, ds }: ReturnType<typeof Y.decodeUpdate>,
	parentIds: ReadonlyMap<object, unknown>,
	roots: readonly string[],
): Seen {
	const { doc, beforeState } = transaction;
	const fresh: (Fresh & { readonly restsOn: Fresh[] })[] = [];
	const byItem = new Map<Y.Item, Fresh>();
	const writers: number[] = [];
	const asItems = new Set<string>();
	let dropsDead = false;
	let odd: string | null = null;
	for (const struct of sent) {
		if (!(struct instanceof Y.Item)) continue;
		const parents: unknown = parentIds.get(struct);
		const holder: unknown = parents instanceof Y.ID ? Y.getItem(doc.store, parents) : null;
		if (holder instanceof Y.Item && !holdsType(holder)) odd = 'something that holds nothing';
		if (struct.content instanceof Y.ContentDeleted) {
			const stands: unknown = Y.getItem(doc.store, struct.id);
			dropsDead ||= stands instanceof Y.GC;
			continue;
		}
		for (let i = 0; i < struct.length; i++) asItems.add(idKey(struct.id.client, struct.id.clock + i));
	}
	let dropped = 0;
	const droppedFrom = new Set<number>();
	for (const [client, structs] of doc.store.clients) {
		const from = beforeState.get(client) ?? 0;
		if (Y.getState(doc.store, client) > from) writers.push(client);
		for (const struct of structs) {
			if (struct.id.clock < from) continue;
			if (!(struct instanceof Y.Item)) {
				for (let i = 0; i < struct.length; i++) {
					if (!asItems.has(idKey(client, struct.id.clock + i))) continue;
					dropped++;
					droppedFrom.add(client);
				}
				continue;
			}
			const path = pathOf(struct, doc, roots);
			const put = putBy(struct);
			if ((struct.parentSub?.length ?? 0) > KEY_MAX_LENGTH || struct.parentSub === '__proto__')
				odd = 'a key that can not be';
			else if (path === null) odd = 'a place that the house does not have';
			else if (put === null) odd = `${struct.content.constructor.name} at ${path.join('/')}`;
			else {
				const piece = { item: struct, path, put, restsOn: [] as Fresh[] };
				byItem.set(struct, piece);
				fresh.push(piece);
			}
		}
	}
	for (const { item, restsOn } of fresh) {
		const parent: unknown = item.parent;
		for (const id of [item.origin, item.rightOrigin]) {
			const beside: unknown = id && Y.getItem(doc.store, id);
			if (!(beside instanceof Y.Item)) continue;
			if (beside.parent !== parent || beside.parentSub !== item.parentSub) odd = 'neighbours in different places';
			const piece = byItem.get(beside);
			if (piece) restsOn.push(piece);
		}
		if (item.parentSub !== null && item.rightOrigin !== null) odd = 'a value that names what comes after it';
		const holder = parent instanceof Y.AbstractType && parent._item ? byItem.get(parent._item) : undefined;
		if (holder) restsOn.push(holder);
	}
	const removed = [...removedBy(transaction, ds, roots)];
	const texts = new Map<string, readonly Piece[]>();
	const last = new Map<string, Y.Item>();
	for (const { item, path } of [...fresh, ...removed]) {
		const { parent, parentSub }: { readonly parent: unknown; readonly parentSub: string | null } = item;
		if (!(parent instanceof Y.AbstractType)) continue;
		const current = parentSub === null ? undefined : parent._map.get(parentSub);
		if (current) last.set(keyOf(path), current);
		else if (!texts.has(keyOf(path)) || parent._item?.deleted === false) texts.set(keyOf(path), piecesOf(parent));
	}
	return { fresh, removed, dropped, dropsDead, droppedFrom, writers, texts, last, odd };
}

function piecesOf(text: Y.AbstractType<unknown>): Piece[] {
	const pieces: Piece[] = [];
	for (let item = text._start; item !== null; item = item.right) {
		if (item.content instanceof Y.ContentString) pieces.push({ item, letters: item.content.str });
	}
	return pieces;
}

/** Nothing is collected in a copy, so that what an update removes in passing can still be asked where it stood. */
function copyOf(snapshot: Uint8Array, roots: readonly string[]): Y.Doc {
	const doc = new Y.Doc({ gc: false, guid: 'copy' });
	for (const root of roots) doc.getMap(root);
	Y.applyUpdate(doc, snapshot);
	return doc;
}

const holdsType = ({ content }: Y.Item): boolean =>
	content instanceof Y.ContentType || content instanceof Y.ContentDeleted;

const idKey = (client: number, clock: number): string => `${client} ${clock}`;

function* removedBy(
	{ doc, deleteSet, beforeState }: Y.Transaction,
	named: ReturnType<typeof Y.decodeUpdate>['ds'],
	roots: readonly string[],
): Generator<Removed> {
	for (const [client, ranges] of deleteSet.clients) {
		const known = beforeState.get(client) ?? 0;
		for (const { clock, len } of ranges) {
			const end = Math.min(clock + len, known);
			for (let at = clock; at < end;) {
				const struct: unknown = Y.getItem(doc.store, Y.createID(client, at));
				if (!(struct instanceof Y.Item)) break;
				const path = pathOf(struct, doc, roots);
				if (path !== null) yield { item: struct, path, isNamed: isNamedIn(named, struct) };
				at = struct.id.clock + struct.length;
			}
		}
	}
}

const isNamedIn = ({ clients }: ReturnType<typeof Y.decodeUpdate>['ds'], { id, length }: Y.Item): boolean =>
	(clients.get(id.client) ?? []).some(({ clock, len }) => clock < id.clock + length && clock + len > id.clock);

function pathOf(item: Y.Item, doc: Y.Doc, roots: readonly string[]): string[] | null {
	const parent: unknown = item.parent;
	if (!(parent instanceof Y.AbstractType)) return null;
	const root = parent._item === null ? roots.find((name) => doc.getMap(name) === parent) : undefined;
	const above = parent._item === null ? (root === undefined ? null : [root]) : pathOf(parent._item, doc, roots);
	if (above === null || parent instanceof Y.Map !== (item.parentSub !== null)) return null;
	return item.parentSub === null ? above : [...above, item.parentSub];
}

function putBy({ content, parentSub }: Y.Item): Put | null {
	if (content instanceof Y.ContentDeleted) return { is: 'dead' };
	if (parentSub === null) return content instanceof Y.ContentString ? { is: 'letters', letters: content.str } : null;
	if (content instanceof Y.ContentType) {
		if (content.type.constructor === Y.Map) return { is: 'map' };
		return content.type.constructor === Y.Text ? { is: 'text' } : null;
	}
	if (!(content instanceof Y.ContentAny)) return null;
	// One value a key: more in one piece is nothing that a client writes.
	return { is: 'value', value: content.arr.length === 1 ? content.arr[0] : undefined };
}

/** One line that says what a piece is, for whoever reads a failure. */
export const told = ({ path, put }: Fresh): string =>
	`${path.join('/').slice(0, 120)} = ${put.is === 'value' ? exactly(put.value).slice(0, 80) : put.is}`;
