import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = Y.Item | Y.GC | Y.Skip;

/** One piece of an update, itself an update. */
export interface UpdatePart {
	readonly bytes: Uint8Array;
	/** Clocks by client id that whoever took this part and those before it has. */
	readonly reached: ReadonlyMap<number, number>;
}

/** Delete ranges in one part; a range is some six bytes. */
const RANGES_A_PART = 20_000;

/**
 * Cuts a Yjs v1 update into parts of about `maxBytes`, in an order in which each builds only on what came before, deletions
 * last: whoever takes them one by one never sees a gap (F28). A part ends before the next record where one begins soon, else at
 * twice the size; one struct is never cut.
 */
export function splitUpdate(update: Uint8Array, maxBytes: number): UpdatePart[] {
	const { structs, ds } = Y.decodeUpdate(update);
	const parts: UpdatePart[] = [];
	const reached = new Map<number, number>();
	let part = new Part();
	const finish = (): void => {
		if (part.isEmpty) return;
		parts.push({ bytes: part.encode(), reached: new Map(reached) });
		part = new Part();
	};
	for (const struct of inCausalOrder(structs)) {
		if (part.bytes >= maxBytes && (isEntry(struct) || part.bytes >= 2 * maxBytes)) finish();
		part.add(struct);
		reached.set(struct.id.client, struct.id.clock + struct.length);
	}
	for (const [client, ranges] of ds.clients) {
		for (const { clock, len } of ranges) {
			part.remove(client, clock, len);
			if (part.ranges >= RANGES_A_PART) finish();
		}
	}
	finish();
	return parts.length > 0 ? parts : [{ bytes: update, reached }];
}

/** Begins something under a root: a card, say, whose keys come right behind it and are of no use without it. */
const isEntry = (struct: Struct): boolean => struct instanceof Y.Item && typeof struct.parent === 'string';

/** Structs of one client in a row, as they are encoded. */
interface Row {
	readonly from: number;
	readonly encoder: Y.UpdateEncoderV1;
	count: number;
}

class Part {
	readonly #rows = new Map<number, Row>();
	readonly #deletes = new Map<number, { clock: number; len: number }[]>();
	ranges = 0;
	bytes = 0;

	get isEmpty(): boolean {
		return this.#rows.size === 0 && this.ranges === 0;
	}

	add(struct: Struct): void {
		const { client, clock } = struct.id;
		const row = this.#rows.get(client) ?? { from: clock, encoder: new Y.UpdateEncoderV1(), count: 0 };
		this.#rows.set(client, row);
		const before = encoding.length(row.encoder.restEncoder);
		struct.write(row.encoder, 0);
		this.bytes += encoding.length(row.encoder.restEncoder) - before;
		row.count += 1;
	}

	remove(client: number, clock: number, len: number): void {
		const ranges = this.#deletes.get(client);
		if (ranges) ranges.push({ clock, len });
		else this.#deletes.set(client, [{ clock, len }]);
		this.ranges += 1;
	}

	encode(): Uint8Array {
		return encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, this.#rows.size);
			// Yjs itself writes higher client ids first, which spares the reader work.
			for (const [client, row] of [...this.#rows].sort(([a], [b]) => b - a)) {
				encoding.writeVarUint(encoder, row.count);
				encoding.writeVarUint(encoder, client);
				encoding.writeVarUint(encoder, row.from);
				encoding.writeUint8Array(encoder, row.encoder.toUint8Array());
			}
			encoding.writeVarUint(encoder, this.#deletes.size);
			for (const [client, ranges] of this.#deletes) {
				encoding.writeVarUint(encoder, client);
				encoding.writeVarUint(encoder, ranges.length);
				for (const { clock, len } of ranges) {
					encoding.writeVarUint(encoder, clock);
					encoding.writeVarUint(encoder, len);
				}
			}
		});
	}
}

/** Each after what it refers to; what refers to something that the update lacks waits for nothing of it. */
function inCausalOrder(structs: readonly Struct[]): Struct[] {
	const rows = new Map<number, { structs: Struct[]; next: number; reached: number }>();
	for (const struct of structs) {
		const { client, clock } = struct.id;
		const row = rows.get(client);
		if (row) row.structs.push(struct);
		else rows.set(client, { structs: [struct], next: 0, reached: clock });
	}
	const isThere = (id: Y.ID | null): boolean => {
		const row = id && rows.get(id.client);
		return !row || id.clock < row.reached || row.next >= row.structs.length;
	};
	const ordered: Struct[] = [];
	const take = (row: { structs: Struct[]; next: number; reached: number }, struct: Struct): void => {
		ordered.push(struct);
		row.next += 1;
		row.reached = struct.id.clock + struct.length;
	};
	for (let moved = true; moved;) {
		moved = false;
		for (const row of rows.values()) {
			for (let struct = row.structs[row.next]; struct; struct = row.structs[row.next]) {
				if (!referencesOf(struct).every(isThere)) break;
				take(row, struct);
				moved = true;
			}
		}
	}
	// A circle, which no honest copy holds: it goes as it stands, and whoever reads it decides.
	for (const row of rows.values()) {
		for (let struct = row.structs[row.next]; struct; struct = row.structs[row.next]) take(row, struct);
	}
	return ordered;
}

function referencesOf(struct: Struct): (Y.ID | null)[] {
	if (!(struct instanceof Y.Item)) return [];
	const parent: unknown = struct.parent; // not yet integrated: a root's name, an id, or null
	return [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null];
}
