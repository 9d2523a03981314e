import * as Y from 'yjs';
import type { StoredDocument } from '../storage/storage.ts';

/** The document as it is on disk. Throws where something stored can't be read, or builds on what is not there. */
export function restoreDocument(stored: StoredDocument, roots: readonly string[]): Y.Doc {
	const doc = new Y.Doc();
	for (const root of roots) doc.getMap(root);
	doc.transact(() => {
		if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot);
		for (const { bytes } of stored.updates) Y.applyUpdate(doc, bytes);
	});
	if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
		throw new Error('a stored document has a gap');
	}
	return doc;
}
