import * as Y from 'yjs';

/** What stands at one place: a text's letters, a plain value as JSON, or that a map is there. */
export type Leaf = string;
export type Content = ReadonlyMap<string, Leaf>;

const SEPARATOR = '\u0000';
export const keyOf = (path: readonly string[]): string => path.join(SEPARATOR);

/** All that a document visibly holds, place by place. Two documents that read alike are equal here, and no others. */
export function contentOf(doc: Y.Doc, roots: readonly string[]): Map<string, Leaf> {
	const leaves = new Map<string, Leaf>();
	const read = (value: unknown, path: readonly string[]): void => {
		if (value instanceof Y.Text) leaves.set(keyOf(path), `text ${value.toJSON()}`);
		else if (value instanceof Y.Map) {
			if (path.length > 1) leaves.set(keyOf(path), 'map');
			value.forEach((inner: unknown, key) => read(inner, [...path, key]));
		} else leaves.set(keyOf(path), `value ${exactly(value)}`);
	};
	for (const root of roots) read(doc.getMap(root), [root]);
	return leaves;
}

/** The first place where two contents differ, said in words; null where they are equal. */
export function differenceOf(a: Content, b: Content): string | null {
	for (const key of new Set([...a.keys(), ...b.keys()])) {
		if (a.get(key) === b.get(key)) continue;
		return `${key.split(SEPARATOR).join('/')}: ${a.get(key) ?? 'nothing'} ≠ ${b.get(key) ?? 'nothing'}`;
	}
	return null;
}

/** As JSON, but numbers that JSON does not know stay apart. */
export function exactly(value: unknown): string {
	return (
		JSON.stringify(value, (_key, inner: unknown) =>
			typeof inner === 'number' && !Number.isFinite(inner) ? `number ${inner}` : inner,
		) ?? 'undefined'
	);
}
