import * as Y from 'yjs';

/** Where a text stands: root, then keys. As one string in maps. */
export type TextPath = readonly string[];

const SEPARATOR = '\u0000';
export const pathKey = (path: TextPath): string => path.join(SEPARATOR);
export const pathOfKey = (key: string): TextPath => key.split(SEPARATOR);

/** What a text says in this copy of the document; null where there is none. */
export function textAt(doc: Y.Doc, [root, ...keys]: TextPath): string | null {
	let at: unknown = root === undefined ? null : doc.getMap(root);
	for (const key of keys) at = at instanceof Y.Map ? at.get(key) : null;
	return at instanceof Y.Text ? at.toString() : null;
}

/** Path keys of the texts that a transaction changed or brought. */
export function textsTouched(transaction: Y.Transaction, roots: readonly string[]): string[] {
	const found: string[] = [];
	for (const [type, keys] of transaction.changed) {
		const path = pathOf(transaction.doc, type, roots);
		if (path === null) continue;
		if (type instanceof Y.Text) found.push(pathKey(path));
		if (!(type instanceof Y.Map)) continue;
		for (const key of keys) if (key !== null) collect(type.get(key), [...path, key], found);
	}
	return found;
}

function collect(value: unknown, path: TextPath, found: string[]): void {
	if (value instanceof Y.Text) found.push(pathKey(path));
	if (value instanceof Y.Map) value.forEach((inner: unknown, key) => collect(inner, [...path, key], found));
}

function pathOf(doc: Y.Doc, type: object, roots: readonly string[]): TextPath | null {
	const root = roots.find((name) => doc.getMap(name) === type);
	if (root !== undefined) return [root];
	if (!(type instanceof Y.AbstractType)) return null;
	const item = type._item;
	const parent: unknown = item?.parent;
	if (!item || typeof item.parentSub !== 'string' || !(parent instanceof Y.AbstractType)) return null;
	const above = pathOf(doc, parent, roots);
	return above && [...above, item.parentSub];
}
