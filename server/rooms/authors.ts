import * as Y from 'yjs';
import type { ParticipantId } from '#domain/ids.ts';
import type { StoredUpdate } from '../storage/storage.ts';

/** Origin of a transaction that holds one person's edit; the server's own writing has none. */
export class By {
	readonly participant: ParticipantId;

	constructor(participant: ParticipantId) {
		this.participant = participant;
	}
}

/** Reads a document; `ownerOf` says whose a Yjs client id is, or null for the server's. */
export type Reader<Result> = (doc: Y.Doc, ownerOf: (clientId: number) => ParticipantId | null) => Result;

/** Origin of a transaction whose update is on disk already. */
export const STORED = { stored: true } as const;

/** What one author wrote in a row becomes one update, at the time of its first: a tick stores a row per turn, not per key. */
export function mergeByAuthor(updates: readonly StoredUpdate[]): StoredUpdate[] {
	const turns: StoredUpdate[][] = [];
	for (const update of updates) {
		const turn = turns.at(-1);
		if (turn?.[0]?.participant === update.participant) turn.push(update);
		else turns.push([update]);
	}
	return turns.flatMap(asOne);
}

/** One author's updates as one, at the time of the first; none of none. */
export function asOne(updates: readonly StoredUpdate[]): StoredUpdate[] {
	const [first] = updates;
	return first === undefined ? [] : [{ ...first, bytes: mergeAll(updates) }];
}

export const bytesOf = (updates: readonly StoredUpdate[]): number =>
	updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);

/** All of it as one update; there is at least one. */
export function mergeAll(updates: readonly StoredUpdate[]): Uint8Array {
	const [first, ...rest] = updates.map((update) => update.bytes);
	if (first === undefined) throw new RangeError('nothing to merge');
	return rest.length === 0 ? first : Y.mergeUpdates([first, ...rest]);
}
