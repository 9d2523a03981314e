import * as Y from 'yjs';
import type { StoredDocument, StoredUpdate } from '../storage/storage.ts';
import { restoreDocument } from './restore.ts';
import { retain } from './retention.ts';

/** What replaces a log up to `last`. */
export interface Folded {
	readonly snapshot: Uint8Array;
	readonly last: number;
	readonly kept: readonly StoredUpdate[];
}

/**
 * Folds a log into a snapshot, from what is on disk and not from memory: it can hold no more and no less than the updates that it
 * replaces. What people did lately stays apart.
 */
export function fold(stored: StoredDocument, roots: readonly string[], now: number): Folded {
	const { folded, kept } = retain(stored.updates, now);
	return { snapshot: snapshotOf({ ...stored, updates: folded }, roots), last: stored.lastUpdate, kept };
}

function snapshotOf(stored: StoredDocument, roots: readonly string[]): Uint8Array {
	const doc = restoreDocument(stored, roots);
	const snapshot = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return snapshot;
}
