import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { MESSAGE } from '#protocol/sync.ts';

/** Told of what goes out, and that the server ended it. */
export interface Overheard {
	sent(socket: MemorySocket, frame: Uint8Array): void;
	closed(socket: MemorySocket, code: number): void;
}

/**
 * The server's end of a WebSocket whose line is in the test's hands: what the server sends waits in `sent` until the test
 * carries it over, so a run has one order, which its seed decides.
 */
export class MemorySocket extends EventEmitter {
	readonly OPEN = 1;
	readyState = 1;
	readonly bufferedAmount = 0;
	/** Frames that the other end has not read yet, oldest first. */
	readonly sent: Uint8Array[] = [];
	/** The server's close code, once it closed. */
	closedWith: number | null = null;
	/** The line broke at this end. */
	hasLeft = false;
	readonly #overheard: Overheard;

	constructor(overheard: Overheard) {
		super();
		this.#overheard = overheard;
	}

	/** The rooms ask no more of a socket than what stands here. */
	get asWebSocket(): WebSocket {
		return this as never;
	}

	get isOpen(): boolean {
		return this.readyState === this.OPEN;
	}

	/** Keep-alives, which are empty presence, go by the time of day, which no seed decides. Nobody here shows any other. */
	send(frame: Uint8Array, written?: () => void): void {
		if (!this.isOpen || frame[0] === MESSAGE.awareness) return;
		this.sent.push(frame);
		this.#overheard.sent(this, frame);
		if (written) queueMicrotask(written);
	}

	ping(): void {
		queueMicrotask(() => this.emit('pong'));
	}

	close(code: number): void {
		if (!this.isOpen) return;
		this.closedWith = code;
		this.#overheard.closed(this, code);
		this.#end(code);
	}

	terminate(): void {
		if (this.isOpen) this.#end(1006);
	}

	/** A message arrives at the server. */
	hear(bytes: Uint8Array): void {
		if (this.isOpen) this.emit('message', Buffer.from(bytes), true);
	}

	/** The line breaks: what neither end has read is lost. */
	cut(): void {
		this.sent.length = 0;
		if (!this.isOpen) return;
		this.hasLeft = true;
		this.#end(1006);
	}

	/** Whoever closes is in the middle of something, so that `close` comes after it, as on a real socket. */
	#end(code: number): void {
		this.readyState = 3;
		queueMicrotask(() => this.emit('close', code));
	}
}
