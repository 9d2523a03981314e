import type { RawData, WebSocket } from 'ws';
import type { ParticipantId } from '#domain/ids.ts';
import { CLOSE, MESSAGE, OWN_PROTOCOL, type CloseCode } from '#protocol/sync.ts';
import { Allowance, LAG_CLOSES, LAG_DROPS_PRESENCE } from './limits.ts';
import { UNOBSERVED, type RoomsObserver } from './observe.ts';
import type { PresenceReceiver } from './presence-rounds.ts';
import type { ViewCells } from './presence-view.ts';
import { frameMessages, Wire, type Framed } from './wire.ts';

/** How long the other side may take to answer a close before the socket is cut. */
const GOODBYE_MS = 2_000;

export interface ConnectionOwner {
	readonly participant: ParticipantId;
	/** SHA-256 hex of the sign-in session's id, so that ending the session ends the connection; null for none. */
	readonly signInSession: string | null;
	/** Subprotocol that was chosen; '' for none. */
	readonly protocol: string;
}

/** One socket on one document, with what the server has to remember about it. */
export class Connection implements PresenceReceiver {
	readonly participant: ParticipantId;
	readonly signInSession: string | null;
	/** Whether it speaks `mesa.2`. */
	readonly isOwn: boolean;
	readonly allowance: Allowance;
	/** The one id under which it shows a cursor; null until it shows one. */
	presenceId: number | null = null;
	/** How it is told of others: our own client says by its first message which it wants; until then it is told nothing. */
	hears: 'nothing' | 'awareness' | 'peers';
	/** What its canvas looks at; null for a list, a projector, a stock client. */
	view: ViewCells | null = null;
	/** It looks elsewhere than at the last round of presence. */
	isViewNew = false;
	/** Client ids that it wrote under. */
	readonly wroteAs = new Set<number>();
	/** Edits looked at so far, and how many of them it was told are on disk. */
	edits = 0;
	editsAcknowledged = 0;
	/** It has answered the server's vector: from then on nothing that it wrote can be missing. */
	hasAnswered = false;
	/** An edit came before that answer and built on what only the answer brings; it is not taken in until then. */
	skippedEdit = false;
	/** An update was refused, and the client has not yet said that it started afresh. */
	awaitsReset = false;
	/** Last permission sent, to send only changes. */
	permission = '';
	/** It lagged and missed presence; it gets all of it once it has caught up. */
	missedPresence = false;
	/** Closed by the server: nothing more of it counts. A client that left by itself is not expelled. */
	isExpelled = false;
	isAlive = true;
	/** Called once, when it has had its first copy of the document. */
	onServed: (() => void) | null = null;
	readonly #socket: WebSocket;
	readonly #wire: Wire;
	readonly #observe: RoomsObserver;
	#listener: ((bytes: Uint8Array) => void) | null = null;
	#early: Uint8Array[] = [];

	constructor(
		socket: WebSocket,
		owner: ConnectionOwner,
		now: () => number,
		onClosed: () => void,
		observe: RoomsObserver = UNOBSERVED,
	) {
		this.#socket = socket;
		this.#wire = new Wire(socket);
		this.#observe = observe;
		this.participant = owner.participant;
		this.signInSession = owner.signInSession;
		this.isOwn = owner.protocol === OWN_PROTOCOL;
		this.hears = this.isOwn ? 'nothing' : 'awareness';
		this.allowance = new Allowance(now());
		socket.on('message', (data: RawData, isBinary: boolean) => {
			if (this.isExpelled) return;
			if (!isBinary) return this.expel(CLOSE.malformed);
			// Presence is read at once and nothing of it kept, so its bytes need no copy.
			const bytes = this.#listener !== null && isPresence(data) ? data : toBytes(data);
			observe.received(bytes.byteLength);
			if (!this.allowance.spend(now(), bytes.byteLength)) return this.expel(CLOSE.tooMany);
			if (this.#listener) this.#listener(bytes);
			else this.#early.push(bytes);
		});
		socket.on('pong', () => {
			this.isAlive = true;
		});
		// A bad frame (F1): ws closes the socket itself, and 'close' follows.
		socket.on('error', (error: NodeJS.ErrnoException) => observe.brokeFrame(error.code ?? ''));
		socket.on('close', onClosed);
	}

	get isClosed(): boolean {
		return !this.#wire.isOpen;
	}

	/** Starts handing over messages; those that came while the document was opening go first. Its allowance bounds them. */
	listen(listener: (bytes: Uint8Array) => void): void {
		this.#listener = listener;
		const early = this.#early;
		this.#early = [];
		for (const bytes of early) if (!this.isExpelled) listener(bytes);
	}

	send(message: Uint8Array): void {
		this.sendFramed(frameMessages([message]));
	}

	/** Sends what was framed once for many receivers. */
	sendFramed(framed: Framed): void {
		if (this.isClosed) return;
		if (this.#wire.waiting > LAG_CLOSES) return this.expel(CLOSE.busy); // F19
		this.#wire.send(framed);
		this.#observe.sent(framed.bytes.byteLength);
	}

	/** Sends several frames, each once the socket has passed the one before on: a large answer is no lag (F28). */
	sendInTurn(frames: readonly Uint8Array[], at = 0): void {
		const frame = frames[at];
		if (frame === undefined || this.isClosed) return;
		if (at === frames.length - 1) {
			this.send(frame);
			this.onServed?.();
			this.onServed = null;
			return;
		}
		this.#socket.send(frame, () => this.sendInTurn(frames, at + 1));
		this.#observe.sent(frame.byteLength);
	}

	/** So much waits for it that presence has to stand back (F19). */
	get lags(): boolean {
		return this.#wire.waiting > LAG_DROPS_PRESENCE;
	}

	/** Asks whether the other side is there; cuts the socket where the last question stayed without answer. */
	probe(keepAlive: Framed): void {
		if (!this.isAlive) return this.#socket.terminate();
		this.isAlive = false;
		if (!this.isClosed) this.#wire.ping(keepAlive);
	}

	/** Closes it for a reason that both ends know. */
	expel(code: CloseCode): void {
		if (this.isExpelled) return;
		this.isExpelled = true;
		this.#early = [];
		this.#observe.expelled(code);
		this.#socket.close(code);
		setTimeout(() => this.#socket.terminate(), GOODBYE_MS).unref();
	}
}

const isPresence = (data: RawData): data is Buffer =>
	Buffer.isBuffer(data) && (data[0] === MESSAGE.show || data[0] === MESSAGE.awareness);

function toBytes(data: RawData): Uint8Array {
	if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
	return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data);
}
