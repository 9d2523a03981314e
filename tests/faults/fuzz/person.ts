import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { isLocal } from '#board/acts.ts';
import { createUndo, type Undo } from '#board/undo.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { CLOSE, MESSAGE, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from '#protocol/sync.ts';
import type { MemorySocket } from './memory-socket.ts';
import type { Heard } from './watch.ts';

/** What the run is told while a person listens. */
export interface Listening {
	/** The server says that this copy's edits are on disk, up to these clocks. */
	saved(person: Person, vector: ReadonlyMap<number, number>): void;
	/** A fresh client id. */
	clientId(): number;
}

/**
 * One person with our own client: writes through the board's operations, keeps what is not acknowledged, and starts afresh when
 * told to. Messages wait in `outbox` and in the socket until the run carries them.
 */
export class Person {
	readonly name: string;
	readonly id: ParticipantId;
	readonly roots: readonly string[];
	doc: Y.Doc;
	undo: Undo;
	socket: MemorySocket | null = null;
	outbox: Uint8Array[] = [];
	resets = 0;
	/** Clocks that the server acknowledged, by client id, over all copies that this person had. */
	readonly acknowledged = new Map<number, number>();
	readonly #listening: Listening;

	constructor(name: string, id: ParticipantId, roots: readonly string[], listening: Listening) {
		this.name = name;
		this.id = id;
		this.roots = roots;
		this.#listening = listening;
		[this.doc, this.undo] = this.#fresh();
	}

	get isOnline(): boolean {
		return this.socket?.isOpen === true;
	}

	/** Nothing of this person is under way, in either direction. */
	get isQuiet(): boolean {
		return this.outbox.length === 0 && (this.socket === null || this.socket.sent.length === 0);
	}

	comeOnline(socket: MemorySocket): void {
		this.socket = socket;
		this.outbox = this.#greeting();
	}

	/** The line breaks; what was on its way is lost, in both directions. */
	goOffline(): void {
		this.socket?.cut();
		this.socket = null;
		this.outbox = [];
	}

	/** Reads one message; false where none has come. */
	listen(): boolean {
		const frame = this.socket?.sent.shift();
		if (frame === undefined) return false;
		const decoder = decoding.createDecoder(frame);
		switch (decoding.readVarUint(decoder)) {
			case MESSAGE.sync:
				this.#hearSync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
				break;
			case MESSAGE.saved: {
				const vector = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
				this.#listening.saved(this, vector);
				for (const [client, clock] of vector) this.acknowledged.set(client, clock);
				break;
			}
			case MESSAGE.reset:
				this.startAfresh();
		}
		return true;
	}

	/** Throws the copy away. The words that were refused stay with the person; here nobody reads them. */
	startAfresh(): void {
		this.resets += 1;
		this.undo.destroy();
		this.doc.destroy();
		[this.doc, this.undo] = this.#fresh();
		if (!this.isOnline) return;
		this.outbox.push(message(MESSAGE.resetDone), ...this.#greeting());
	}

	/** What our client does when the server closes. False where an honest client must never be closed so. */
	takeClose(code: number): boolean {
		this.socket = null;
		this.outbox = [];
		if (code === CLOSE.clientIdTaken) this.startAfresh();
		return code >= 4500 && code !== CLOSE.gap;
	}

	/** The id under which it writes first: if something of it was refused while it was away, it hears so now. */
	#greeting(): Uint8Array[] {
		return [claimMessage(this.doc.clientID), syncMessage(SYNC_STEP_1, Y.encodeStateVector(this.doc))];
	}

	#hearSync(step: number, body: Uint8Array): void {
		if (step === SYNC_STEP_1) {
			this.outbox.push(syncMessage(SYNC_STEP_2, Y.encodeStateAsUpdate(this.doc, body)));
			return;
		}
		Y.applyUpdate(this.doc, body, 'server');
	}

	#fresh(): [Y.Doc, Undo] {
		const doc = new Y.Doc();
		for (const root of this.roots) doc.getMap(root);
		doc.clientID = this.#listening.clientId();
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (this.isOnline && isLocal(origin)) this.outbox.push(syncMessage(SYNC_UPDATE, update));
		});
		return [doc, createUndo(doc)];
	}
}

const claimMessage = (clientId: number): Uint8Array =>
	message(MESSAGE.claim, (encoder) => {
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarUint(encoder, clientId);
	});

export const updateMessage = (update: Uint8Array): Uint8Array => syncMessage(SYNC_UPDATE, update);

function syncMessage(step: number, body: Uint8Array): Uint8Array {
	return message(MESSAGE.sync, (encoder) => {
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, body);
	});
}

export function message(type: number, write: (encoder: encoding.Encoder) => void = () => {}): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, type);
		write(encoder);
	});
}

/** An answer to the server's vector that holds nothing. */
export const EMPTY_ANSWER = syncMessage(SYNC_STEP_2, Uint8Array.of(0, 0));

/** What a client says with a message, as far as it can touch the document or who may write in it; null otherwise. */
export function saidIn(bytes: Uint8Array): Heard['said'] | null {
	const decoder = decoding.createDecoder(bytes);
	switch (decoding.readVarUint(decoder)) {
		case MESSAGE.claim: {
			const count = decoding.readVarUint(decoder);
			return { is: 'claim', clientIds: Array.from({ length: count }, () => decoding.readVarUint(decoder)) };
		}
		case MESSAGE.resetDone:
			return { is: 'resetDone' };
		case MESSAGE.sync: {
			const step = decoding.readVarUint(decoder);
			if (step === SYNC_STEP_1) return null;
			return { is: 'update', update: decoding.readVarUint8Array(decoder), isAnswer: step === SYNC_STEP_2 };
		}
		default:
			return null;
	}
}
