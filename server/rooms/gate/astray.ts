import * as Y from 'yjs';
import { GONE, type RefusedPart } from './refusal.ts';

/** Of a tombstone on disk nobody knows any more why it is one. */
const LONG_AGO: RefusedPart = { ...GONE, paths: [] };

/**
 * Client ids under which something became a tombstone: the copies that hold it differ from the document, and can't know, until
 * whoever writes there starts afresh. It outlives the room, since the tombstones do: where no map or text is ever removed, nothing
 * but a refusal makes one.
 */
export class Astray {
	readonly #why = new Map<number, RefusedPart>();

	constructor(doc: Y.Doc) {
		for (const [clientId, structs] of doc.store.clients) {
			if (structs.some((struct) => struct instanceof Y.GC)) this.#why.set(clientId, LONG_AGO);
		}
	}

	/** What was refused of what these ids wrote, where their owner has not started afresh since; null otherwise. */
	of(clientIds: Iterable<number>): RefusedPart | null {
		if (this.#why.size === 0) return null;
		for (const id of clientIds) {
			const refused = this.#why.get(id);
			if (refused !== undefined) return refused;
		}
		return null;
	}

	add(clientId: number, refused: RefusedPart): void {
		this.#why.set(clientId, refused);
	}

	/** Whoever wrote under these ids has started afresh. */
	remove(clientIds: Iterable<number>): void {
		for (const id of clientIds) this.#why.delete(id);
	}
}
