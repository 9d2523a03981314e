import * as Y from 'yjs';
import { STRUCT_MAX_LENGTH } from '../../../server/rooms/limits.ts';
import type { Standing } from './standing.ts';

export type Struct = Y.Item | Y.GC;

/** What is new in an update. */
export interface Sent {
	/** As bytes that hold nothing known but deletes. */
	readonly bytes: Uint8Array;
	/** In the order in which they were written: each client's as far as what they build on is there, then the next one's. */
	readonly structs: readonly Struct[];
	/** How many letters or values of a client, from one clock up to another, it names for removal. */
	removes(client: number, from: number, to: number): number;
	/** Ranges that it names, apart from each other and in order. */
	readonly named: ReadonlyMap<number, readonly Range[]>;
}

interface Range {
	readonly from: number;
	readonly to: number;
}

/** `gap`: something that it names, or that comes before it, is not there. */
export type Unreadable = { readonly is: 'malformed' | 'gap'; readonly why: string };

const unreadable = (is: Unreadable['is'], why: string): Unreadable => ({ is, why });

/** Reads an update with plain Yjs. What is known already counts as it is stored, and is left out, whatever the update says of it. */
export function read(update: Uint8Array, { doc }: Standing): Sent | Unreadable {
	if (!listsEachOnce(update)) return unreadable('malformed', 'no update');
	let bytes: Uint8Array;
	let news: ReturnType<typeof Y.decodeUpdate>;
	try {
		const all = Y.decodeUpdate(update).structs;
		const repeats = all.some(({ id }) => id.clock < Y.getState(doc.store, id.client));
		bytes = repeats ? Y.diffUpdate(update, Y.encodeStateVector(doc)) : update;
		news = Y.decodeUpdate(bytes);
	} catch {
		return unreadable('malformed', 'no update');
	}
	const { structs, ds } = news;
	const ordered = inOrder(structs, doc);
	if (ordered === null) return unreadable('gap', 'rows with gaps');
	if (structs.some(({ length }) => length === 0 || length > STRUCT_MAX_LENGTH))
		return unreadable('malformed', 'a struct of a length that can not be');
	const ends = new Map(ordered.map(({ id, length }) => [id.client, id.clock + length]));
	for (const [client, ranges] of ds.clients) {
		const end = ends.get(client) ?? Y.getState(doc.store, client);
		if (ranges.some(({ clock, len }) => clock + len > end))
			return unreadable('gap', 'a removal of what is not there');
		if (ranges.some(({ len }) => len === 0)) return unreadable('malformed', 'a removal of nothing');
	}
	const named = new Map([...ds.clients].map(([client, ranges]) => [client, apart(ranges)]));
	const removes = (client: number, start: number, end: number) =>
		(named.get(client) ?? []).reduce(
			(sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)),
			0,
		);
	return { bytes, structs: ordered, named, removes };
}

/** Yjs lists a client once, under an id that it gives. */
function listsEachOnce(update: Uint8Array): boolean {
	const listed = new Set<number>();
	let isSound = true;
	class Listening extends Y.UpdateDecoderV1 {
		override readClient(): number {
			const client = super.readClient();
			isSound &&= client <= 0xffff_ffff && !listed.has(client);
			listed.add(client);
			return client;
		}
	}
	try {
		Y.decodeUpdateV2(update, Listening);
	} catch {
		return false;
	}
	return isSound;
}

/** Null where some can never go, because what they build on is not there. */
function inOrder(structs: readonly (Struct | Y.Skip)[], doc: Y.Doc): Struct[] | null {
	const rows = new Map<number, Struct[]>();
	for (const struct of structs) {
		if (struct instanceof Y.Skip) return null;
		const row = rows.get(struct.id.client);
		if (row) row.push(struct);
		else rows.set(struct.id.client, [struct]);
	}
	const reached = new Map<number, number>();
	const reachedBy = (client: number) => reached.get(client) ?? Y.getState(doc.store, client);
	const isThere = (id: Y.ID) => id.clock < reachedBy(id.client);
	const ordered: Struct[] = [];
	for (let before = -1; before !== ordered.length;) {
		before = ordered.length;
		for (const [client, row] of rows) {
			for (let next = row[0]; next !== undefined; next = row[0]) {
				if (next.id.clock !== reachedBy(client) || !buildsOn(next).every(isThere)) break;
				reached.set(client, next.id.clock + next.length);
				ordered.push(next);
				row.shift();
			}
		}
	}
	return ordered.length === structs.length ? ordered : null;
}

/** What a struct names: what stands left and right of it, and what it stands in. */
export function buildsOn(struct: Struct): Y.ID[] {
	if (!(struct instanceof Y.Item)) return [];
	const { origin, rightOrigin } = struct;
	const parent: unknown = struct.parent; // not integrated: a root's name, an id, or null
	return [origin, rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null);
}

function apart(ranges: readonly { readonly clock: number; readonly len: number }[]): Range[] {
	const found: { from: number; to: number }[] = [];
	for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
		const last = found.at(-1);
		if (last !== undefined && clock <= last.to) last.to = Math.max(last.to, clock + len);
		else found.push({ from: clock, to: clock + len });
	}
	return found;
}
