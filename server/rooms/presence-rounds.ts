import type { ParticipantId } from '#domain/ids.ts';
import { SHOWS_NOTHING, type PresenceState } from '#protocol/presence.ts';
import type { PresenceIdentity } from '#protocol/sync.ts';
import { presenceFrame, type PresenceEntry } from './frames.ts';
import { PACE, Pace } from './presence-pace.ts';
import type { Round, RoundKind } from './presence-round.ts';
import type { ViewCells } from './presence-view.ts';
import { Presence } from './presence.ts';
import { frameMessages, type Framed } from './wire.ts';

/** A connection, as far as presence goes. */
export interface PresenceReceiver {
	readonly hears: 'nothing' | 'awareness' | 'peers';
	readonly presenceId: number | null;
	view: ViewCells | null;
	isViewNew: boolean;
	/** It lagged and missed presence; it gets all of it once it has caught up. */
	missedPresence: boolean;
	/** So much waits for it that presence has to stand back (F19). */
	readonly lags: boolean;
	send(message: Uint8Array): void;
	sendFramed(framed: Framed): void;
}

/**
 * Sends presence round by round to a room's connections, each as often as the table's size allows (`PACE`). A timer runs only while
 * there is something to tell: a room of silent readers costs nothing.
 */
export class PresenceRounds {
	readonly #connections: ReadonlySet<PresenceReceiver>;
	readonly #presence = new Presence();
	readonly #paces: Readonly<Record<RoundKind, Pace>> = {
		stock: new Pace(PACE.stock),
		view: new Pace(PACE.view),
		table: new Pace(PACE.table),
	};
	/** Somebody looks elsewhere, and waits to see who is there. */
	#isViewNew = false;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(connections: ReadonlySet<PresenceReceiver>) {
		this.#connections = connections;
	}

	/** Everybody, to one who joined or asks. Nothing yet to one of ours that has not said how it wants to hear. */
	welcome(connection: PresenceReceiver): void {
		if (connection.hears === 'awareness') connection.send(this.#presence.wholeStock() ?? presenceFrame([]));
		else if (connection.hears === 'peers') connection.send(this.#wholeOwn(connection));
	}

	show(entry: PresenceEntry, identity: PresenceIdentity): void {
		if (this.#presence.show(entry, identity)) this.#schedule();
	}

	/** `state`: undefined from one who has shown nothing yet. */
	showOwn(clientId: number, state: PresenceState = SHOWS_NOTHING, identity: PresenceIdentity): void {
		this.#presence.showOwn(clientId, state, identity);
		this.#schedule();
	}

	hide(clientId: number): void {
		if (this.#presence.hide(clientId)) this.#schedule();
	}

	restamp(identityOf: (participant: ParticipantId) => PresenceIdentity): void {
		if (this.#presence.restamp(identityOf)) this.#schedule();
	}

	/** One of ours looks at these squares from now on. */
	look(connection: PresenceReceiver, view: ViewCells | null): void {
		if (connection.view?.key === view?.key) return;
		connection.view = view;
		connection.isViewNew = view !== null;
		if (view === null) return;
		this.#isViewNew = true;
		this.#schedule();
	}

	/** Sends messages to all connections; in the same write those of presence that are due, unless the receiver lags (F19). */
	send(messages: readonly Uint8Array[]): void {
		const round = this.#takeDue();
		const alone = frameMessages(messages);
		const made = new Map<Uint8Array, Framed>();
		for (const connection of this.#connections) {
			const presence = round && this.#presenceFor(connection, round);
			if (!presence) {
				if (messages.length > 0) connection.sendFramed(alone);
				continue;
			}
			let framed = made.get(presence);
			if (framed === undefined) {
				framed = messages.length === 0 ? frameMessages([presence]) : frameMessages([...messages, presence]);
				made.set(presence, framed);
			}
			connection.sendFramed(framed);
		}
		this.#schedule();
	}

	stop(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
	}

	/** What one receiver is told in this round; all of it where it lagged and missed some. */
	#presenceFor(connection: PresenceReceiver, round: Round): Uint8Array | null {
		if (connection.hears === 'nothing') return null;
		const isOwn = connection.hears === 'peers';
		const news = isOwn ? round.frameFor(connection.view, connection.isViewNew) : round.stock;
		if (connection.lags) {
			connection.missedPresence ||= news !== null;
			return null;
		}
		if (isOwn && round.isForOwn) connection.isViewNew = false;
		if (!connection.missedPresence) return news;
		connection.missedPresence = false;
		return isOwn ? this.#wholeOwn(connection) : this.#presence.wholeStock();
	}

	#wholeOwn(connection: PresenceReceiver): Uint8Array {
		return this.#presence.wholeOwn(connection.presenceId);
	}

	#takeDue(): Round | null {
		const now = performance.now();
		const people = this.#connections.size;
		const waiting = this.#waiting();
		const due = new Set([...waiting].filter((kind) => this.#paces[kind].take(now, people)));
		if (due.size === 0) return null;
		if (due.has('table')) this.#paces.view.went(now); // it tells all that the other would
		if (due.has('table') || due.has('view')) this.#isViewNew = false;
		this.stop();
		return this.#presence.takeRound(due);
	}

	/** The kinds of round that have something to tell, and somebody to hear it. */
	#waiting(): Set<RoundKind> {
		const kinds = new Set<RoundKind>();
		for (const { hears } of this.#connections) {
			if (hears === 'awareness' && this.#presence.hasNews('stock')) kinds.add('stock');
			if (hears !== 'peers') continue;
			if (this.#isViewNew || this.#presence.hasNews('view')) kinds.add('view');
			if (this.#presence.hasNews('table')) kinds.add('table');
		}
		return kinds;
	}

	#schedule(): void {
		if (this.#timer !== null) return;
		const now = performance.now();
		const people = this.#connections.size;
		const waits = [...this.#waiting()].map((kind) => this.#paces[kind].wait(now, people));
		if (waits.length === 0) return;
		this.#timer = setTimeout(
			() => {
				this.#timer = null;
				this.send([]);
			},
			Math.min(...waits),
		);
	}
}
