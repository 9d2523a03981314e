import * as Y from 'yjs';
import { decodeUpdate, type DecodedUpdate, type DeleteSet, type Struct } from './decode.ts';
import { KEY_MAX_LENGTH, NESTING_MAX, STRUCT_MAX_LENGTH, VALUE_MAX_DEPTH } from './limits.ts';

/**
 * What an update would do, found out before it touches the document.
 * `malformed`: no honest client makes it. `gap`: it builds on what the server never got. `known`: it changes nothing.
 */
export type Structure =
	| { readonly is: 'malformed' }
	| { readonly is: 'gap' }
	| { readonly is: 'known' }
	/** `update`: what is new in it. `writers`: client ids of fresh structs; none where it only deletes. */
	| { readonly is: 'fresh'; readonly update: Uint8Array; readonly writers: readonly number[] };

/** A place where structs stand in a row: a text, or one key of a map. */
interface Place {
	/** The Yjs type itself: one object a text or map. */
	readonly type: object;
	/** Key in a map; null in a text. */
	readonly key: string | null;
	readonly depth: number;
}
/** A struct whose origin or parent was removed: Yjs keeps only a tombstone of it. */
type Standing = Place | 'gone';

class Malformed extends Error {}

/** Yjs clocks count UTF-16 units and values; no person writes this many. */
const CLOCK_MAX = 2 ** 40;

/** Inspects an update against the document without applying it. `roots`: names of the document's root maps. */
export function inspect(doc: Y.Doc, update: Uint8Array, roots: readonly string[]): Structure {
	const news = onlyNews(doc, update);
	if (news === null) return { is: 'malformed' };
	const { structs, deletes } = news.decoded;
	try {
		const inspection = new Inspection(doc, structs, roots);
		const whole = inspection.integrate() && inspection.knowsAll(deletes);
		if (!whole) return { is: 'gap' };
		if (structs.size === 0 && !inspection.deletesAnything(deletes)) return { is: 'known' };
		return { is: 'fresh', update: news.update, writers: [...structs.keys()] };
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
	const repeats = [...decoded.structs].some(
		([client, [first]]) => first && first.id.clock < Y.getState(doc.store, client),
	);
	if (!repeats) return { update, decoded };
	const news = Y.diffUpdate(update, Y.encodeStateVector(doc));
	const decodedNews = decodeUpdate(news);
	return decodedNews && { update: news, decoded: decodedNews };
}

class Inspection {
	readonly #doc: Y.Doc;
	readonly #structs: ReadonlyMap<number, readonly Struct[]>;
	readonly #roots: readonly string[];
	/** Clock up to which each client's structs are stored or found sound. */
	readonly #reached = new Map<number, number>();
	readonly #standing = new Map<Struct, Standing>();
	readonly #depths = new Map<object, number>();

	constructor(doc: Y.Doc, structs: ReadonlyMap<number, readonly Struct[]>, roots: readonly string[]) {
		this.#doc = doc;
		this.#structs = structs;
		this.#roots = roots;
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
			if (ranges.some(({ len }) => len === 0)) throw new Malformed(); // Yjs stumbles over it
			if (ranges.some(({ clock, len }) => clock + len > reached)) return false;
		}
		return true;
	}

	/** True where a delete would take effect; a client's first message repeats every deletion that it knows. */
	deletesAnything(deletes: DeleteSet): boolean {
		for (const [client, ranges] of deletes.clients) {
			const stored = this.#doc.store.clients.get(client);
			if (stored === undefined) continue;
			for (const { clock, len } of ranges) {
				for (let i = Y.findIndexSS(stored, clock); i < stored.length; i++) {
					const struct = stored[i];
					if (struct === undefined || struct.id.clock >= clock + len) break;
					if (!struct.deleted) return true;
				}
			}
		}
		return false;
	}

	/** False where the struct has to wait for another. */
	#take(client: number, struct: Struct): boolean {
		const { clock } = struct.id;
		const end = clock + struct.length;
		if (!(struct.length > 0) || struct.length > STRUCT_MAX_LENGTH || end > CLOCK_MAX) throw new Malformed();
		const reached = this.#reachedBy(client);
		if (clock < reached) throw new Malformed();
		if (clock > reached || struct instanceof Y.Skip) return false;
		if (struct instanceof Y.Item && !this.#stand(struct)) return false;
		this.#reached.set(client, end);
		return true;
	}

	#stand(item: Y.Item): boolean {
		const { client, clock } = item.id;
		const parentId = item.parent instanceof Y.ID ? item.parent : null;
		for (const id of [item.origin, item.rightOrigin, parentId]) {
			if (id === null) continue;
			if (id.client === client && id.clock >= clock) throw new Malformed(); // F3: refers to itself or beyond
			if (id.clock >= this.#reachedBy(id.client)) return false;
		}
		const left = item.origin && this.#placeOf(item.origin);
		const right = item.rightOrigin && this.#placeOf(item.rightOrigin);
		let standing: Standing;
		if (left === 'gone' || right === 'gone') standing = 'gone';
		else if (left && right && !samePlace(left, right)) throw new Malformed();
		else standing = left ?? right ?? this.#placeInParent(item);
		if (standing !== 'gone') checkContent(item, standing);
		this.#standing.set(item, standing);
		return true;
	}

	#placeInParent(item: Y.Item): Standing {
		const parent: unknown = item.parent; // before integration: a root's name, an id, or null
		const key = item.parentSub;
		if (key !== null && (key.length > KEY_MAX_LENGTH || key === '__proto__')) throw new Malformed(); // F9
		let type: object;
		if (typeof parent === 'string') {
			if (!this.#roots.includes(parent)) throw new Malformed(); // F8
			type = this.#doc.getMap(parent);
		} else if (parent instanceof Y.ID) {
			const holder = this.#find(parent);
			if (!(holder instanceof Y.Item) || holder.content instanceof Y.ContentDeleted) return 'gone';
			if (!(holder.content instanceof Y.ContentType)) throw new Malformed();
			const standing = this.#placeOf(parent);
			if (standing === 'gone') return 'gone';
			type = holder.content.type;
			this.#depths.set(type, standing.depth + 1);
		} else {
			throw new Malformed();
		}
		if (type instanceof Y.Map !== (key !== null)) throw new Malformed(); // a map takes keys, a text takes none
		const depth = this.#depthOf(type);
		if (depth > NESTING_MAX) throw new Malformed();
		return { type, key, depth };
	}

	#placeOf(id: Y.ID): Standing {
		const struct = this.#find(id);
		if (!(struct instanceof Y.Item)) return 'gone';
		const found = this.#standing.get(struct);
		if (found !== undefined) return found;
		const parent: unknown = struct.parent;
		if (!(parent instanceof Y.AbstractType)) return 'gone';
		return { type: parent, key: struct.parentSub, depth: this.#depthOf(parent) };
	}

	/** The struct at an id that is known to be stored or found sound. */
	#find(id: Y.ID): unknown {
		if (id.clock < this.#storedOf(id.client)) return Y.getItem(this.#doc.store, id);
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

	#depthOf(type: object): number {
		const known = this.#depths.get(type);
		if (known !== undefined) return known;
		const parent: unknown = type instanceof Y.AbstractType ? type._item?.parent : null;
		const depth = parent instanceof Y.AbstractType ? this.#depthOf(parent) + 1 : 0;
		this.#depths.set(type, depth);
		return depth;
	}

	#storedOf(client: number): number {
		return Y.getState(this.#doc.store, client);
	}

	#reachedBy(client: number): number {
		return this.#reached.get(client) ?? this.#storedOf(client);
	}
}

const samePlace = (a: Place, b: Place): boolean => a.type === b.type && a.key === b.key;

/** Texts hold plain text, maps hold plain values, maps and texts: no subdocument, binary, embed or formatting (F8). */
function checkContent(item: Y.Item, place: Place): void {
	const { content } = item;
	if (content instanceof Y.ContentDeleted) return;
	if (place.key === null) {
		if (!(content instanceof Y.ContentString)) throw new Malformed();
		return;
	}
	if (content instanceof Y.ContentType) {
		const kind: unknown = content.type.constructor;
		if (kind !== Y.Map && kind !== Y.Text) throw new Malformed();
		return;
	}
	if (!(content instanceof Y.ContentAny)) throw new Malformed();
	if (!content.arr.every((value: unknown) => isPlain(value, VALUE_MAX_DEPTH))) throw new Malformed();
}

/** What JSON could say, on Object's own prototype (F9). */
function isPlain(value: unknown, depth: number): boolean {
	if (depth < 0) return false;
	switch (typeof value) {
		case 'undefined':
		case 'boolean':
		case 'number':
		case 'string':
			return true;
		case 'object': {
			if (value === null) return true;
			if (Array.isArray(value)) return value.every((part) => isPlain(part, depth - 1));
			return (
				Object.getPrototypeOf(value) === Object.prototype &&
				Object.values(value).every((part) => isPlain(part, depth - 1))
			);
		}
		default:
			return false;
	}
}
