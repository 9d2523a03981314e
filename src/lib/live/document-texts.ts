import * as Y from 'yjs';

/** Where a text stands: root, then keys. */
export type TextPath = readonly string[];

/** What a text says in this copy of the document; null where there is none. */
export function textAt(doc: Y.Doc, [root, ...keys]: TextPath): string | null {
	let at: unknown = root === undefined ? null : doc.getMap(root);
	for (const key of keys) at = at instanceof Y.Map ? at.get(key) : null;
	return at instanceof Y.Text ? at.toString() : null;
}
