import type { WriteVerdict } from '#domain/permissions.ts';
import { CLOSE, type CloseCode, type PermissionMessage, type ResetMessage } from '#protocol/sync.ts';
import type { Claims } from './claims.ts';
import type { Connection } from './connection.ts';
import type { RoomKey, RoomsDeps } from './deps.ts';
import { permissionFrame, presenceFrame, type PresenceEntry } from './frames.ts';
import { CONNECTIONS_PER_PERSON } from './limits.ts';
import { Presence, stampedFor } from './presence.ts';

/** Cursors cost bytes that grow with the square of the table: one more tick between two frames for each 25 people. */
const PRESENCE_MS = 33;
const PEOPLE_A_PRESENCE_TICK = 25;

/** Who is in a room: their connections, what they show of themselves, and what they are told they may do. */
export class Audience {
	readonly #key: RoomKey;
	readonly #deps: RoomsDeps;
	readonly #claims: Claims;
	readonly #connections = new Set<Connection>();
	readonly #presence = new Presence();
	#timer: ReturnType<typeof setTimeout> | null = null;

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
		const shown = this.#presence.wholeFrame();
		if (shown) connection.send(shown);
		return true;
	}

	leave(connection: Connection): void {
		if (!this.#connections.delete(connection)) return;
		if (connection.presenceId !== null && this.#presence.hide(connection.presenceId)) this.#schedule();
	}

	sendAll(frame: Uint8Array): void {
		for (const connection of this.#connections) connection.send(frame);
	}

	/** How many edits of each connection have been looked at so far. */
	editCounts(): ReadonlyMap<Connection, number> {
		return new Map([...this.#connections].map((connection) => [connection, connection.edits]));
	}

	close(code: CloseCode): void {
		if (this.#timer) clearTimeout(this.#timer);
		for (const connection of this.#connections) connection.expel(code);
		this.#connections.clear();
	}

	// ── presence ────────────────────────────────────────────────────────────────────────────────────────────────────────

	/** A socket shows one cursor. What a stock client repeats of others (it echoes all that it hears) is passed over. */
	show(connection: Connection, entry: PresenceEntry): void {
		if (connection.isExpelled) return;
		if (connection.presenceId === null) {
			const owner = this.#claims.ownerOf(entry.clientId);
			if (owner !== null && owner !== connection.participant && stampedFor(entry.json) === owner) return;
			if (!this.claim(connection, [entry.clientId])) return;
			for (const other of this.#connections) {
				if (other.presenceId === entry.clientId) this.#supersede(other);
			}
			connection.presenceId = entry.clientId;
		}
		if (connection.presenceId !== entry.clientId) return;
		const identity = this.#deps.access.identity(this.#key.workshop, connection.participant);
		if (this.#presence.show(entry, identity)) this.#schedule();
	}

	sendPresenceTo(connection: Connection): void {
		connection.send(this.#presence.wholeFrame() ?? presenceFrame([]));
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

	/** The same tab connected again while its old socket seemed alive: the old one must not hide the new one's cursor (F29). */
	#supersede(connection: Connection): void {
		connection.presenceId = null;
		connection.expel(CLOSE.superseded);
	}

	#schedule(): void {
		if (this.#timer !== null) return;
		const ticks = Math.max(1, Math.ceil(this.#connections.size / PEOPLE_A_PRESENCE_TICK));
		this.#timer = setTimeout(() => {
			this.#timer = null;
			const frame = this.#presence.takeFrame();
			if (frame === null) return;
			const whole = () => this.#presence.wholeFrame();
			for (const connection of this.#connections) connection.sendPresence(frame, whole);
		}, ticks * PRESENCE_MS);
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
		if (this.#presence.restamp((participant) => access.identity(workshop, participant))) this.#schedule();
	}

	/** A refusal as its author is told it. */
	refusal({ code, lock }: Extract<WriteVerdict, { ok: false }>): ResetMessage {
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
