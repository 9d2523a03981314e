import type { WebSocket } from 'ws';
import { CLOSE, type CloseCode } from '#protocol/sync.ts';
import type { Live } from '../workshops/live.ts';

/** At most four frames a second to one screen, however fast a table decides. */
const FRAME_MS = 250;
/** Unsent bytes above which a slow reader waits for its next frame; it then gets the newest, not all that it missed. */
const LAG_BYTES = 256 * 1024;
/** How long a reader may stay that slow. */
const LAG_MS = 30_000;
/** Keeps routers from forgetting a quiet line, and finds half-open ones. */
const PROBE_MS = 20_000;
const GOODBYE_MS = 2_000;

/** The decisions lane's sockets, server → client only: the state of the table, coalesced, and each one's own small part. */
export class LiveLane {
	/** With the hash of the sign-in session that each came with. */
	readonly #connections = new Map<LiveConnection, string>();
	readonly #probing: ReturnType<typeof setInterval>;

	constructor() {
		this.#probing = setInterval(() => {
			for (const connection of this.#connections.keys()) connection.probe();
		}, PROBE_MS);
		this.#probing.unref();
	}

	get connections(): number {
		return this.#connections.size;
	}

	connect(socket: WebSocket, live: Live, signInSession: string): void {
		const connection = new LiveConnection(socket, live, () => this.#connections.delete(connection));
		this.#connections.set(connection, signInSession);
	}

	closeSignInSession(hash: string): void {
		for (const [connection, session] of this.#connections) if (session === hash) connection.close(CLOSE.signedOut);
	}

	stop(): void {
		clearInterval(this.#probing);
		for (const connection of this.#connections.keys()) connection.close(CLOSE.stopping);
	}
}

class LiveConnection {
	readonly #socket: WebSocket;
	readonly #live: Live;
	readonly #unsubscribe: () => void;
	#next: ReturnType<typeof setTimeout> | null = null;
	#sentAt = 0;
	#sent = { frame: '', me: '' };
	#lagsSince: number | null = null;
	#isAlive = true;
	#isClosed = false;

	constructor(socket: WebSocket, live: Live, onClosed: () => void) {
		this.#socket = socket;
		this.#live = live;
		// Nothing is expected from the other side: whatever comes is not of the protocol.
		socket.on('message', () => this.close(CLOSE.malformed));
		socket.on('pong', () => (this.#isAlive = true));
		socket.on('error', () => {}); // a bad frame (F1): ws closes the socket itself, and 'close' follows
		socket.on('close', () => {
			this.#leave();
			onClosed();
		});
		this.#unsubscribe = live.subscribe(() => this.#changed());
		this.#send();
	}

	probe(): void {
		if (!this.#isAlive) return this.#socket.terminate();
		this.#isAlive = false;
		if (!this.#isClosed) this.#socket.ping();
	}

	close(code: CloseCode): void {
		if (this.#isClosed) return;
		this.#leave();
		this.#socket.close(code);
		setTimeout(() => this.#socket.terminate(), GOODBYE_MS).unref();
	}

	#leave(): void {
		this.#isClosed = true;
		if (this.#next !== null) clearTimeout(this.#next);
		this.#unsubscribe();
	}

	/** Removed, erased, or the table is gone: that is told at once, not with the next frame (F14). */
	#changed(): void {
		if (this.#live.isStale()) this.close(CLOSE.busy);
		else if (this.#live.isIn()) this.#schedule();
		else this.close(CLOSE.removed);
	}

	#schedule(): void {
		if (this.#next !== null || this.#isClosed) return;
		this.#next = setTimeout(() => this.#send(), Math.max(0, this.#sentAt + FRAME_MS - performance.now()));
	}

	#send(): void {
		this.#next = null;
		if (this.#isClosed) return;
		const now = performance.now();
		if (this.#socket.bufferedAmount > LAG_BYTES) {
			this.#lagsSince ??= now;
			this.#sentAt = now;
			return now - this.#lagsSince > LAG_MS ? this.#socket.terminate() : this.#schedule();
		}
		this.#lagsSince = null;
		const frame = this.#live.frame();
		const me = this.#live.me();
		if (frame === this.#sent.frame && me === this.#sent.me) return; // nor does what comes next come later for it
		this.#sentAt = now;
		if (frame !== this.#sent.frame) this.#socket.send(frame);
		if (me !== this.#sent.me) this.#socket.send(me);
		this.#sent = { frame, me };
	}
}
