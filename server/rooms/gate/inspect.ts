import * as Y from 'yjs';
import { KEY_MAX_LENGTH, NESTING_MAX, STRUCT_MAX_LENGTH } from '../limits.ts';
import { checkContent, Malformed } from './content.ts';
import { decodeUpdate, type DecodedUpdate, type DeleteSet, type Struct } from './decode.ts';
import { removalsOf } from './deletes.ts';
import type { FreshItem, News, Place } from './news.ts';
import { isShared, Paths, type Path, type SharedType } from './paths.ts';
import { firstEndingAfter } from './row-search.ts';

/**
 * What an update would do, found out before it touches the document.
 * `malformed`: no honest client makes it. `gap`: it builds on what the server never got. `known`: it changes nothing.
 */
export type Inspected =
	| { readonly is: 'malformed' }
	| { readonly is: 'gap' }
	| { readonly is: 'known' }
	| ({ readonly is: 'fresh' } & News);

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
		const end = endOf(struct);
		if (!(struct.length > 0)) throw new Malformed();
		if (struct.length > STRUCT_MAX_LENGTH) throw new Malformed();
		if (end > CLOCK_MAX) throw new Malformed();
		if (clock > this.#reachedBy(client)) return false; // never below: what is known is cut away, and a row has no holes
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
		// Of two keys in one map neither may have a right neighbour at all.
		if (leftPlace && rightPlace && leftPlace.type !== rightPlace.type) throw new Malformed();
		return leftPlace ?? rightPlace;
	}

	#placeInParent(item: Y.Item, parent: unknown, holder: Struct | null): Place | 'gone' {
		const key = item.parentSub;
		if (key !== null) {
			if (key.length > KEY_MAX_LENGTH) throw new Malformed();
			if (key === '__proto__') throw new Malformed(); // F9
		}
		const type = typeof parent === 'string' ? this.#rootNamed(parent) : this.#typeIn(holder);
		if (type === 'gone') return 'gone';
		if (type instanceof Y.Map !== (key !== null)) throw new Malformed(); // a map takes keys, a text takes none
		const path = this.#freshPaths.get(type) ?? this.#paths.of(type);
		if (path.length > NESTING_MAX) throw new Malformed();
		return { type, path, key };
	}

	#rootNamed(name: string): SharedType {
		if (!this.#roots.includes(name)) throw new Malformed(); // F8
		return this.#doc.getMap(name);
	}

	/** The map or text that a struct holds; `gone` where it held one. */
	#typeIn(holder: Struct | null): SharedType | 'gone' {
		if (this.#placeOf(holder) === 'gone') return 'gone';
		const content = holder instanceof Y.Item ? holder.content : null;
		if (content instanceof Y.ContentDeleted) return 'gone';
		const type = content instanceof Y.ContentType ? content.type : null;
		if (!isShared(type)) throw new Malformed();
		return type;
	}

	#placeOf(struct: Struct | null): Place | 'gone' {
		const fresh = struct && this.#fresh.get(struct);
		if (fresh) return fresh.place;
		const { parent, parentSub }: Partial<Y.Item> = struct instanceof Y.Item ? struct : {};
		if (!isShared(parent)) return 'gone'; // a tombstone stands nowhere
		return { type: parent, path: this.#paths.of(parent), key: parentSub ?? null };
	}

	#freshOf(...neighbours: readonly (Struct | null)[]): readonly FreshItem[] {
		if (this.#fresh.size === 0) return ALONE;
		return neighbours.flatMap((struct) => (struct && this.#fresh.get(struct)) ?? []);
	}

	/** The struct at an id that is stored or found sound. */
	#find(id: Y.ID): Struct | null {
		if (id.clock < Y.getState(this.#doc.store, id.client)) return Y.getItem(this.#doc.store, id);
		const row = this.#structs.get(id.client) ?? [];
		return row[firstEndingAfter(row, id.clock, endOf)] ?? null;
	}

	#reachedBy(client: number): number {
		return this.#reached.get(client) ?? Y.getState(this.#doc.store, client);
	}
}

const endOf = ({ id, length }: Struct): number => id.clock + length;
