import type { WebSocket } from 'ws';
import type * as Y from 'yjs';
import { documentName } from '#board/document-names.ts';
import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { CLOSE, type CloseCode } from '#protocol/sync.ts';
import { Admission } from './admission.ts';
import type { Reader } from './authors.ts';
import { Connection } from './connection.ts';
import { RoomUnavailable, type RoomKey, type RoomsDeps } from './deps.ts';
import { presenceFrame } from './frames.ts';
import { Folder } from './folder.ts';
import type { Freeze } from './freeze.ts';
import { JOIN_WITHIN_MS, JOINS_AT_ONCE, JOINS_WAITING } from './limits.ts';
import type { Planting } from './planting.ts';
import { Room } from './room.ts';
import { Saver } from './saver.ts';
import type { UpdateBatch } from '../storage/storage.ts';
import type { ActsOf, Undoing } from './undoing.ts';
import { frameMessages } from './wire.ts';
import type { Written } from './written.ts';

const TICK_MS = 33; // two frames at 60 Hz
const SAVE_WITHIN_MS = 5_000;
const LINGER_MS = 10_000; // a reload, or a phone that changes cells, finds its room open
/** Below the 30 s after which a stock client takes silence for a broken line. */
const PROBE_MS = 20_000;
/** A twentieth of the connections each second, so that a thousand keep-alives hold nobody's edit up. */
const PROBE_TURNS = 20;
const KEEP_ALIVE = frameMessages([presenceFrame([])]);

export interface ConnectRequest {
	readonly workshop: WorkshopId;
	readonly document: DocumentTarget;
	readonly participant: ParticipantId;
	/** SHA-256 hex of the sign-in session's id; null where there is none to end. */
	readonly signInSession: string | null;
	/** The subprotocol that the handshake chose; '' for none. */
	readonly protocol: string;
}

/** The documents lane of this process. */
export interface Rooms {
	/** Takes over a socket whose upgrade has been authenticated. */
	connect(socket: WebSocket, request: ConnectRequest): void;
	/**
	 * Stops a document until the handle is released; resolves when all that was accepted is on disk. Throws `RoomUnavailable`.
	 */
	freeze(workshop: WorkshopId, target: DocumentTarget): Promise<Freeze>;
	/** Reads a document at a moment at which all of it is on disk. Throws `RoomUnavailable`. */
	read<Result>(workshop: WorkshopId, target: DocumentTarget, reader: Reader<Result>): Promise<Result>;
	/** How much each person has written in it. Throws `RoomUnavailable`. */
	written(workshop: WorkshopId, target: DocumentTarget): Promise<Written>;
	/** Writes as the server; on disk when it resolves. Waits while the document is frozen. Throws `RoomUnavailable`. */
	write<Result>(workshop: WorkshopId, target: DocumentTarget, writer: (doc: Y.Doc) => Result): Promise<Result>;
	/** What undoing one person's acts would change, in what is on disk now. Throws `RoomUnavailable`. */
	undoable(workshop: WorkshopId, target: DocumentTarget, acts: ActsOf): Promise<Undoing>;
	/**
	 * The same while the document stands still: `use` stores the batch together with its decision and answers whether it did; then
	 * everybody sees it. Where `use` rejects nobody knows what is on disk, and the room opens again as it is there.
	 */
	undoing<Result>(
		workshop: WorkshopId,
		target: DocumentTarget,
		acts: ActsOf,
		use: (ahead: Undoing) => Promise<{ readonly result: Result; readonly isStored: boolean }>,
	): Promise<Result>;
	/**
	 * The document stands still while `use` decides on it; `plant` says what writing for people would change, and what `use` says
	 * it has stored is then shown to everybody. Where `use` rejects nobody knows what is on disk, and the room opens afresh.
	 */
	planting<Result>(
		workshop: WorkshopId,
		target: DocumentTarget,
		use: (
			doc: Y.Doc,
			plant: (plantings: readonly Planting[]) => UpdateBatch,
		) => Promise<{ readonly result: Result; readonly stored: UpdateBatch | null }>,
	): Promise<Result>;
	/** Closes a document at once and forgets what is not on disk; resolves when nothing of it is being written. */
	discard(workshop: WorkshopId, target: DocumentTarget): Promise<void>;
	closePerson(workshop: WorkshopId, participant: ParticipantId, code: CloseCode): void;
	/** Ends every connection of a sign-in session (SHA-256 hex of its id). */
	closeSignInSession(hash: string): void;
	/** Closes a table's rooms at once and forgets what is not on disk; resolves when nothing of it is being written. */
	closeWorkshop(workshop: WorkshopId, code: CloseCode): Promise<void>;
	/** Saves, makes snapshots, and tells everybody to come back later. */
	stop(): Promise<void>;
	/** Open rooms, connections and the people behind these, for the health page and tests. */
	count(): { readonly rooms: number; readonly connections: number; readonly people: number };
}

export function createRooms(deps: RoomsDeps): Rooms {
	return new RoomKeeper(deps);
}

interface Held {
	readonly key: RoomKey;
	readonly opening: Promise<Room>;
	room: Room | null;
	linger: ReturnType<typeof setTimeout> | null;
	/** Reads, writes and joins that have asked for the room and not got it yet. */
	uses: number;
}

class RoomKeeper implements Rooms {
	readonly #deps: RoomsDeps;
	readonly #saver: Saver;
	readonly #folder: Folder;
	readonly #held = new Map<string, Held>();
	/** Rooms on their way out: whoever wants them again waits, and then sees all that they saved (F21). */
	readonly #closing = new Map<string, Promise<void>>();
	readonly #connections = new Map<Connection, ConnectRequest & { readonly turn: number }>();
	readonly #admission: Admission;
	readonly #probing: ReturnType<typeof setInterval>;
	/** Whose turn it is to be probed. */
	#turn = 0;
	#joined = 0;
	#isStopped = false;

	constructor(deps: RoomsDeps) {
		this.#deps = deps;
		this.#saver = new Saver(deps.storage.documents, deps.tickMs ?? TICK_MS, deps.log, deps.observe);
		this.#folder = new Folder(deps);
		this.#admission = new Admission(
			deps.admission ?? { atOnce: JOINS_AT_ONCE, waiting: JOINS_WAITING, within: JOIN_WITHIN_MS },
		);
		this.#probing = setInterval(() => this.#probe(), PROBE_MS / PROBE_TURNS);
		this.#probing.unref();
	}

	#probe(): void {
		this.#turn = (this.#turn + 1) % PROBE_TURNS;
		for (const [connection, { turn }] of this.#connections) if (turn === this.#turn) connection.probe(KEEP_ALIVE);
	}

	connect(socket: WebSocket, request: ConnectRequest): void {
		let joined: Room | null = null;
		let turn: (() => void) | null = null;
		const left = (): void => {
			turn?.();
			connection.onServed?.();
			this.#connections.delete(connection);
			joined?.leave(connection);
			this.#linger(keyOf(request.workshop, request.document));
		};
		const connection = new Connection(socket, request, this.#deps.clock, left, this.#deps.observe);
		this.#connections.set(connection, { ...request, turn: this.#joined++ % PROBE_TURNS });
		if (this.#isStopped) return connection.expel(CLOSE.stopping);
		const { workshop, document, participant } = request;
		const join = (room: Room): void => {
			if (connection.isClosed) return;
			// Asked only now: between the upgrade and this moment the table may have changed.
			switch (this.#deps.access.mayRead(workshop, participant, document)) {
				case 'yes':
					joined = room;
					return room.join(connection);
				case 'removed':
					return connection.expel(CLOSE.removed);
				case 'unknown':
					return connection.expel(CLOSE.unknownDocument);
			}
		};
		turn = this.#admission.ask((served) => {
			connection.onServed = served;
			this.#use(workshop, document, join).catch((error: unknown) => {
				this.#deps.log.error({ err: error, workshop }, 'documents: a connection could not be served');
				connection.expel(error instanceof RoomUnavailable ? error.code : CLOSE.busy);
			});
		});
		if (turn === null) connection.expel(CLOSE.busy);
	}

	freeze(workshop: WorkshopId, target: DocumentTarget): Promise<Freeze> {
		return this.#use(workshop, target, (room) => room.freeze());
	}

	read<Result>(workshop: WorkshopId, target: DocumentTarget, reader: Reader<Result>): Promise<Result> {
		return this.#use(workshop, target, (room) => room.read(reader));
	}

	written(workshop: WorkshopId, target: DocumentTarget): Promise<Written> {
		return this.#use(workshop, target, (room) => room.written());
	}

	write<Result>(workshop: WorkshopId, target: DocumentTarget, writer: (doc: Y.Doc) => Result): Promise<Result> {
		return this.#use(workshop, target, (room) => room.write(writer));
	}

	undoable(workshop: WorkshopId, target: DocumentTarget, acts: ActsOf): Promise<Undoing> {
		return this.#use(workshop, target, (room) => room.undoable(acts));
	}

	undoing<Result>(
		workshop: WorkshopId,
		target: DocumentTarget,
		acts: ActsOf,
		use: (ahead: Undoing) => Promise<{ readonly result: Result; readonly isStored: boolean }>,
	): Promise<Result> {
		return this.#use(workshop, target, async (room) => {
			const freeze = await room.freeze();
			try {
				const ahead = await room.undoable(acts);
				const { result, isStored } = await use(ahead);
				if (isStored && ahead.batch) freeze.takeIn(ahead.batch.updates);
				return result;
			} catch (error) {
				freeze.abandon(error);
				throw error;
			} finally {
				freeze.release();
			}
		});
	}

	planting<Result>(
		workshop: WorkshopId,
		target: DocumentTarget,
		use: (
			doc: Y.Doc,
			plant: (plantings: readonly Planting[]) => UpdateBatch,
		) => Promise<{ readonly result: Result; readonly stored: UpdateBatch | null }>,
	): Promise<Result> {
		return this.#use(workshop, target, async (room) => {
			const freeze = await room.freeze();
			try {
				const { result, stored } = await freeze.read((doc) => use(doc, (plantings) => freeze.plant(plantings)));
				if (stored) freeze.takeIn(stored.updates, stored.claims);
				return result;
			} catch (error) {
				freeze.abandon(error);
				throw error;
			} finally {
				freeze.release();
			}
		});
	}

	async discard(workshop: WorkshopId, target: DocumentTarget): Promise<void> {
		const name = keyOf(workshop, target);
		const held = this.#held.get(name);
		if (held) await held.opening.then((room) => room.close(CLOSE.removed)).catch(() => {}); // who asked for it got the error
		await this.#closing.get(name);
		await this.#saver.settled();
	}

	closePerson(workshop: WorkshopId, participant: ParticipantId, code: CloseCode): void {
		for (const [connection, request] of this.#connections) {
			if (request.workshop === workshop && request.participant === participant) connection.expel(code);
		}
	}

	closeSignInSession(hash: string): void {
		for (const [connection, request] of this.#connections) {
			if (request.signInSession === hash) connection.expel(CLOSE.signedOut);
		}
	}

	async closeWorkshop(workshop: WorkshopId, code: CloseCode): Promise<void> {
		for (const [connection, request] of this.#connections) {
			if (request.workshop === workshop) connection.expel(code);
		}
		const held = [...this.#held.values()].filter(({ key }) => key.workshop === workshop);
		for (const { room, opening } of held) {
			if (room) room.close(code);
			else await opening.then((opened) => opened.close(code)).catch(() => {}); // who asked for it got the error
		}
		await Promise.all(this.#closing.values());
		await this.#saver.settled();
	}

	async stop(): Promise<void> {
		this.#isStopped = true;
		clearInterval(this.#probing);
		const rooms = await Promise.allSettled([...this.#held.values()].map(({ opening }) => opening));
		const opened = rooms.filter((room) => room.status === 'fulfilled');
		await Promise.all(opened.map((room) => room.value.shutDown(CLOSE.stopping)));
		for (const connection of this.#connections.keys()) connection.expel(CLOSE.stopping);
		await Promise.all(this.#closing.values());
		await this.#saver.settled();
		await this.#folder.stop();
	}

	count(): { rooms: number; connections: number; people: number } {
		const people = new Set([...this.#connections.values()].map(({ participant }) => participant));
		return { rooms: this.#held.size, connections: this.#connections.size, people: people.size };
	}

	/** Opens the room where needed and keeps it open while the work runs. */
	async #use<Result>(
		workshop: WorkshopId,
		target: DocumentTarget,
		work: (room: Room) => Result | Promise<Result>,
	): Promise<Result> {
		const name = keyOf(workshop, target);
		for (let closing = this.#closing.get(name); closing; closing = this.#closing.get(name)) {
			await within(closing, this.#deps.saveWithinMs ?? SAVE_WITHIN_MS);
		}
		if (this.#isStopped) throw new RoomUnavailable(CLOSE.stopping, 'the server is stopping');
		const held = this.#held.get(name) ?? this.#hold(name, { workshop, target });
		held.uses += 1;
		try {
			return await work(await held.opening);
		} finally {
			held.uses -= 1;
			this.#linger(name);
		}
	}

	#hold(name: string, key: RoomKey): Held {
		const opening = Room.open(this.#deps, { saver: this.#saver, folder: this.#folder }, key, {
			closed: (room) => {
				if (this.#held.get(name)?.room === room) this.#held.delete(name);
				// An append that hangs may still reach the disk: whoever opens the document next has to see it.
				this.#whileClosing(name, this.#saver.settled());
				this.#whileClosing(name, room.unfrozen());
			},
			released: () => this.#linger(name),
		});
		const held: Held = { key, opening, room: null, linger: null, uses: 0 };
		this.#held.set(name, held);
		opening.then(
			(room) => {
				held.room = room;
			},
			() => this.#held.delete(name), // who asked gets the error; the next one tries anew
		);
		return held;
	}

	/** A room that stays empty for a while is snapshotted and closed. */
	#linger(name: string): void {
		const held = this.#held.get(name);
		if (!held || held.linger !== null || !isIdle(held)) return;
		held.linger = setTimeout(() => {
			held.linger = null;
			const { room } = held;
			if (this.#held.get(name) !== held || room === null || !isIdle(held)) return;
			this.#held.delete(name);
			this.#whileClosing(name, room.shutDown(CLOSE.stopping));
		}, this.#deps.lingerMs ?? LINGER_MS);
		held.linger.unref();
	}

	#whileClosing(name: string, work: Promise<void>): void {
		const before = this.#closing.get(name);
		const closing = Promise.allSettled([before, work]).then(() => {
			if (this.#closing.get(name) === closing) this.#closing.delete(name);
		});
		this.#closing.set(name, closing);
	}
}

/** Waits for a room to go, but not for a disk that never answers. */
async function within(closing: Promise<void>, milliseconds: number): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(
			() => reject(new RoomUnavailable(CLOSE.busy, 'the document is still being written')),
			milliseconds,
		);
	});
	await Promise.race([closing, late]).finally(() => clearTimeout(timer));
}

const isIdle = (held: Held): boolean => held.room !== null && held.uses === 0 && held.room.isEmpty;

const keyOf = (workshop: WorkshopId, target: DocumentTarget): string => `${workshop}/${documentName(target)}`;
