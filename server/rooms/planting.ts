import * as Y from 'yjs';
import { documentName } from '#board/document-names.ts';
import type { ParticipantId } from '#domain/ids.ts';
import type { UpdateBatch } from '../storage/storage.ts';
import type { RoomKey, RoomsDeps } from './deps.ts';
import type { Claims } from './gate/claims.ts';

/** What the server writes for one person, as that person's act. */
export interface Planting {
	readonly participant: ParticipantId;
	readonly write: (doc: Y.Doc) => void;
}

/**
 * What such writing changes in a document that stands still: each person's part under a client id of its own, which becomes
 * theirs, so that the board says who wrote it and the person's acts can be undone. To be stored together with a decision.
 */
export function batchOf(
	{ access }: Pick<RoomsDeps, 'access'>,
	{ workshop, target }: RoomKey,
	live: Y.Doc,
	claims: Claims,
	plantings: readonly Planting[],
	at: number,
): UpdateBatch {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(live));
	let written: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => written.push(update));
	const updates: UpdateBatch['updates'][number][] = [];
	const owned: UpdateBatch['claims'][number][] = [];
	for (const { participant, write } of plantings) {
		written = [];
		do doc.clientID = new Y.Doc().clientID;
		while (Y.getState(doc.store, doc.clientID) > 0 || claims.ownerOf(doc.clientID) !== null);
		write(doc);
		if (written.length === 0) continue;
		updates.push({ bytes: Y.mergeUpdates(written), participant, at });
		owned.push({ clientId: doc.clientID, participant, at });
	}
	doc.destroy();
	return { workshop, epoch: access.epoch(workshop), document: documentName(target), updates, claims: owned };
}
