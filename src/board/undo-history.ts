import * as Y from 'yjs';
import type { DocumentTarget } from '#domain/permissions.ts';
import { ROOTS } from './roots.ts';

/** One stored update, as far as undoing acts goes. */
export interface StoredAct {
	readonly bytes: Uint8Array;
	/** Milliseconds. */
	readonly at: number;
	/** One of the acts that are to be undone. */
	readonly isTheirs: boolean;
}

/** A document as it is stored: what nobody can undo any more, and the acts since. */
export interface StoredActs {
	readonly document: DocumentTarget['document'];
	readonly snapshot: Uint8Array | null;
	/** In order. */
	readonly acts: readonly StoredAct[];
}

export type IdSet = Y.UndoManager['undoStack'][number]['insertions'];

/** Everything that a document remembers about its acts: unlike a live one, it keeps what was deleted. */
export interface History {
	readonly doc: Y.Doc;
	readonly roots: readonly Y.Map<unknown>[];
	/** What they wrote and what they deleted, in the acts that are to be undone. */
	readonly insertions: IdSet;
	readonly deletions: IdSet;
	/** When something was written; -Infinity for what the snapshot holds. */
	timeOf(id: Y.ID): number;
}

/** Throws where the acts build on what is not there. */
export function rebuild({ document, snapshot, acts }: StoredActs): History {
	const doc = new Y.Doc({ gc: false });
	const roots = ROOTS[document].map((name) => doc.getMap<unknown>(name));
	const times = new Map<number, { readonly end: number; readonly clock: number; readonly at: number }[]>();
	const insertions = Y.createDeleteSet();
	const deletions: IdSet[] = [];
	doc.transact(() => {
		if (snapshot) Y.applyUpdate(doc, snapshot);
		for (const { bytes } of acts) Y.applyUpdate(doc, bytes);
	});
	if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error('acts with a gap');
	for (const { bytes, at, isTheirs } of acts) {
		const { structs, ds } = Y.decodeUpdate(bytes);
		for (const { id, length, constructor } of structs) {
			if (constructor === Y.Skip) continue;
			entryIn(times, id.client).push({ clock: id.clock, end: id.clock + length, at });
			if (isTheirs) entryIn(insertions.clients, id.client).push({ clock: id.clock, len: length });
		}
		if (isTheirs) deletions.push(ds);
	}
	for (const ranges of times.values()) ranges.sort((a, b) => a.clock - b.clock);
	return {
		doc,
		roots,
		insertions: Y.mergeDeleteSets([insertions]),
		deletions: Y.mergeDeleteSets(deletions),
		timeOf: ({ client, clock }) =>
			times.get(client)?.find((range) => range.clock <= clock && clock < range.end)?.at ?? -Infinity,
	};
}

/** The items that the ids name, with the part of each that they name. */
export function* itemsOf(doc: Y.Doc, ids: IdSet): Generator<{ item: Y.Item; clock: number; len: number }> {
	for (const [client, ranges] of ids.clients) {
		const structs = doc.store.clients.get(client);
		if (!structs || structs.length === 0) continue;
		for (const { clock, len } of ranges) {
			const end = Math.min(clock + len, Y.getState(doc.store, client));
			for (
				let index = clock < end ? Y.findIndexSS(structs, clock) : structs.length;
				index < structs.length;
				index++
			) {
				const struct = structs[index];
				if (struct === undefined || struct.id.clock >= end) break;
				if (!(struct instanceof Y.Item)) continue;
				const from = Math.max(clock, struct.id.clock);
				yield { item: struct, clock: from, len: Math.min(end, struct.id.clock + struct.length) - from };
			}
		}
	}
}

/** Where an item stands: names of root, record and key, as far as they go. Empty where its parents are gone for good. */
export function pathOf(item: Y.Item): readonly string[] {
	const path: string[] = [];
	let at: Y.Item | null = item;
	while (at !== null) {
		const parent: unknown = at.parent;
		if (!(parent instanceof Y.AbstractType)) return [];
		if (at.parentSub !== null) path.unshift(at.parentSub);
		if (parent._item === null) return [Y.findRootTypeKey(parent), ...path];
		at = parent._item;
	}
	return path;
}

/** The list under a key, which grows in place. */
export function entryIn<Key, Entry>(map: Map<Key, Entry[]>, key: Key): Entry[] {
	const entries = map.get(key) ?? [];
	map.set(key, entries);
	return entries;
}
