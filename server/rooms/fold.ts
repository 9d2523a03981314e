import * as Y from 'yjs';
import type { StoredDocument, StoredUpdate } from '../storage/storage.ts';
import { restoreDocument } from './restore.ts';
import { retain } from './retention.ts';

/** What replaces a log up to `last`. */
export interface Folded {
	readonly snapshot: Uint8Array;
	readonly last: number;
	readonly kept: readonly StoredUpdate[];
	/** Time of the newest update in the snapshot. */
	readonly until: number;
}

/**
 * Folds a log into a snapshot, from what is on disk and not from memory: it can hold no more and no less than the updates that it
 * replaces. What people did lately stays apart; null where that is all there is. Throws where what it made does not read as what it
 * was made of: then the log stays as it is.
 */
export function fold(stored: StoredDocument, roots: readonly string[], now: number): Folded | null {
	const { folded, kept } = retain(stored.updates, now);
	if (kept.length === stored.updates.length) return null;
	const snapshot = readLog({ ...stored, updates: folded }, roots, (doc) => Y.encodeStateAsUpdate(doc));
	// Which structs a log brings about, and which of them are deleted: equal for two logs that read as the same document.
	const before = readLog(stored, roots, Y.snapshot);
	const after = readLog({ ...stored, snapshot, updates: kept }, roots, Y.snapshot);
	if (!Y.equalSnapshots(before, after)) throw new Error('a snapshot differs from the updates that it would replace');
	return { snapshot, last: stored.lastUpdate, kept, until: folded.at(-1)?.at ?? stored.snapshotUntil };
}

function readLog<Result>(stored: StoredDocument, roots: readonly string[], read: (doc: Y.Doc) => Result): Result {
	const doc = restoreDocument(stored, roots);
	const result = read(doc);
	doc.destroy();
	return result;
}
