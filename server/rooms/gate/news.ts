import type * as Y from 'yjs';
import type { DeleteSet, Struct } from './decode.ts';
import type { Removal } from './deletes.ts';
import type { Path, SharedType } from './paths.ts';

/** What is new in an update, and where it would stand. */
export interface News {
	/** As bytes that hold nothing known but deletes. */
	readonly update: Uint8Array;
	/** By client id, in clock order. */
	readonly structs: ReadonlyMap<number, readonly Struct[]>;
	readonly deletes: DeleteSet;
	/** All but tombstones, in an order in which Yjs could take them. */
	readonly items: readonly FreshItem[];
	readonly removals: readonly Removal[];
}

/** A place where structs stand in a row: a text, or one key of a map. */
export interface Place {
	/** The Yjs type itself: one object a text or map. */
	readonly type: SharedType;
	/** Of the type. */
	readonly path: Path;
	/** Key in a map; null in a text. */
	readonly key: string | null;
}

export interface FreshItem {
	readonly struct: Y.Item;
	/** `gone`: what it builds on was removed, and Yjs would keep only a tombstone of it. */
	readonly place: Place | 'gone';
	/** What stands left of it when it was written, fresh or stored. */
	readonly left: Struct | null;
	/** Fresh items without which it can't stand. */
	readonly restsOn: readonly FreshItem[];
}

/** One that stands under a key of a map. */
export interface KeyedItem extends FreshItem {
	readonly place: Place & { readonly key: string };
}

/** False for letters, and for what has no place any more. */
export function isKeyed(item: FreshItem): item is KeyedItem {
	return item.place !== 'gone' && item.place.key !== null;
}
