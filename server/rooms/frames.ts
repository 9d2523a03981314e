import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { splitUpdate } from '#board/split-update.ts';
import { readShow, type ShowMessage } from '#protocol/show-message.ts';
import {
	MESSAGE,
	SYNC_PART_BYTES,
	SYNC_STEP_1,
	SYNC_STEP_2,
	SYNC_UPDATE,
	type COMPARED,
	type PermissionMessage,
	type ResetMessage,
} from '#protocol/sync.ts';

/** What a client may say. */
export type ClientMessage =
	| { readonly type: 'vector'; readonly vector: Uint8Array }
	/** `isAnswer`: all that the server lacked when it sent its vector, and so whatever the client wrote before. */
	| { readonly type: 'edit'; readonly update: Uint8Array; readonly isAnswer: boolean }
	| { readonly type: 'presence'; readonly entries: readonly PresenceEntry[] }
	| { readonly type: 'queryPresence' }
	/** Presence as our own clients say it. */
	| { readonly type: 'show'; readonly message: ShowMessage }
	| { readonly type: 'claim'; readonly clientIds: readonly number[] }
	| { readonly type: 'resetDone' }
	/** A copy as its owner sees it, to be held against the server's (F26). */
	| { readonly type: 'stateHash'; readonly vector: Uint8Array; readonly hash: string };

export interface PresenceEntry {
	readonly clientId: number;
	readonly clock: number;
	/** JSON as it came; not yet parsed. */
	readonly json: string;
}

/** One claim message names what a device's store holds. */
const CLAIMS_A_MESSAGE = 1_024;

/**
 * Reads one message; null where it is none that a client may send (F11). `presenceId`: the one under which this connection shows
 * itself, if it does; what it repeats of others (a stock client echoes all that it hears) is not even read.
 */
export function readMessage(bytes: Uint8Array, presenceId: number | null = null): ClientMessage | null {
	try {
		return read(decoding.createDecoder(bytes), presenceId);
	} catch {
		return null; // the message ends early or names a number that is none
	}
}

function read(decoder: decoding.Decoder, presenceId: number | null): ClientMessage | null {
	switch (decoding.readVarUint(decoder)) {
		case MESSAGE.sync: {
			const step = decoding.readVarUint(decoder);
			const body = decoding.readVarUint8Array(decoder);
			if (step === SYNC_STEP_1) return { type: 'vector', vector: body };
			const isAnswer = step === SYNC_STEP_2;
			return isAnswer || step === SYNC_UPDATE ? { type: 'edit', update: body, isAnswer } : null;
		}
		case MESSAGE.awareness:
			return { type: 'presence', entries: readEntries(decoding.readVarUint8Array(decoder), presenceId) };
		case MESSAGE.show:
			return { type: 'show', message: readShow(decoder) };
		case MESSAGE.queryAwareness:
			return { type: 'queryPresence' };
		case MESSAGE.claim: {
			const count = decoding.readVarUint(decoder);
			if (count > CLAIMS_A_MESSAGE) return null;
			return { type: 'claim', clientIds: Array.from({ length: count }, () => decoding.readVarUint(decoder)) };
		}
		case MESSAGE.resetDone:
			return { type: 'resetDone' };
		case MESSAGE.stateHash: {
			const vector = decoding.readVarUint8Array(decoder);
			return { type: 'stateHash', vector, hash: decoding.readVarString(decoder) };
		}
		default:
			return null;
	}
}

function readEntries(bytes: Uint8Array, only: number | null): PresenceEntry[] {
	const decoder = decoding.createDecoder(bytes);
	const entries: PresenceEntry[] = [];
	for (let left = decoding.readVarUint(decoder); left > 0; left--) {
		const clientId = decoding.readVarUint(decoder);
		const clock = decoding.readVarUint(decoder);
		if (only === null || clientId === only) {
			entries.push({ clientId, clock, json: decoding.readVarString(decoder) });
		} else {
			const length = decoding.readVarUint(decoder);
			decoder.pos += length;
		}
	}
	return entries;
}

/** Asks for what the server lacks. */
export const vectorFrame = (vector: Uint8Array): Uint8Array => syncFrame(SYNC_STEP_1, vector);
/** Answers a client's vector; a large answer in several messages, the last of which says that it was all (F28). */
export function answerFrames(update: Uint8Array): Uint8Array[] {
	if (update.byteLength <= SYNC_PART_BYTES) return [syncFrame(SYNC_STEP_2, update)];
	const parts = splitUpdate(update, SYNC_PART_BYTES);
	return parts.map(({ bytes }, at) => syncFrame(at < parts.length - 1 ? SYNC_UPDATE : SYNC_STEP_2, bytes));
}
/** The same body, where more of the answer follows. */
export function asUpdateFrame(answer: Uint8Array): Uint8Array {
	const frame = answer.slice();
	frame[1] = SYNC_UPDATE;
	return frame;
}
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(SYNC_UPDATE, update);

function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.sync);
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, bytes);
	});
}

export function presenceFrame(entries: readonly PresenceEntry[]): Uint8Array {
	const body = encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, entries.length);
		for (const { clientId, clock, json } of entries) {
			encoding.writeVarUint(encoder, clientId);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, json);
		}
	});
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.awareness);
		encoding.writeVarUint8Array(encoder, body);
	});
}

/** `vector`: clocks by client id; `edits`: how many edits of this connection are on disk. */
export function savedFrame(vector: ReadonlyMap<number, number>, edits: number): Uint8Array {
	const body = encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, vector.size);
		for (const [clientId, clock] of vector) {
			encoding.writeVarUint(encoder, clientId);
			encoding.writeVarUint(encoder, clock);
		}
	});
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.saved);
		encoding.writeVarUint8Array(encoder, body);
		encoding.writeVarUint(encoder, edits);
	});
}

export function comparedFrame(verdict: (typeof COMPARED)[keyof typeof COMPARED]): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.stateHash);
		encoding.writeVarUint(encoder, verdict);
	});
}

export const permissionFrame = (message: PermissionMessage): Uint8Array => jsonFrame(MESSAGE.permission, message);
export const resetFrame = (message: ResetMessage): Uint8Array => jsonFrame(MESSAGE.reset, message);

function jsonFrame(type: number, message: PermissionMessage | ResetMessage): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, type);
		encoding.writeVarString(encoder, JSON.stringify(message));
	});
}
