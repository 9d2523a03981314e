import * as Y from 'yjs';

/** Root, id of the record, key: as `mayWrite` takes it. */
export type Path = readonly string[];

/** The types that this house's documents are made of. */
export type SharedType = Y.Map<unknown> | Y.Text;

export const isShared = (value: unknown): value is SharedType => value instanceof Y.Map || value instanceof Y.Text;

/** Where the types of a document stand. A type never moves, so each is looked up once. */
export class Paths {
	readonly #known = new WeakMap<object, Path>();

	/** The path of a type that is stored. */
	of(type: SharedType): Path {
		const known = this.#known.get(type);
		if (known !== undefined) return known;
		const path = this.#pathOf(type);
		this.#known.set(type, path);
		return path;
	}

	#pathOf(type: SharedType): Path {
		const item = type._item;
		if (item === null) return [Y.findRootTypeKey(type)];
		const parent: unknown = item.parent;
		// Held by an integrated item, so its parent is a type; and everything in this house stands under a key.
		return isShared(parent) ? [...this.of(parent), item.parentSub ?? ''] : [];
	}
}
