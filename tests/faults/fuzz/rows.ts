import * as Y from 'yjs';

/** Yjs types its own classes each by what it tells its observers, of which nobody here asks. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type SharedType = Y.AbstractType<any>;

/** What stands in one place, side by side: the letters of a text, or the values that a key has had, of which the last counts. */
export interface Row {
	/** Root, id, key, …; for letters that of their text. */
	readonly path: readonly string[];
	readonly key: string | null;
	/** What the map or text stands in, by id; null for a root. */
	readonly holder: { readonly client: number; readonly clock: number } | null;
	/** The map or text itself. */
	readonly type: object;
	readonly runs: readonly Run[];
}

export interface Run {
	readonly client: number;
	readonly clock: number;
	readonly length: number;
	/** The map or text that it brings. */
	readonly type: object | null;
}

/** Rows of a copy, each read once, as it stands at that moment. */
export class Rows {
	readonly #doc: Y.Doc;
	readonly #roots: readonly string[];
	readonly #known = new Map<object, Map<string | null, Row | null>>();

	constructor(doc: Y.Doc, roots: readonly string[]) {
		this.#doc = doc;
		this.#roots = roots;
	}

	/** The row that an item stands in; null where the house has no such place. What holds the row is read, too. */
	of(item: Y.Item): Row | null {
		const parent: unknown = item.parent;
		return parent instanceof Y.AbstractType ? this.#row(parent, item.parentSub) : null;
	}

	/** From the outside in. */
	all(): Row[] {
		const rows = [...this.#known.values()].flatMap((byKey) => [...byKey.values()].filter((row) => row !== null));
		return rows.sort((a, b) => depthOf(a) - depthOf(b));
	}

	#row(type: SharedType, key: string | null): Row | null {
		const byKey = this.#known.get(type) ?? new Map<string | null, Row | null>();
		this.#known.set(type, byKey);
		const known = byKey.get(key);
		if (known !== undefined) return known;
		const row = this.#read(type, key);
		byKey.set(key, row);
		return row;
	}

	#read(type: SharedType, key: string | null): Row | null {
		const item = type._item;
		const above = item === null ? this.#rootOf(type) : this.of(item)?.path;
		if (above === undefined || type instanceof Y.Map !== (key !== null)) return null;
		return {
			path: key === null ? above : [...above, key],
			key,
			holder: item && { client: item.id.client, clock: item.id.clock },
			type,
			runs: key === null ? lettersOf(type) : valuesOf(type, key),
		};
	}

	#rootOf(type: SharedType): readonly string[] | undefined {
		const root = this.#roots.find((name) => this.#doc.getMap(name) === type);
		return root === undefined ? undefined : [root];
	}
}

function lettersOf(text: SharedType): Run[] {
	const runs: Run[] = [];
	for (let item = text._start; item !== null; item = item.right) runs.push(runOf(item));
	return runs;
}

function valuesOf(map: SharedType, key: string): Run[] {
	const runs: Run[] = [];
	for (let item = map._map.get(key) ?? null; item !== null; item = item.left) runs.push(runOf(item));
	return runs.reverse();
}

function runOf(item: Y.Item): Run {
	return { client: item.id.client, clock: item.id.clock, length: item.length, type: typeAt(item) };
}

/** Within a map or text come the letters of a text last, after the keys of what holds it. */
const depthOf = ({ path, key }: Row): number => path.length * 2 + Number(key === null);

export const typeAt = (item: unknown): SharedType | null =>
	item instanceof Y.Item && item.content instanceof Y.ContentType ? item.content.type : null;
