import * as Y from 'yjs';
import { splitUpdate } from '#board/split-update.ts';
import { SYNC_PART_BYTES } from '#protocol/sync.ts';

/** So many parts go at once, and then one at a time at the pace that the server grants a connection (1 MB a second). */
const PARTS_AT_ONCE = 8;
const NEXT_PART_MS = 600;

export interface AnswerLine {
	/** False once another connection has taken the place of the one that asked. */
	readonly isOpen: () => boolean;
	sendUpdate(update: Uint8Array): void;
	/** The last one: from then on the server lacks nothing. */
	sendAnswer(update: Uint8Array): void;
}

interface Asked {
	readonly vector: Uint8Array;
	readonly update: Uint8Array;
}

/**
 * Gives the server what it lacks beyond `vector`, which was `update` when it asked; after a long time offline that can be more than one message may hold, so it goes
 * in parts of which each builds only on what came before (F28). What is written meanwhile goes with the last.
 */
export function answerInParts(doc: Y.Doc, { vector, update }: Asked, line: AnswerLine): void {
	const parts = splitUpdate(update, SYNC_PART_BYTES);
	const known = Y.decodeStateVector(vector);
	const send = (from: number, count: number): void => {
		if (!line.isOpen()) return;
		for (const { bytes, reached } of parts.slice(from, Math.min(from + count, parts.length - 1))) {
			line.sendUpdate(bytes);
			for (const [client, clock] of reached) known.set(client, clock);
		}
		if (from + count < parts.length - 1) setTimeout(() => send(from + count, 1), NEXT_PART_MS);
		else line.sendAnswer(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(known)));
	};
	send(0, PARTS_AT_ONCE);
}
