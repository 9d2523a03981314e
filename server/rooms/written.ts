import * as Y from 'yjs';
import type { ParticipantId } from '#domain/ids.ts';
import type { Claims } from './gate/claims.ts';

/** How much of a document's words somebody wrote, in characters (UTF-16 units), later deleted ones included. */
export type Written = ReadonlyMap<ParticipantId, number>;

export function writtenIn(doc: Y.Doc, claims: Claims): Written {
	const written = new Map<ParticipantId, number>();
	for (const [client, structs] of doc.store.clients) {
		const owner = claims.ownerOf(client);
		if (owner === null) continue;
		let letters = 0;
		for (const struct of structs) {
			// Without a key it stands in a row of letters; what was deleted keeps its length.
			if (struct instanceof Y.Item && struct.parentSub === null) letters += struct.length;
		}
		written.set(owner, (written.get(owner) ?? 0) + letters);
	}
	return written;
}
