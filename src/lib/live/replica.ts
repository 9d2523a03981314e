import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { ROOTS } from '#board/roots.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import {
	CLOSE,
	MESSAGE,
	OWN_PROTOCOL,
	STOCK_PROTOCOL,
	SYNC_PART_BYTES,
	SYNC_STEP_1,
	SYNC_STEP_2,
	SYNC_UPDATE,
	type PermissionMessage,
	type ResetMessage,
} from '#protocol/sync.ts';
import { CompactPresence } from './compact-presence.ts';
import type { AnswerLine } from './answer-in-parts.ts';
import { CopyCheck, type CheckTimes } from './copy-check.ts';
import { DeviceKeeper } from './device-keeper.ts';
import { EditCount } from './edit-count.ts';
import type { Kept, OfflineStore } from './offline-store.ts';
import { isRemoved, ownWords, type OwnWords } from './own-words.ts';
import { PendingEdits } from './pending-edits.ts';

export interface ReplicaAddress {
	/** `wss://host/sync/<workshop>` */
	readonly serverUrl: string;
	readonly name: string;
	readonly target: DocumentTarget;
	/** More subprotocols to offer; a program's `bearer.<token>`. */
	readonly protocols: readonly string[];
	readonly checkTimes?: CheckTimes | undefined;
}

export interface ReplicaEvents {
	/** In sync with the server. */
	synced(): void;
	/** The connection ended; `code` as the server gave it, 1006 for a broken line. */
	closed(code: number): void;
	permission(message: PermissionMessage): void;
	reset(message: ResetMessage): void;
	/** What is unsaved, or kept on this device, changed. */
	saving(): void;
	/** The server had refused these words, and the line broke before it could say so. */
	swallowed(words: readonly OwnWords[]): void;
	/** The copy differs from the server's, and syncing did not help (F26). */
	diverged(): void;
}

/**
 * `saved`: the server has it on disk. `sent`: connected, and waiting for the server to say so. `on-this-device`: it goes when the
 * connection is back, and outlives this page. `in-this-tab`: likewise, but it is lost if this page is closed before.
 */
export type SavedState = 'saved' | 'sent' | 'on-this-device' | 'in-this-tab';

/** Marks what comes from this device's store. */
const FROM_DEVICE = { from: 'device' };

/**
 * One copy of one document, with its connection. A reset throws the whole copy away and a new one takes its place, so nothing
 * here outlives it. `start` opens the connection.
 */
export class Replica {
	readonly doc = new Y.Doc();
	/** What people show in a draft. */
	readonly awareness = new Awareness(this.doc);
	/** What people show on a board. */
	readonly presence: CompactPresence;
	readonly #provider: WebsocketProvider;
	readonly #count = new EditCount();
	readonly #events: ReplicaEvents;
	readonly #roots: readonly string[];
	readonly #pending = new PendingEdits();
	/** Client ids under which this person wrote in this copy, with the clock up to which the server has it on disk. */
	readonly #own = new Map<number, number>();
	readonly #check: CopyCheck;
	#keeper: DeviceKeeper | null = null;
	#hasCopy = false;
	#hasSynced = false;
	#isStarted = false;

	constructor(address: ReplicaAddress, events: ReplicaEvents) {
		this.#events = events;
		this.#roots = ROOTS[address.target.document];
		for (const root of this.#roots) this.doc.getMap(root);
		this.#own.set(this.doc.clientID, 0);
		this.presence = new CompactPresence({
			clientId: () => this.doc.clientID,
			send: (bytes) => this.#sendNow(bytes),
		});
		// Or the provider would say it beside the other.
		if (address.target.document === 'board') this.awareness.setLocalState(null);
		this.#provider = new WebsocketProvider(address.serverUrl, address.name, this.doc, {
			connect: false,
			awareness: this.awareness,
			protocols: [OWN_PROTOCOL, STOCK_PROTOCOL, ...address.protocols],
			WebSocketPolyfill: this.#count.countingSocket(WebSocket, () => this.#first(address.target)),
			disableBc: true, // tabs would talk round the server's back
			shouldReconnect: () => false, // coming back is decided by whoever holds this copy, with jitter
		});
		this.#check = new CopyCheck(this.#checked(), { ...(address.checkTimes && { times: address.checkTimes }) });
		this.#listen();
		this.#hearSync();
		this.#hearOwnMessages();
		this.#stopEcho();
		this.#watchClientId();
	}

	/** Takes in what this device kept, then connects. Throws, without connecting, where what was kept can't be read. */
	start(kept: Kept | null): void {
		if (kept?.copy) Y.applyUpdate(this.doc, kept.copy, FROM_DEVICE);
		for (const { key, clientId, bytes } of kept?.edits ?? []) {
			Y.applyUpdate(this.doc, bytes, FROM_DEVICE);
			const clock = Y.getState(this.doc.store, clientId);
			this.#pending.add({ bytes, clientId, clock, sentAs: null, key });
			this.#own.set(clientId, 0);
		}
		this.#hasCopy = Boolean(kept?.copy);
		this.#isStarted = true;
		this.#provider.connect();
	}

	/** Keeps on this device from now on what the server does not have yet. */
	keepIn(store: OfflineStore): void {
		const isInSync = () => this.#hasSynced && this.#provider.synced;
		const copy = {
			doc: this.doc,
			pending: this.#pending,
			get isInSync() {
				return isInSync();
			},
		};
		this.#keeper?.stop();
		this.#keeper = new DeviceKeeper(store, copy, () => this.#events.saving());
	}

	/** Keeps nothing more here, and removes what this copy kept; resolves when it is gone. */
	async forgetKept(): Promise<void> {
		const keeper = this.#keeper;
		this.#keeper = null;
		await keeper?.forget();
	}

	/** The page may be gone in a moment. */
	flush(): void {
		this.#keeper?.flush();
	}

	/** Where what this person wrote last stands. */
	get stage(): SavedState {
		if (this.#pending.isEmpty) return 'saved';
		if (this.#pending.isSent) return 'sent';
		return this.isKept ? 'on-this-device' : 'in-this-tab';
	}

	/** What is unsaved would outlive this page. */
	get isKept(): boolean {
		return this.#keeper !== null && this.#pending.isKept;
	}

	/** This device refuses to keep what it should. */
	get keepingFails(): boolean {
		return this.#keeper?.isFailing ?? false;
	}

	/** Has it ever had the server's whole copy? */
	get hasSynced(): boolean {
		return this.#hasSynced;
	}

	/** There is something to show: the server's copy, or the one that this device kept. */
	get hasArrived(): boolean {
		return this.#hasSynced || this.#hasCopy;
	}

	/** Texts with words of this person that the server is not known to have. */
	unsavedWords(): readonly OwnWords[] {
		if (this.#pending.isEmpty) return [];
		return ownWords(this.doc, this.#roots, (client, clock) => clock >= (this.#own.get(client) ?? Infinity));
	}

	/**
	 * All texts with words that this person wrote in this copy. `other`: a copy with what the server has; edits that wait here
	 * for something of it are taken in first.
	 */
	words(other: Y.Doc): readonly OwnWords[] {
		if (this.doc.store.pendingStructs !== null) {
			const asIfHad = new Map([...this.#own.keys()].map((client) => [client, Number.MAX_SAFE_INTEGER]));
			Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(asIfHad)), FROM_DEVICE);
		}
		return ownWords(this.doc, this.#roots, (client) => this.#own.has(client));
	}

	reconnect(): void {
		if (this.#isStarted) this.#provider.connect();
	}

	/** Ends a connection that may be one in name only, so that a new one can be made. */
	hangUp(): void {
		this.#pending.lineLost();
		this.#provider.disconnect();
	}

	/** Ends the connection for good; the document stays, for what somebody may still be writing into it. */
	retire(): void {
		this.presence.stop();
		this.#check.stop();
		this.#keeper?.stop();
		this.#provider.destroy();
	}

	destroy(): void {
		this.retire();
		this.doc.destroy(); // and with it its awareness
	}

	#listen(): void {
		const provider = this.#provider;
		provider.on('sync', (isSynced) => {
			if (!isSynced) return;
			this.#hasSynced = true;
			this.#events.synced();
		});
		provider.on('status', ({ status }) => {
			if (status === 'disconnected') this.presence.lost();
		});
		provider.on('closed', ({ code }) => this.#closed(code));
		// A line that stayed silent is cut by the provider itself, without a code (F29).
		provider.on('connection-close', (event) => {
			if (event === null && provider.shouldConnect) this.#closed(1006);
		});
		this.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
			if (origin === FROM_DEVICE) return;
			if (origin !== provider) this.#wrote(bytes);
			this.#keeper?.noteChange();
			this.#check.changed();
		});
	}

	/** The provider has sent it already, where there is a line. */
	#wrote(bytes: Uint8Array): void {
		const { clientID: clientId, store } = this.doc;
		const isSent = this.#provider.ws?.readyState === WebSocket.OPEN && this.#provider.wsconnected;
		const sentAs = isSent ? this.#count.sent : null;
		this.#pending.add({ bytes, clientId, clock: Y.getState(store, clientId), sentAs, key: null });
		this.#keeper?.keepSoon();
		this.#events.saving();
	}

	/** On a board presence goes our own way; the greeting comes before the vector, so that the server never starts with the other. */
	#first(target: DocumentTarget): readonly Uint8Array<ArrayBuffer>[] {
		const claim = this.#claimMessage();
		return target.document === 'board' ? [claim, this.presence.greeting()] : [claim];
	}

	/** False where there is no line. */
	#sendNow(bytes: Uint8Array<ArrayBuffer>): boolean {
		const { ws, wsconnected } = this.#provider;
		if (!wsconnected || ws?.readyState !== WebSocket.OPEN) return false;
		ws.send(bytes);
		return true;
	}

	#closed(code: number): void {
		this.#pending.lineLost();
		this.#keeper?.keepSoon();
		this.#events.closed(code);
	}

	/**
	 * Yjs gives itself a new id when it hears of edits under its own that it did not make. Presence and acknowledgements still go
	 * by the old one, so the copy is given up as if the server had said that the id is taken.
	 */
	#watchClientId(): void {
		this.doc.on('afterTransactionCleanup', () => {
			if (this.doc.clientID === this.awareness.clientID) return;
			this.doc.clientID = this.awareness.clientID;
			queueMicrotask(() => this.#events.closed(CLOSE.clientIdTaken));
		});
	}

	/** Sync messages, as y-websocket takes them; only the answer to the server's vector is ours, since it can be large (F28). */
	#hearSync(): void {
		const provider = this.#provider;
		const stock = provider.messageHandlers[MESSAGE.sync];
		provider.messageHandlers[MESSAGE.sync] = (encoder, decoder, ...rest) => {
			const start = decoder.pos;
			const step = decoding.readVarUint(decoder);
			if (step === SYNC_STEP_1) return this.#answer(decoding.readVarUint8Array(decoder));
			// Nobody else has seen what is unsaved here, so if the answer takes it away, the server refused it.
			const unsaved = step === SYNC_STEP_2 ? this.unsavedWords() : [];
			decoder.pos = start;
			stock?.(encoder, decoder, ...rest);
			const swallowed = unsaved.filter(({ pieces }) => pieces.some((piece) => isRemoved(this.doc, piece)));
			if (swallowed.length > 0) this.#events.swallowed(swallowed);
			if (step === SYNC_STEP_2) this.#check.synced();
		};
	}

	#answer(vector: Uint8Array): void {
		const socket = this.#provider.ws;
		const line: AnswerLine = {
			isOpen: () => socket !== null && socket === this.#provider.ws && socket.readyState === WebSocket.OPEN,
			sendUpdate: (update) => socket?.send(syncMessage(SYNC_UPDATE, update)),
			sendAnswer: (update) => {
				socket?.send(syncMessage(SYNC_STEP_2, update));
				this.#pending.answered(this.#count.sent);
				this.#events.saving();
			},
		};
		const update = Y.encodeStateAsUpdate(this.doc, vector);
		if (update.byteLength <= SYNC_PART_BYTES) return line.sendAnswer(update);
		// Rarely needed, so it comes when it is.
		void import('./answer-in-parts.ts').then(
			({ answerInParts }) => answerInParts(this.doc, { vector, update }, line),
			() => {
				// The network did not bring it; with the next connection everything is tried again.
				this.hangUp();
				this.#closed(1006);
			},
		);
	}

	#hearOwnMessages(): void {
		const handlers = this.#provider.messageHandlers;
		handlers[MESSAGE.saved] = (_encoder, decoder) => {
			const vector = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
			this.#acknowledged(vector, decoding.readVarUint(decoder));
		};
		handlers[MESSAGE.peers] = (_encoder, decoder) => this.presence.hear(decoder);
		handlers[MESSAGE.permission] = (_encoder, decoder) => {
			// From our own server, which speaks this protocol because it was chosen in the handshake.
			this.#events.permission(JSON.parse(decoding.readVarString(decoder)) as PermissionMessage);
		};
		handlers[MESSAGE.reset] = (_encoder, decoder) => {
			const message = JSON.parse(decoding.readVarString(decoder)) as ResetMessage; // as above
			// The provider is still inside its own handling of this message; it must not be destroyed under it.
			queueMicrotask(() => this.#events.reset(message));
		};
		handlers[MESSAGE.stateHash] = (_encoder, decoder) => this.#check.answered(decoding.readVarUint(decoder));
	}

	/** Saved is what the server says is on disk, not what the socket took. */
	#acknowledged(vector: ReadonlyMap<number, number>, edits: number): void {
		if (!this.#count.hasAnswered) return;
		for (const [client, clock] of vector) if (this.#own.has(client)) this.#own.set(client, clock);
		const saved = this.#pending.acknowledged(edits, vector);
		if (saved.length === 0) return;
		this.#keeper?.drop(saved);
		this.#events.saving();
	}

	/** The client ids of this device's store, before anything is sent under them. */
	#claimMessage(): Uint8Array<ArrayBuffer> {
		return encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, MESSAGE.claim);
			encoding.writeVarUint(encoder, this.#own.size);
			for (const client of this.#own.keys()) encoding.writeVarUint(encoder, client);
		}) as Uint8Array<ArrayBuffer>; // lib0 makes its bytes on an ordinary buffer
	}

	#checked() {
		const { doc } = this;
		const isComparable = () => this.#provider.synced && this.#pending.isEmpty;
		return {
			get isComparable() {
				return isComparable();
			},
			ask: () => {
				// Asked for when it is needed: a phone that only reads the list need not wait for it.
				void import('#board/state-hash.ts').then(
					({ stateHash }) => {
						if (!isComparable()) return;
						this.#sendNow(stateHashMessage(Y.encodeStateVector(doc), stateHash(doc, this.#roots)));
					},
					() => {}, // the network did not bring it; another time
				);
			},
			syncAgain: () => void this.#sendNow(syncMessage(SYNC_STEP_1, Y.encodeStateVector(doc))),
			giveUp: () => queueMicrotask(() => this.#events.diverged()), // as after a reset
		};
	}

	/** The provider sends back every cursor that it hears of, which grows with the square of the table; only ours is news. */
	#stopEcho(): void {
		const send = this.#provider._awarenessUpdateHandler;
		this.awareness.off('update', send);
		this.awareness.on('update', (changed: unknown, origin: unknown) => {
			if (origin === 'local') send(changed, origin);
		});
	}
}

function stateHashMessage(vector: Uint8Array, hash: string): Uint8Array<ArrayBuffer> {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.stateHash);
		encoding.writeVarUint8Array(encoder, vector);
		encoding.writeVarString(encoder, hash);
	}) as Uint8Array<ArrayBuffer>; // as above
}

function syncMessage(step: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.sync);
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, body);
	}) as Uint8Array<ArrayBuffer>; // as above
}
