import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { isLocal } from '#board/acts.ts';
import { MESSAGE } from '#protocol/sync.ts';

const SYNC = { vector: 0, answer: 1, update: 2 } as const;

/** One change of the writer's own copy. */
export interface Edit {
	readonly update: Uint8Array;
	/** Clocks of the writer's client that it takes, from (inclusive) and to (exclusive); equal for a mere deletion. */
	readonly from: number;
	readonly to: number;
	/** Number of the message that it went with on the present connection; null while it has not gone. */
	message: number | null;
}

/**
 * A live writer that keeps its copy through every fall of the server, sends again what was not acknowledged, and remembers what
 * was: its memory is what the server is held against.
 */
export class Writer {
	readonly doc = new Y.Doc();
	/** Not acknowledged, oldest first. */
	pending: Edit[] = [];
	/** Acknowledged, and heard from others, since `forget`. */
	acknowledged: Edit[] = [];
	heard: Uint8Array[] = [];
	/** How many were acknowledged in all. */
	count = 0;
	/** Close code or error of each connection that ended, and whatever must not happen. */
	readonly closes: number[] = [];
	readonly faults: string[] = [];
	readonly token: string;
	readonly #url: string;
	#socket: WebSocket | null = null;
	/** It has the server's whole answer to its vector; a long one comes in parts, the answer last. */
	hasAnswer = false;
	#sent = 0;
	#isCurrent = false;
	#changes: (() => void)[] = [];

	constructor(url: string, token: string) {
		this.#url = url;
		this.token = token;
		let clock = 0;
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (!isLocal(origin)) return;
			const to = Y.getState(this.doc.store, this.doc.clientID);
			const edit: Edit = { update, from: clock, to, message: null };
			clock = to;
			this.pending.push(edit);
			if (this.#isCurrent) edit.message = this.#send(SYNC.update, update);
		});
	}

	/** Connects and syncs; edits of meanwhile go with the answer to the server's vector. */
	async connect(): Promise<void> {
		const socket = new WebSocket(this.#url, ['mesa.2', 'mesa.1', `bearer.${this.token}`]);
		socket.binaryType = 'arraybuffer';
		this.#socket = socket;
		this.#sent = 0;
		let isOver = false;
		socket.on('open', () => this.#post(SYNC.vector, Y.encodeStateVector(this.doc)));
		socket.on('message', (data) => {
			if (data instanceof ArrayBuffer && socket === this.#socket) this.#hear(new Uint8Array(data));
			this.#wake();
		});
		socket.on('error', () => {}); // 'close' follows
		socket.on('close', (code) => {
			isOver = true;
			this.closes.push(code);
			if (socket === this.#socket) this.hangUp();
			this.#wake();
		});
		await this.until(() => this.#isCurrent || isOver);
	}

	get isCurrent(): boolean {
		return this.#isCurrent;
	}

	hangUp(): void {
		this.#socket?.terminate();
		this.#socket = null;
		this.#isCurrent = false;
		this.hasAnswer = false;
		for (const edit of this.pending) edit.message = null;
	}

	/** Resolves when the condition holds; looked at after each message and at the end of a connection. */
	async until(condition: () => boolean): Promise<void> {
		while (!condition()) await new Promise<void>((resolve) => this.#changes.push(resolve));
	}

	/** Lets go of what has been checked. */
	forget(): void {
		this.acknowledged = [];
		this.heard = [];
	}

	#hear(bytes: Uint8Array): void {
		const decoder = decoding.createDecoder(bytes);
		switch (decoding.readVarUint(decoder)) {
			case MESSAGE.sync:
				return this.#sync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
			case MESSAGE.saved:
				decoding.readVarUint8Array(decoder); // the vector; the count says it all
				return this.#saved(decoding.readVarUint(decoder));
			case MESSAGE.reset:
				this.faults.push(`reset: ${decoding.readVarString(decoder)}`);
		}
	}

	#sync(step: number, body: Uint8Array): void {
		if (step !== SYNC.vector) {
			this.heard.push(body);
			Y.applyUpdate(this.doc, body, this);
			this.hasAnswer ||= step === SYNC.answer;
			return;
		}
		const message = this.#send(SYNC.answer, Y.encodeStateAsUpdate(this.doc, body));
		for (const edit of this.pending) edit.message = message;
		this.#isCurrent = true;
	}

	#saved(through: number): void {
		const isSaved = (edit: Edit) => edit.message !== null && edit.message <= through;
		const saved = this.pending.filter(isSaved);
		this.pending = this.pending.filter((edit) => !isSaved(edit));
		this.acknowledged.push(...saved);
		this.count += saved.length;
	}

	/** Sends an edit; answers its number on this connection, as the server counts. */
	#send(step: number, body: Uint8Array): number {
		this.#post(step, body);
		this.#sent += 1;
		return this.#sent;
	}

	#post(step: number, body: Uint8Array): void {
		if (this.#socket?.readyState !== WebSocket.OPEN) return;
		this.#socket.send(
			encoding.encode((encoder) => {
				encoding.writeVarUint(encoder, MESSAGE.sync);
				encoding.writeVarUint(encoder, step);
				encoding.writeVarUint8Array(encoder, body);
			}),
		);
	}

	#wake(): void {
		for (const wake of this.#changes.splice(0)) wake();
	}
}
