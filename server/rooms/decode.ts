import * as Y from 'yjs';
import { UPDATE_MAX_BYTES, UPDATE_MAX_PARTS } from './limits.ts';

export type Struct = Y.Item | Y.GC | Y.Skip;
export type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

export interface DecodedUpdate {
	/** Structs by client id, in clock order. */
	readonly structs: ReadonlyMap<number, readonly Struct[]>;
	readonly deletes: DeleteSet;
}

/** Yjs client ids are random 32-bit numbers. */
export const CLIENT_ID_MAX = 0xffff_ffff;

class TooMuch extends Error {}

/** Counts what an update names while it is read, so that reading stops before it costs memory (F2). */
class BudgetedDecoder extends Y.UpdateDecoderV1 {
	#left = UPDATE_MAX_PARTS;

	override readInfo(): number {
		this.#spend();
		return super.readInfo();
	}

	override readDsClock(): number {
		this.#spend();
		return super.readDsClock();
	}

	#spend(): void {
		if (--this.#left < 0) throw new TooMuch('an update that names too many parts');
	}
}

/** Reads a Yjs v1 update without applying it; null where it is none, names too much, or lists a client twice (F2, F7). */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | null {
	if (update.byteLength > UPDATE_MAX_BYTES) return null;
	let decoded: ReturnType<typeof Y.decodeUpdate>;
	try {
		decoded = Y.decodeUpdateV2(update, BudgetedDecoder);
	} catch {
		return null; // whatever the bytes made the decoder stumble over, it is the sender's fault and nothing was applied
	}
	const structs = new Map<number, Struct[]>();
	let list: Struct[] | undefined;
	let current = -1;
	for (const struct of decoded.structs) {
		const { client } = struct.id;
		if (client !== current || list === undefined) {
			if (structs.has(client) || client > CLIENT_ID_MAX) return null;
			list = [];
			structs.set(client, list);
			current = client;
		}
		list.push(struct);
	}
	return { structs, deletes: decoded.ds };
}
