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

const KINDS: readonly RoundKind[] = ['stock', 'view', 'table'];

/**
 * Sends presence round by round to a room's connections, each as often as the table's size allows (`PACE`). Timers run only while
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
	readonly #timers: Record<RoundKind, ReturnType<typeof setTimeout> | null> = {
		stock: null,
		view: null,
		table: null,
	};

	constructor(connections: ReadonlySet<PresenceReceiver>) {
		this.#connections = connections;
	}

	/** Everybody, to one who joined or asks. Nothing yet to one of ours that has not said how it wants to hear. */
	welcome(connection: PresenceReceiver): void {
		if (connection.hears === 'awareness') connection.send(this.#presence.wholeStock() ?? presenceFrame([]));
		else if (connection.hears === 'peers') connection.send(this.#wholeOwn(connection));
	}

	show(entry: PresenceEntry, identity: () => PresenceIdentity): void {
		if (this.#presence.show(entry, identity)) this.#schedule();
	}

	/** `state`: undefined from one who has shown nothing yet. */
	showOwn(clientId: number, state: PresenceState = SHOWS_NOTHING, identity: () => PresenceIdentity): void {
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
		if (connection.presenceId !== null) this.#presence.introduce(connection.presenceId);
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
		for (const kind of KINDS) this.#unschedule(kind);
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
		const due = new Set(KINDS.filter((kind) => this.#hasNews(kind) && this.#paces[kind].take(now, people)));
		if (due.size === 0) return null;
		if (due.has('table')) {
			this.#paces.view.went(now); // it tells all that the other would
			due.add('view');
		}
		if (due.has('view')) this.#isViewNew = false;
		for (const kind of due) this.#unschedule(kind);
		return this.#presence.takeRound(due);
	}

	#hasNews(kind: RoundKind): boolean {
		return (kind === 'view' && this.#isViewNew) || this.#presence.hasNews(kind);
	}

	/** Called with every cursor that moves, so it looks at no more than it must. */
	#schedule(): void {
		for (const kind of KINDS) {
			if (this.#timers[kind] !== null || !this.#hasNews(kind)) continue;
			this.#timers[kind] = setTimeout(
				() => {
					this.#timers[kind] = null;
					this.send([]);
				},
				this.#paces[kind].wait(performance.now(), this.#connections.size),
			);
		}
	}

	#unschedule(kind: RoundKind): void {
		clearTimeout(this.#timers[kind] ?? undefined);
		this.#timers[kind] = null;
	}
}
