import type { PresenceState } from '#protocol/presence.ts';
import type { ShowMessage } from '#protocol/show-message.ts';
import { CLOSE, type CloseCode, type PermissionMessage, type ResetMessage } from '#protocol/sync.ts';
import type { Claims } from './gate/claims.ts';
import type { Refusal } from './gate/refusal.ts';
import type { Connection } from './connection.ts';
import type { RoomKey, RoomsDeps } from './deps.ts';
import { permissionFrame, presenceFrame, type ClientMessage, type PresenceEntry } from './frames.ts';
import { CONNECTIONS_PER_PERSON } from './limits.ts';
import { PresenceRounds } from './presence-rounds.ts';
import { stampedFor } from './presence-stock.ts';
import { cellsOf } from './presence-view.ts';

/** Who is in a room: their connections, what they show of themselves, and what they are told they may do. */
export class Audience {
	readonly #key: RoomKey;
	readonly #deps: RoomsDeps;
	readonly #claims: Claims;
	readonly #connections = new Set<Connection>();
	readonly #rounds = new PresenceRounds(this.#connections);

	constructor(key: RoomKey, deps: RoomsDeps, claims: Claims) {
		this.#key = key;
		this.#deps = deps;
		this.#claims = claims;
	}

	get isEmpty(): boolean {
		return this.#connections.size === 0;
	}

	/** False where this person has too many sockets here already. */
	join(connection: Connection): boolean {
		let own = 0;
		for (const other of this.#connections) if (other.participant === connection.participant) own++;
		if (own >= CONNECTIONS_PER_PERSON) return false;
		this.#connections.add(connection);
		this.#tellPermission(connection);
		this.#rounds.welcome(connection);
		return true;
	}

	leave(connection: Connection): void {
		if (!this.#connections.delete(connection)) return;
		if (connection.presenceId !== null) this.#rounds.hide(connection.presenceId);
	}

	/** To everybody, and with it, in the same write, presence where it is due. */
	sendAll(message: Uint8Array): void {
		this.#rounds.send([message]);
	}

	/** How many edits of each connection have been looked at so far. */
	editCounts(): ReadonlyMap<Connection, number> {
		return new Map([...this.#connections].map((connection) => [connection, connection.edits]));
	}

	close(code: CloseCode): void {
		this.#rounds.stop();
		for (const connection of this.#connections) connection.expel(code);
		this.#connections.clear();
	}

	// ── presence ────────────────────────────────────────────────────────────────────────────────────────────────────────

	/** What our own client says first tells how it wants to hear of others: in its own messages, or as a stock client. */
	hear(connection: Connection, message: Pick<ClientMessage, 'type'>): void {
		if (connection.hears !== 'nothing' || message.type === 'claim') return; // a claim says nothing of it
		connection.hears = message.type === 'show' ? 'peers' : 'awareness';
		if (connection.hears === 'awareness') this.#rounds.welcome(connection);
	}

	/** A socket shows one cursor. What a stock client repeats of others (it echoes all that it hears) is passed over. */
	show(connection: Connection, entry: PresenceEntry): void {
		if (connection.isExpelled) return;
		if (connection.presenceId === null) {
			const owner = this.#claims.ownerOf(entry.clientId);
			if (owner !== null && owner !== connection.participant && stampedFor(entry.json) === owner) return;
			if (!this.#take(connection, entry.clientId)) return;
		}
		if (connection.presenceId !== entry.clientId) return;
		this.#rounds.show(entry, () => this.#identity(connection));
	}

	/** The same from one of our own: it says its id once, and then only what changes. */
	showOwn(connection: Connection, { clientId, view, state }: ShowMessage): void {
		if (connection.isExpelled) return;
		const isFirst = connection.presenceId === null;
		if (isFirst && clientId !== undefined && !this.#take(connection, clientId)) return;
		const { presenceId } = connection;
		if (presenceId === null || connection.hears !== 'peers' || (clientId ?? presenceId) !== presenceId) {
			return connection.expel(CLOSE.malformed);
		}
		const shown = state && this.#allowed(connection, state);
		if (shown !== undefined || isFirst) this.#rounds.showOwn(presenceId, shown, () => this.#identity(connection));
		if (isFirst) this.#rounds.welcome(connection);
		if (view !== undefined) this.#rounds.look(connection, view && cellsOf(view));
	}

	sendPresenceTo(connection: Connection): void {
		if (connection.hears === 'awareness') this.#rounds.welcome(connection);
		else connection.send(presenceFrame([]));
	}

	/** Makes client ids this person's; false where one is somebody else's, which ends the connection. */
	claim(connection: Connection, clientIds: readonly number[]): boolean {
		for (const clientId of clientIds) {
			if (this.#claims.claim(clientId, connection.participant, this.#deps.clock()) === 'yours') continue;
			connection.expel(CLOSE.clientIdTaken);
			return false;
		}
		return true;
	}

	/** From now on this connection shows itself under this id (F17). */
	#take(connection: Connection, clientId: number): boolean {
		if (!this.claim(connection, [clientId])) return false;
		for (const other of this.#connections) if (other.presenceId === clientId) this.#supersede(other);
		connection.presenceId = clientId;
		return true;
	}

	/** The same tab connected again while its old socket seemed alive: the old one must not hide the new one's cursor (F29). */
	#supersede(connection: Connection): void {
		connection.presenceId = null;
		connection.expel(CLOSE.superseded);
	}

	/** Only whoever facilitates may have everybody look somewhere. */
	#facilitates(connection: Connection): boolean {
		return this.#deps.access.facilitates(this.#key.workshop, connection.participant);
	}

	/** What a person shows, without what is not theirs to show. */
	#allowed(connection: Connection, state: PresenceState): PresenceState {
		const { brings, screen, follows, ...rest } = state;
		const mayLead = Boolean(brings || screen) && this.#facilitates(connection);
		return {
			...rest,
			...(brings && mayLead ? { brings } : {}),
			...(screen && mayLead ? { screen } : {}),
			// Nobody goes along with themselves: two devices of one person would chase each other.
			...(follows && follows !== connection.participant ? { follows } : {}),
		};
	}

	#identity(connection: Connection) {
		return this.#deps.access.identity(this.#key.workshop, connection.participant);
	}

	// ── permissions ─────────────────────────────────────────────────────────────────────────────────────────────────────

	/** After a change at the table: sends away who may no longer read, tells the others what they may write (F14). */
	review(): void {
		const { workshop, target } = this.#key;
		const { access } = this.#deps;
		for (const connection of [...this.#connections]) {
			switch (access.mayRead(workshop, connection.participant, target)) {
				case 'yes':
					this.#tellPermission(connection);
					break;
				case 'removed':
					connection.expel(CLOSE.removed);
					this.leave(connection);
					break;
				case 'unknown':
					connection.expel(CLOSE.unknownDocument);
					this.leave(connection);
					break;
			}
		}
		this.#rounds.restamp((participant) => access.identity(workshop, participant));
	}

	/** A refusal as its author is told it. */
	refusal({ code, lock }: Refusal): Pick<ResetMessage, 'code' | 'lock'> {
		return { code, lock: lock ? this.#deps.access.lockNotice(this.#key.workshop, lock) : null };
	}

	#tellPermission(connection: Connection): void {
		if (!connection.isOwn) return;
		const { workshop, target } = this.#key;
		const verdict = this.#deps.access.verdict(workshop, connection.participant, 'insert', target, []);
		const message: PermissionMessage = verdict.ok
			? { mayWrite: true, code: null, lock: null }
			: { mayWrite: false, ...this.refusal(verdict) };
		const text = JSON.stringify(message);
		if (text === connection.permission) return;
		connection.permission = text;
		connection.send(permissionFrame(message));
	}
}
