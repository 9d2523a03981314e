import * as Y from 'yjs';
import { KEY_MAX_LENGTH, NESTING_MAX, VALUE_MAX_DEPTH } from '../../../server/rooms/limits.ts';
import { Rows, typeAt, type Row, type SharedType } from './rows.ts';
import { buildsOn, read, type Sent, type Unreadable } from './sent.ts';
import { copyOf, type Standing } from './standing.ts';

/** What an update puts somewhere. */
export type Put =
	| { readonly is: 'value'; readonly value: unknown }
	| { readonly is: 'map' | 'text' }
	| { readonly is: 'letters'; readonly letters: string }
	/** Something that was removed again before it was sent. */
	| { readonly is: 'dead' };

/** One new struct, where Yjs put it. */
export interface Fresh {
	/** As it was sent. */
	readonly struct: Y.Item;
	readonly put: Put;
	/** Where it stands; null where what it builds on is gone, and Yjs keeps a tombstone of it. */
	readonly row: Row | null;
	/** The new map or text that it stands in; null where that was there before. */
	readonly holder: Fresh | null;
	/** New structs that it names: without one of them it can't stand. */
	readonly restsOn: readonly Fresh[];
	/** Units of it that the update removes again. */
	readonly erased: number;
}

/** Something that stood before, and that the update names for removal. */
export interface Removed {
	readonly client: number;
	readonly clock: number;
	readonly length: number;
	/** As it was before. */
	readonly item: Y.Item;
	readonly row: Row;
}

export type Rehearsal =
	/** Yjs can't take it whole, or it holds what no document of the house has. */
	| Unreadable
	| {
			readonly is: 'sound';
			readonly standing: Standing;
			readonly sent: Sent;
			/** In the order in which they were written. */
			readonly fresh: readonly Fresh[];
			readonly removed: readonly Removed[];
			/** Where anything changed, and what that stands in; with all of the update applied. */
			readonly rows: readonly Row[];
			/** Client ids of what is new in it, tombstones included. */
			readonly writers: readonly number[];
			/** The map or text of a row as it was before; null where it is new itself. */
			before(row: Row): SharedType | null;
			/** Null for what was there before, and for tombstones. */
			freshAt(id: Pick<Y.ID, 'client' | 'clock'>): Fresh | null;
	  };
export type Sound = Extract<Rehearsal, { is: 'sound' }>;

/**
 * Applies an update to a copy of the document with plain Yjs, and reads off what happened. It shares no code with the gate, which
 * finds the same things out before anything is applied.
 */
export function rehearse(standing: Standing, update: Uint8Array): Rehearsal {
	const sent = read(update, standing);
	if ('is' in sent) return sent;
	const scratch = copyOf(standing.snapshot, standing.roots);
	let stumbled = false;
	const play = (transaction: Y.Transaction): Rehearsal => {
		try {
			Y.applyUpdate(scratch, sent.bytes);
		} catch {
			stumbled = true;
			return { is: 'malformed', why: 'Yjs stumbles over it' };
		}
		// Within the transaction nothing is merged yet, so each piece is still there by itself.
		return new Seen(standing, sent, transaction).rehearsal();
	};
	try {
		return scratch.transact(play);
	} catch (error) {
		if (!stumbled) throw error;
		return { is: 'malformed', why: 'Yjs stumbles over it' }; // in tidying up, too
	}
}

class Odd extends Error {}

class Seen {
	readonly #standing: Standing;
	readonly #sent: Sent;
	readonly #transaction: Y.Transaction;
	readonly #doc: Y.Doc;
	readonly #rows: Rows;
	readonly #fresh: Fresh[] = [];
	readonly #byClient = new Map<number, Fresh[]>();

	constructor(standing: Standing, sent: Sent, transaction: Y.Transaction) {
		this.#standing = standing;
		this.#sent = sent;
		this.#transaction = transaction;
		this.#doc = transaction.doc;
		this.#rows = new Rows(this.#doc, standing.roots);
	}

	rehearsal(): Rehearsal {
		const { store, share } = this.#doc;
		if (store.pendingStructs !== null || store.pendingDs !== null) return { is: 'gap', why: 'Yjs waits for more' };
		for (const root of share.keys())
			if (!this.#standing.roots.includes(root)) return { is: 'malformed', why: `a root named ${root}` };
		try {
			for (const struct of this.#sent.structs) if (struct instanceof Y.Item) this.#add(this.#look(struct));
		} catch (error) {
			if (error instanceof Odd) return { is: 'malformed', why: error.message };
			throw error;
		}
		const removed = [...this.#removed()];
		for (const [client, ranges] of this.#transaction.deleteSet.clients)
			for (const { clock, len } of ranges)
				for (const item of itemsIn(this.#doc, client, clock, clock + len)) this.#rows.of(item);
		return {
			is: 'sound',
			standing: this.#standing,
			sent: this.#sent,
			fresh: this.#fresh,
			removed,
			rows: this.#rows.all(),
			writers: [...store.clients.keys()].filter(
				(client) => Y.getState(store, client) > (this.#transaction.beforeState.get(client) ?? 0),
			),
			before: (row) => this.#before(row),
			freshAt: (id) => this.#freshAt(id),
		};
	}

	#look(struct: Y.Item): Fresh {
		if ((struct.parentSub?.length ?? 0) > KEY_MAX_LENGTH || struct.parentSub === '__proto__')
			throw new Odd('a key that can not be');
		const names = buildsOn(struct);
		const parent: unknown = struct.parent;
		if (parent instanceof Y.ID && !mayHold(Y.getItem(this.#doc.store, parent)))
			throw new Odd('something that holds nothing');
		const stands: unknown = Y.getItem(this.#doc.store, struct.id);
		const { client, clock } = struct.id;
		const erased = this.#sent.removes(client, clock, clock + struct.length);
		const row = stands instanceof Y.Item ? this.#rowOf(stands, struct) : null;
		const holding: unknown = stands instanceof Y.Item ? stands.parent : null;
		const holderItem = holding instanceof Y.AbstractType ? holding._item : null;
		return {
			struct,
			put: row === null ? { is: 'dead' } : putBy(struct, row),
			row,
			holder: holderItem && this.#freshAt(holderItem.id),
			restsOn: names.flatMap((id) => this.#freshAt(id) ?? []),
			erased,
		};
	}

	#rowOf(stands: Y.Item, struct: Y.Item): Row {
		const row = this.#rows.of(stands);
		if (row === null || row.path.length - Number(row.key !== null) > NESTING_MAX)
			throw new Odd('a place that the house does not have');
		for (const id of [struct.origin, struct.rightOrigin]) {
			const beside: unknown = id && Y.getItem(this.#doc.store, id);
			if (beside instanceof Y.Item && this.#rows.of(beside) !== row)
				throw new Odd('neighbours in different places');
		}
		if (row.key !== null && struct.rightOrigin !== null) throw new Odd('a value that names what comes after it');
		return row;
	}

	#before({ holder, path }: Row): SharedType | null {
		if (holder === null) return this.#standing.doc.getMap(path[0]);
		const { store } = this.#standing.doc;
		return holder.clock < Y.getState(store, holder.client)
			? typeAt(Y.getItem(store, Y.createID(holder.client, holder.clock)))
			: null;
	}

	#add(fresh: Fresh): void {
		this.#fresh.push(fresh);
		const { client } = fresh.struct.id;
		const others = this.#byClient.get(client);
		if (others) others.push(fresh);
		else this.#byClient.set(client, [fresh]);
	}

	#freshAt({ client, clock }: Pick<Y.ID, 'client' | 'clock'>): Fresh | null {
		const found = this.#byClient.get(client)?.findLast(({ struct }) => struct.id.clock <= clock);
		return found !== undefined && clock < found.struct.id.clock + found.struct.length ? found : null;
	}

	*#removed(): Generator<Removed> {
		const { doc } = this.#standing;
		for (const [client, ranges] of this.#sent.named) {
			const known = Y.getState(doc.store, client);
			for (const { from, to } of ranges) {
				for (const item of itemsIn(doc, client, from, Math.min(to, known))) {
					if (item.deleted) continue;
					const clock = Math.max(from, item.id.clock);
					const stands: unknown = Y.getItem(this.#doc.store, Y.createID(client, clock));
					const row = stands instanceof Y.Item ? this.#rows.of(stands) : null;
					const end = Math.min(to, item.id.clock + item.length);
					if (row !== null) yield { client, clock, length: end - clock, item, row };
				}
			}
		}
	}
}

function* itemsIn({ store }: Y.Doc, client: number, from: number, to: number): Generator<Y.Item> {
	for (let at = from; at < to;) {
		const struct: unknown = Y.getItem(store, Y.createID(client, at));
		if (!(struct instanceof Y.Item || struct instanceof Y.GC)) return;
		if (struct instanceof Y.Item) yield struct;
		at = struct.id.clock + struct.length;
	}
}

const mayHold = (struct: unknown): boolean =>
	!(struct instanceof Y.Item) ||
	struct.content instanceof Y.ContentType ||
	struct.content instanceof Y.ContentDeleted;

function putBy({ content }: Y.Item, { key }: Row): Put {
	if (content instanceof Y.ContentDeleted) return { is: 'dead' };
	if (key === null) {
		if (content instanceof Y.ContentString) return { is: 'letters', letters: content.str };
	} else if (content instanceof Y.ContentType) {
		if (content.type.constructor === Y.Map) return { is: 'map' };
		if (content.type.constructor === Y.Text) return { is: 'text' };
	} else if (
		content instanceof Y.ContentAny &&
		content.arr.every((value: unknown) => isPlain(value, VALUE_MAX_DEPTH))
	) {
		// One value a key: more in one piece is nothing that a client writes.
		return { is: 'value', value: content.arr.length === 1 ? content.arr[0] : undefined };
	}
	throw new Odd(`${content.constructor.name} where it can not be`);
}

/** As JSON could say it. */
function isPlain(value: unknown, depth: number): boolean {
	if (depth < 0) return false;
	if (value === null || ['undefined', 'boolean', 'number', 'string'].includes(typeof value)) return true;
	if (typeof value !== 'object') return false;
	const isOfItsOwnKind = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
	return isOfItsOwnKind && Object.values(value).every((part) => isPlain(part, depth - 1));
}

/** One line that says what a piece is, for whoever reads a failure. */
export function told({ row, put, struct }: Fresh): string {
	const path = row?.path.join('/').slice(0, 120) ?? `${struct.id.client} ${struct.id.clock}`;
	return `${path} = ${put.is === 'value' ? JSON.stringify(put.value)?.slice(0, 80) : put.is}`;
}
