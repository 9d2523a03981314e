import * as Y from 'yjs';
import { contentOf, type Content } from './content.ts';

/** A document at one moment, in a copy that nobody writes in. */
export interface Standing {
	readonly snapshot: Uint8Array;
	readonly roots: readonly string[];
	readonly doc: Y.Doc;
	readonly content: Content;
}

export function standingOf(snapshot: Uint8Array, roots: readonly string[]): Standing {
	const doc = copyOf(snapshot, roots);
	return { snapshot, roots, doc, content: contentOf(doc, roots) };
}

/** Nothing is collected in a copy, so that what an update removes in passing can still be asked where it stood. */
export function copyOf(snapshot: Uint8Array, roots: readonly string[]): Y.Doc {
	const doc = new Y.Doc({ gc: false, guid: 'copy' });
	for (const root of roots) doc.getMap(root);
	Y.applyUpdate(doc, snapshot);
	return doc;
}
