import * as Y from 'yjs';
import type { OwnDeletes } from './deletes.ts';
import { isKeyed, type FreshItem, type KeyedItem } from './news.ts';

interface Found {
	readonly overridden: ReadonlySet<FreshItem>;
	readonly idle: ReadonlySet<FreshItem>;
}

/** What fresh values find in the rows of their keys. Each is looked at once, after what it stands on. */
export class Rows {
	readonly #items: readonly FreshItem[];
	readonly #ownDeletes: OwnDeletes;
	/** Most updates bring nothing dead, and never ask. */
	#found: Found | null = null;

	constructor(items: readonly FreshItem[], ownDeletes: OwnDeletes) {
		this.#items = items;
		this.#ownDeletes = ownDeletes;
	}

	/** Removed before it was sent, or by the update itself. */
	isDead({ struct }: FreshItem): boolean {
		return struct.content instanceof Y.ContentDeleted || this.#ownDeletes.within(struct) > 0;
	}

	/**
	 * True where a stored value stays behind a fresh one in the row of its key, and so goes on being what counts: two people set
	 * the key at the same time, and Yjs puts the other's last. Whoever has heard of that before sending sends a dead value.
	 */
	isOverridden(item: KeyedItem): boolean {
		return this.#all().overridden.has(item);
	}

	/**
	 * True for a dead value that takes nothing away, since nothing that lives stands under its key: a long answer may be cut behind
	 * it, and what lives comes after (F28).
	 */
	isIdle(item: KeyedItem): boolean {
		return this.#all().idle.has(item);
	}

	#all(): Found {
		return (this.#found ??= this.#look());
	}

	#look(): Found {
		const overridden = new Set<FreshItem>();
		const idle = new Set<FreshItem>();
		for (const item of this.#items) {
			if (!isKeyed(item)) continue;
			const below = item.restsOn.find(({ struct }) => struct === item.left);
			// Right behind a fresh one it is before all that is stored behind that.
			if (below ? overridden.has(below) : staysBehind(item)) overridden.add(item);
			const current = item.place.type._map.get(item.place.key);
			const hasBase = below ? !idle.has(below) : current?.deleted === false;
			if (!hasBase && this.isDead(item) && !(item.struct.content instanceof Y.ContentType)) idle.add(item);
		}
		return { overridden, idle };
	}
}

/** Whether a stored value stays behind one that stands on none of its own update: the walk of Item.integrate in Yjs. */
function staysBehind({ struct, place, left }: KeyedItem): boolean {
	const { origin } = struct;
	let next: Y.Item | null;
	if (left instanceof Y.Item && origin !== null) {
		const isCut = origin.clock < left.id.clock + left.length - 1;
		if (isCut && left.id.client >= struct.id.client) return true; // the rest of a run of dead values stays behind it
		next = left.right;
	} else {
		const current = place.type._map.get(place.key);
		next = current ? firstInRow(current) : null;
	}
	let isBehindAll = next === null;
	const passed = new Set<unknown>();
	const beside = new Set<unknown>();
	for (; next !== null; next = next.right) {
		passed.add(next);
		beside.add(next);
		if (Y.compareIDs(origin, next.origin)) {
			if (next.id.client >= struct.id.client) return true;
			beside.clear();
			isBehindAll = next.right === null;
			continue;
		}
		const { doc } = place.type; // what has something stored in it has one
		const base: unknown = next.origin && doc && Y.getItem(doc.store, next.origin);
		if (base === null || !passed.has(base)) return true;
		if (beside.has(base)) continue;
		beside.clear();
		isBehindAll = next.right === null;
	}
	return !isBehindAll;
}

/** The first value that a key ever had, from any that it has had since. */
export function firstInRow(item: Y.Item): Y.Item {
	let first = item;
	while (first.left !== null) first = first.left;
	return first;
}
