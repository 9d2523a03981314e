import * as decoding from 'lib0/decoding';
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
	type PermissionMessage,
	type ResetMessage,
} from '#protocol/sync.ts';
import { CompactPresence } from './compact-presence.ts';
import { textsTouched } from './document-texts.ts';
import { EditCount } from './edit-count.ts';

export interface ReplicaAddress {
	/** `wss://host/sync/<workshop>` */
	readonly serverUrl: string;
	readonly name: string;
	readonly target: DocumentTarget;
	/** More subprotocols to offer; a program's `bearer.<token>`. */
	readonly protocols: readonly string[];
}

export interface ReplicaEvents {
	/** In sync with the server. */
	synced(): void;
	/** The connection ended; `code` as the server gave it, 1006 for a broken line. */
	closed(code: number): void;
	permission(message: PermissionMessage): void;
	reset(message: ResetMessage): void;
	/** What is unsaved changed. */
	saving(): void;
}

/**
 * One copy of one document, with its connection. A reset throws the whole copy away and a new one takes its place, so nothing
 * here outlives it.
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
	/** Path keys of texts with words of this person that are not known to be on disk. */
	readonly #unsavedTexts = new Set<string>();
	#isUnsaved = false;
	#hasSynced = false;

	constructor(address: ReplicaAddress, events: ReplicaEvents) {
		this.#events = events;
		const roots = ROOTS[address.target.document];
		for (const root of roots) this.doc.getMap(root);
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
			WebSocketPolyfill: this.#count.countingSocket(WebSocket),
			disableBc: true, // tabs would talk round the server's back
			shouldReconnect: () => false, // coming back is decided by whoever holds this copy, with jitter
		});
		this.#listen(roots);
		this.#hearOwnMessages();
		this.#stopEcho();
		this.#share(address.target);
		this.#watchClientId();
		this.#provider.connect();
	}

	/** Something of this person may not be on disk. */
	get isUnsaved(): boolean {
		return this.#isUnsaved;
	}

	get unsavedTexts(): ReadonlySet<string> {
		return this.#unsavedTexts;
	}

	/** Has it ever had the server's whole copy? */
	get hasSynced(): boolean {
		return this.#hasSynced;
	}

	reconnect(): void {
		this.#provider.connect();
	}

	/** Ends a connection that may be one in name only, so that a new one can be made. */
	hangUp(): void {
		this.#provider.disconnect();
	}

	destroy(): void {
		this.presence.stop();
		this.#provider.destroy();
		this.doc.destroy(); // and with it its awareness
	}

	#listen(roots: readonly string[]): void {
		const provider = this.#provider;
		provider.on('sync', (isSynced) => {
			if (!isSynced) return;
			this.#hasSynced = true;
			this.#events.synced();
		});
		provider.on('closed', ({ code }) => this.#events.closed(code));
		// A line that stayed silent is cut by the provider itself, without a code.
		provider.on('connection-close', (event) => {
			if (event === null && provider.shouldConnect) this.#events.closed(1006);
		});
		this.doc.on('afterTransaction', (transaction) => {
			if (transaction.origin === provider || transaction.changed.size === 0) return;
			for (const key of textsTouched(transaction, roots)) this.#unsavedTexts.add(key);
		});
		this.doc.on('update', (_update, origin) => {
			if (origin === provider) return;
			this.#isUnsaved = true;
			this.#events.saving();
		});
	}

	/** On a board presence goes our own way; the greeting comes before all else, so that the server never starts with the other. */
	#share(target: DocumentTarget): void {
		if (target.document !== 'board') return;
		this.#provider.on('status', ({ status }) => {
			if (status === 'connected') this.#sendNow(this.presence.greeting());
			if (status === 'disconnected') this.presence.lost();
		});
	}

	/** False where there is no line. */
	#sendNow(bytes: Uint8Array<ArrayBuffer>): boolean {
		const { ws, wsconnected } = this.#provider;
		if (!wsconnected || ws?.readyState !== WebSocket.OPEN) return false;
		ws.send(bytes);
		return true;
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
	}

	/** Saved is what the server says is on disk, not what the socket took: every edit sent, and every own clock covered. */
	#acknowledged(vector: ReadonlyMap<number, number>, edits: number): void {
		const own = vector.get(this.doc.clientID);
		const isCovered = own === undefined || own >= Y.getState(this.doc.store, this.doc.clientID);
		if (!this.#count.hasAnswered || edits < this.#count.sent || !isCovered) return;
		this.#isUnsaved = false;
		this.#unsavedTexts.clear();
		this.#events.saving();
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
