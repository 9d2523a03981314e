import * as Y from 'yjs';
import { KEY_MAX_LENGTH, NESTING_MAX, STRUCT_MAX_LENGTH } from '../limits.ts';
import { checkContent, Malformed } from './content.ts';
import { decodeUpdate, type DecodedUpdate, type DeleteSet, type Struct } from './decode.ts';
import { removalsOf, type Removal } from './deletes.ts';
import { isShared, Paths, type Path, type SharedType } from './paths.ts';

/**
 * What an update would do, found out before it touches the document.
 * `malformed`: no honest client makes it. `gap`: it builds on what the server never got. `known`: it changes nothing.
 */
export type Inspected =
	| { readonly is: 'malformed' }
	| { readonly is: 'gap' }
	| { readonly is: 'known' }
	| ({ readonly is: 'fresh' } & News);

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

/** Yjs clocks count UTF-16 units and values; no person writes this many. */
const CLOCK_MAX = 2 ** 40;

/** Inspects an update against the document without applying it. `roots`: names of the document's root maps. */
export function inspect(doc: Y.Doc, update: Uint8Array, roots: readonly string[], paths = new Paths()): Inspected {
	const news = onlyNews(doc, update);
	if (news === null) return { is: 'malformed' };
	const { structs, deletes } = news.decoded;
	try {
		const inspection = new Inspection(doc, structs, roots, paths);
		const isWhole = inspection.integrate() && inspection.knowsAll(deletes);
		if (!isWhole) return { is: 'gap' };
		const removals = removalsOf(doc, deletes);
		if (structs.size === 0 && removals.length === 0) return { is: 'known' };
		return { is: 'fresh', update: news.update, structs, deletes, items: inspection.items, removals };
	} catch (error) {
		if (error instanceof Malformed) return { is: 'malformed' };
		throw error;
	}
}

/**
 * The update without the structs that are stored already: Yjs looks up what those refer to before it notices that it knows
 * them, so altered ones could make it wait or stumble (F5). Null where it is no update.
 */
function onlyNews(doc: Y.Doc, update: Uint8Array): { update: Uint8Array; decoded: DecodedUpdate } | null {
	const decoded = decodeUpdate(update);
	if (decoded === null) return null;
	let repeats = false;
	for (const [client, [first]] of decoded.structs) {
		if (first !== undefined && first.id.clock < Y.getState(doc.store, client)) repeats = true;
	}
	if (!repeats) return { update, decoded };
	const news = Y.diffUpdate(update, Y.encodeStateVector(doc));
	const decodedNews = decodeUpdate(news);
	return decodedNews && { update: news, decoded: decodedNews };
}

const ALONE: readonly FreshItem[] = [];

class Inspection {
	readonly items: FreshItem[] = [];
	readonly #doc: Y.Doc;
	readonly #structs: ReadonlyMap<number, readonly Struct[]>;
	readonly #roots: readonly string[];
	readonly #paths: Paths;
	/** Clock up to which each client's structs are stored or found sound. */
	readonly #reached = new Map<number, number>();
	readonly #fresh = new Map<Struct, FreshItem>();
	/** Types that come with this update. */
	readonly #freshPaths = new Map<SharedType, Path>();

	constructor(doc: Y.Doc, structs: ReadonlyMap<number, readonly Struct[]>, roots: readonly string[], paths: Paths) {
		this.#doc = doc;
		this.#structs = structs;
		this.#roots = roots;
		this.#paths = paths;
	}

	/**
	 * Goes through the fresh structs in an order in which Yjs could take them, each after what it builds on. False where none
	 * is left that could go next: a gap or a circle, either of which Yjs would park (F4, F7).
	 */
	integrate(): boolean {
		const queues = [...this.#structs].map(([client, structs]) => ({ client, structs, next: 0 }));
		let moved = true;
		let waiting = true;
		while (waiting && moved) {
			moved = false;
			waiting = false;
			for (const queue of queues) {
				for (; queue.next < queue.structs.length; queue.next++, moved = true) {
					const struct = queue.structs[queue.next];
					if (struct === undefined || !this.#take(queue.client, struct)) break;
				}
				if (queue.next < queue.structs.length) waiting = true;
			}
		}
		return !waiting;
	}

	/** Deletes may only name what is there, now or with this update. */
	knowsAll(deletes: DeleteSet): boolean {
		for (const [client, ranges] of deletes.clients) {
			const reached = this.#reachedBy(client);
			for (const { clock, len } of ranges) {
				if (len === 0) throw new Malformed(); // Yjs stumbles over it
				if (clock + len > reached) return false;
			}
		}
		return true;
	}

	/** False where the struct has to wait for another. */
	#take(client: number, struct: Struct): boolean {
		const { clock } = struct.id;
		const end = clock + struct.length;
		if (!(struct.length > 0)) throw new Malformed();
		if (struct.length > STRUCT_MAX_LENGTH) throw new Malformed();
		if (end > CLOCK_MAX) throw new Malformed();
		const reached = this.#reachedBy(client);
		if (clock < reached) throw new Malformed();
		if (clock > reached) return false;
		if (struct instanceof Y.Skip) return false;
		if (struct instanceof Y.Item) {
			const item = this.#stand(struct);
			if (item === null) return false;
			this.#fresh.set(struct, item);
			this.items.push(item);
		}
		this.#reached.set(client, end);
		return true;
	}

	/** As Yjs finds it: by what is left of it, then right, then by its parent. Null where that is not there yet. */
	#stand(item: Y.Item): FreshItem | null {
		const parent: unknown = item.parent; // before integration: a root's name, an id, or null
		const parentId = parent instanceof Y.ID ? parent : null;
		if (!this.#isThere(item, item.origin)) return null;
		if (!this.#isThere(item, item.rightOrigin)) return null;
		if (!this.#isThere(item, parentId)) return null;
		const left = item.origin && this.#find(item.origin);
		const right = item.rightOrigin && this.#find(item.rightOrigin);
		const holder = parentId && this.#find(parentId);
		const place = this.#placeBeside(left, right) ?? this.#placeInParent(item, parent, holder);
		if (place !== 'gone') {
			// A key's values stand in a row that only grows at its end: whoever sets one names what it replaces, and nothing else.
			if (place.key !== null && item.rightOrigin !== null) throw new Malformed();
			const nested = checkContent(item, place.key);
			if (nested) this.#freshPaths.set(nested, place.key === null ? place.path : [...place.path, place.key]);
		}
		return { struct: item, place, left, restsOn: this.#freshOf(left, right, holder) };
	}

	#isThere(item: Y.Item, id: Y.ID | null): boolean {
		if (id === null) return true;
		if (id.client === item.id.client && id.clock >= item.id.clock) throw new Malformed(); // F3: itself or beyond
		return id.clock < this.#reachedBy(id.client);
	}

	/** Null where it has no neighbours. */
	#placeBeside(left: Struct | null, right: Struct | null): Place | 'gone' | null {
		const leftPlace = left && this.#placeOf(left);
		const rightPlace = right && this.#placeOf(right);
		if (leftPlace === 'gone') return 'gone';
		if (rightPlace === 'gone') return 'gone';
		if (leftPlace && rightPlace) {
			if (leftPlace.type !== rightPlace.type) throw new Malformed();
			if (leftPlace.key !== rightPlace.key) throw new Malformed();
		}
		return leftPlace ?? rightPlace;
	}

	#placeInParent(item: Y.Item, parent: unknown, holder: Struct | null): Place | 'gone' {
		const key = item.parentSub;
		if (key !== null) {
			if (key.length > KEY_MAX_LENGTH) throw new Malformed();
			if (key === '__proto__') throw new Malformed(); // F9
		}
		let type: SharedType;
		if (typeof parent === 'string') {
			if (!this.#roots.includes(parent)) throw new Malformed(); // F8
			type = this.#doc.getMap(parent);
		} else if (holder !== null) {
			if (!(holder instanceof Y.Item)) return 'gone';
			if (holder.content instanceof Y.ContentDeleted) return 'gone';
			if (!(holder.content instanceof Y.ContentType)) throw new Malformed();
			if (this.#placeOf(holder) === 'gone') return 'gone';
			if (!isShared(holder.content.type)) throw new Malformed();
			type = holder.content.type;
		} else {
			throw new Malformed();
		}
		if (type instanceof Y.Map !== (key !== null)) throw new Malformed(); // a map takes keys, a text takes none
		const path = this.#freshPaths.get(type) ?? this.#paths.of(type);
		if (path.length > NESTING_MAX) throw new Malformed();
		return { type, path, key };
	}

	#placeOf(struct: Struct): Place | 'gone' {
		if (!(struct instanceof Y.Item)) return 'gone';
		const fresh = this.#fresh.get(struct);
		if (fresh !== undefined) return fresh.place;
		const parent: unknown = struct.parent;
		if (!isShared(parent)) return 'gone';
		return { type: parent, path: this.#paths.of(parent), key: struct.parentSub };
	}

	#freshOf(...neighbours: readonly (Struct | null)[]): readonly FreshItem[] {
		if (this.#fresh.size === 0) return ALONE;
		return neighbours.flatMap((struct) => (struct && this.#fresh.get(struct)) ?? []);
	}

	/** The struct at an id that is stored or found sound. */
	#find(id: Y.ID): Struct | null {
		if (id.clock < Y.getState(this.#doc.store, id.client)) return Y.getItem(this.#doc.store, id);
		const structs = this.#structs.get(id.client) ?? [];
		let low = 0;
		let high = structs.length - 1;
		while (low <= high) {
			const middle = (low + high) >> 1;
			const struct = structs[middle];
			if (struct === undefined) return null;
			if (id.clock < struct.id.clock) high = middle - 1;
			else if (id.clock >= struct.id.clock + struct.length) low = middle + 1;
			else return struct;
		}
		return null;
	}

	#reachedBy(client: number): number {
		return this.#reached.get(client) ?? Y.getState(this.#doc.store, client);
	}
}
