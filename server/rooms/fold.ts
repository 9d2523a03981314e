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
 * replaces. What people did lately stays apart. Throws where what it made does not read as what it was made of: then the log
 * stays as it is.
 */
export function fold(stored: StoredDocument, roots: readonly string[], now: number): Folded {
	const { folded, kept } = retain(stored.updates, now);
	const snapshot = snapshotOf({ ...stored, updates: folded }, roots);
	const [before, after] = [stored, { ...stored, snapshot, updates: kept }].map((log) => contentOf(log, roots));
	if (!before || !after || !Y.equalSnapshots(before, after)) {
		throw new Error('a snapshot differs from the updates that it would replace');
	}
	return { snapshot, last: stored.lastUpdate, kept, until: folded.at(-1)?.at ?? stored.snapshotUntil };
}

function snapshotOf(stored: StoredDocument, roots: readonly string[]): Uint8Array {
	const doc = restoreDocument(stored, roots);
	const snapshot = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return snapshot;
}

/** Which structs a log brings about, and which of them are deleted: equal for two logs that read as the same document. */
function contentOf(stored: StoredDocument, roots: readonly string[]): Y.Snapshot {
	const doc = restoreDocument(stored, roots);
	const content = Y.snapshot(doc);
	doc.destroy();
	return content;
}
