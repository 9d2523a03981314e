import * as Y from 'yjs';
import { UPDATE_MAX_BYTES, UPDATE_MAX_PARTS } from '../limits.ts';

export type Struct = Y.Item | Y.GC | Y.Skip;
export type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

export interface DecodedUpdate {
	/** Structs by client id, in clock order. */
	readonly structs: ReadonlyMap<number, readonly Struct[]>;
	readonly deletes: DeleteSet;
}

/** Yjs client ids are random 32-bit numbers. */
export const CLIENT_ID_MAX = 0xffff_ffff;

class Unreadable extends Error {}

/**
 * Counts what an update names while it is read, so that reading stops before it costs memory (F2). A client listed twice
 * looks whole when read in a row, but Yjs takes only the last of its lists (F7).
 */
class StrictDecoder extends Y.UpdateDecoderV1 {
	#left = UPDATE_MAX_PARTS;
	readonly #clients = new Set<number>();

	override readClient(): number {
		const client = super.readClient();
		if (client > CLIENT_ID_MAX || this.#clients.has(client)) throw new Unreadable('a client id that can not be');
		this.#clients.add(client);
		return client;
	}

	override readInfo(): number {
		this.#spend();
		return super.readInfo();
	}

	override readDsClock(): number {
		this.#spend();
		return super.readDsClock();
	}

	#spend(): void {
		if (--this.#left < 0) throw new Unreadable('an update that names too many parts');
	}
}

/** Reads a Yjs v1 update without applying it; null where it is none, names too much, or lists a client twice (F2, F7). */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | null {
	if (update.byteLength > UPDATE_MAX_BYTES) return null;
	let decoded: ReturnType<typeof Y.decodeUpdate>;
	try {
		decoded = Y.decodeUpdateV2(update, StrictDecoder);
	} catch {
		return null; // whatever the bytes made the decoder stumble over, it is the sender's fault and nothing was applied
	}
	const structs = new Map<number, Struct[]>();
	for (const struct of decoded.structs) {
		const list = structs.get(struct.id.client);
		if (list) list.push(struct);
		else structs.set(struct.id.client, [struct]);
	}
	return { structs, deletes: decoded.ds };
}
