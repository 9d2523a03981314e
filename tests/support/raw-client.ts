import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readPeers, type PeersMessage } from '#protocol/peers-message.ts';
import type { PresenceState } from '#protocol/presence.ts';
import { encodeShow, type ShowMessage } from '#protocol/show-message.ts';
import { MESSAGE, type PresenceIdentity } from '#protocol/sync.ts';

export interface Saved {
	readonly vector: Map<number, number>;
	readonly edits: number;
}

export interface HeardPeer {
	readonly person: PresenceIdentity;
	readonly state: PresenceState | null;
}

/**
 * Speaks the documents lane by hand: honest messages, and any bytes whatever. What it hears it keeps, and applies document
 * updates to `doc`, so that a test can ask what this client has seen.
 */
export class RawClient {
	readonly doc = new Y.Doc();
	readonly socket: WebSocket;
	/** Bodies of JSON messages, in order. */
	readonly resets: unknown[] = [];
	readonly permissions: unknown[] = [];
	readonly saved: Saved[] = [];
	/** Last presence state by client id, as JSON says it. */
	readonly presence = new Map<number, unknown>();
	/** The same as our own clients hear it, by number; this client among them. */
	readonly peers = new Map<number, HeardPeer>();
	/** Under which the server speaks of this client; null until it said. */
	ownNumber: number | null = null;
	/** Close code, once closed. */
	closed: number | null = null;
	#syncAnswers = 0;
	#changes: (() => void)[] = [];

	constructor(url: string, protocols: readonly string[]) {
		this.socket = new WebSocket(url, [...protocols]);
		this.socket.binaryType = 'arraybuffer';
		this.socket.on('message', (data) => {
			if (data instanceof ArrayBuffer) this.#hear(new Uint8Array(data));
			this.#wake();
		});
		this.socket.on('error', () => {});
		this.socket.on('close', (code) => {
			this.closed = code;
			this.#wake();
		});
	}

	async opened(): Promise<this> {
		if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
		return this;
	}

	/** Resolves when the condition holds; looked at after each message. */
	async until(condition: () => boolean): Promise<void> {
		while (!condition()) await new Promise<void>((resolve) => this.#changes.push(resolve));
	}

	async closeCode(): Promise<number> {
		await this.until(() => this.closed !== null);
		return this.closed ?? 0;
	}

	/** Asks for what this client lacks and waits for the answer: all that the server has on disk. */
	async sync(): Promise<this> {
		await this.opened();
		const before = this.#syncAnswers;
		this.sendSync(0, Y.encodeStateVector(this.doc));
		await this.until(() => this.#syncAnswers > before || this.closed !== null);
		return this;
	}

	sendBytes(bytes: Uint8Array): void {
		this.socket.send(bytes);
	}

	sendUpdate(update: Uint8Array): void {
		this.sendSync(2, update);
	}

	sendSync(step: number, body: Uint8Array): void {
		this.sendMessage(MESSAGE.sync, (encoder) => {
			encoding.writeVarUint(encoder, step);
			encoding.writeVarUint8Array(encoder, body);
		});
	}

	sendMessage(type: number, write: (encoder: encoding.Encoder) => void = () => {}): void {
		this.sendBytes(
			encoding.encode((encoder) => {
				encoding.writeVarUint(encoder, type);
				write(encoder);
			}),
		);
	}

	sendClaim(...clientIds: number[]): void {
		this.sendMessage(MESSAGE.claim, (encoder) => {
			encoding.writeVarUint(encoder, clientIds.length);
			for (const id of clientIds) encoding.writeVarUint(encoder, id);
		});
	}

	sendPresence(clientId: number, clock: number, state: unknown): void {
		const body = encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, 1);
			encoding.writeVarUint(encoder, clientId);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, JSON.stringify(state));
		});
		this.sendMessage(MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, body));
	}

	/** Presence as our own clients say it. */
	sendShow(message: ShowMessage): void {
		this.sendBytes(encodeShow(message));
	}

	/** What somebody shows as our own clients hear it; null where they are unknown or show nothing. */
	seen(participant: string): PresenceState | null {
		return [...this.peers.values()].find(({ person }) => person.id === participant)?.state ?? null;
	}

	/** Changes the own copy and sends what changed; returns the update. */
	edit(change: (doc: Y.Doc) => void): Uint8Array {
		const update = updateOf(this.doc, change);
		this.sendUpdate(update);
		return update;
	}

	close(): void {
		this.socket.close();
		this.doc.destroy();
	}

	#hear(bytes: Uint8Array): void {
		const decoder = decoding.createDecoder(bytes);
		switch (decoding.readVarUint(decoder)) {
			case MESSAGE.sync: {
				const step = decoding.readVarUint(decoder);
				const body = decoding.readVarUint8Array(decoder);
				if (step === 0) return;
				Y.applyUpdate(this.doc, body, this);
				if (step === 1) this.#syncAnswers += 1;
				return;
			}
			case MESSAGE.awareness: {
				const entries = decoding.createDecoder(decoding.readVarUint8Array(decoder));
				for (let left = decoding.readVarUint(entries); left > 0; left--) {
					const clientId = decoding.readVarUint(entries);
					decoding.readVarUint(entries);
					const state: unknown = JSON.parse(decoding.readVarString(entries));
					if (state === null) this.presence.delete(clientId);
					else this.presence.set(clientId, state);
				}
				return;
			}
			case MESSAGE.peers:
				this.#hearPeers(readPeers(decoder));
				return;
			case MESSAGE.reset:
				this.resets.push(JSON.parse(decoding.readVarString(decoder)));
				return;
			case MESSAGE.permission:
				this.permissions.push(JSON.parse(decoding.readVarString(decoder)));
				return;
			case MESSAGE.saved: {
				const vector = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
				this.saved.push({ vector, edits: decoding.readVarUint(decoder) });
			}
		}
	}

	#hearPeers({ own, gone = [], people = [], states = [] }: PeersMessage): void {
		if (own !== undefined) {
			this.ownNumber = own;
			this.peers.clear();
		}
		for (const number of gone) this.peers.delete(number);
		for (const { number, person } of people) {
			this.peers.set(number, { person, state: this.peers.get(number)?.state ?? null });
		}
		for (const { number, state } of states) {
			const known = this.peers.get(number);
			if (known === undefined) throw new Error('the server speaks of somebody it never introduced');
			this.peers.set(number, { ...known, state });
		}
	}

	#wake(): void {
		const waiting = this.#changes;
		this.#changes = [];
		for (const resolve of waiting) resolve();
	}
}

/** What one change adds to a document, as one update. */
export function updateOf(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
	const updates: Uint8Array[] = [];
	const keep = (update: Uint8Array) => updates.push(update);
	doc.on('update', keep);
	doc.transact(() => change(doc));
	doc.off('update', keep);
	return updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates(updates);
}
