import * as Y from 'yjs';
import { isLocal } from '#board/acts.ts';
import { ROOTS } from '#board/roots.ts';
import { createUndo, type Undo } from '#board/undo.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { BOARD, Server, WORKSHOP } from '../../server/rooms/table.ts';
import { lockOn, person } from '../../support/gate-desk.ts';
import type { RawClient } from '../../support/raw-client.ts';
import { contentOf, differenceOf } from './content.ts';
import { Dice } from './dice.ts';
import { actOnBoard, someCard } from './honest-acts.ts';
import { hostileUpdate } from './hostile-acts.ts';
import { Found } from './watch.ts';

/** Rounds in which everybody comes back and says all that they have; after that all have to see the same. */
const REST_ROUNDS = 30;
/** Edits that a hostile client remembers. */
const REMEMBERED = 60;

export interface SocketTally {
	updates: number;
	drops: number;
	resets: number;
	/** Connections of the hostile client that the server ended. */
	closed: number;
}

/**
 * The same over real sockets and a real server, where nobody decides what comes first: honest people whose lines break, locks that
 * fall and are lifted, and a hostile client. In the end every honest copy reads as the server's. `file`: of a database that is free.
 */
export async function runOverSockets(seed: number, updates: number, file: string): Promise<SocketTally> {
	const server = await Server.start(file, { tickMs: 5 });
	try {
		return await new SocketEpisode(server, new Dice(seed)).run(updates);
	} finally {
		await server.stop();
	}
}

/** One person with their copy, over one connection after another. */
class SocketPerson {
	readonly id: ParticipantId;
	readonly name: string;
	readonly tally: SocketTally;
	readonly heard: Uint8Array[];
	client: RawClient;
	undo: Undo;
	readonly #server: Server;

	constructor(server: Server, name: string, tally: SocketTally, heard: Uint8Array[]) {
		this.id = person(name);
		this.name = name;
		this.tally = tally;
		this.heard = heard;
		this.#server = server;
		[this.client, this.undo] = this.#begin(null);
	}

	get doc(): Y.Doc {
		return this.client.doc;
	}

	get isOpen(): boolean {
		return this.client.socket.readyState === this.client.socket.OPEN;
	}

	drop(): void {
		this.tally.drops += 1;
		this.client.socket.terminate();
	}

	/** Comes back where the line broke, with the copy that it has; with none where something of it was refused. */
	async comeBack(): Promise<void> {
		const isRefused = this.client.resets.length > 0;
		if (this.client.closed === null && !isRefused) return;
		const old = this.client;
		this.tally.resets += Number(isRefused);
		this.undo.destroy();
		[this.client, this.undo] = this.#begin(isRefused ? null : Y.encodeStateAsUpdate(old.doc));
		old.close();
		await this.sayAll();
	}

	/** Hears what it lacks, and says what the server may lack. */
	async sayAll(): Promise<void> {
		const { client } = this;
		await client.sync();
		if (this.isOpen) client.sendSync(1, Y.encodeStateAsUpdate(client.doc));
	}

	#begin(state: Uint8Array | null): [RawClient, Undo] {
		const client = this.#server.connect(this.name);
		for (const root of ROOTS.board) client.doc.getMap(root);
		if (state !== null) Y.applyUpdate(client.doc, state, client);
		client.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (!isLocal(origin)) return;
			this.tally.updates += 1;
			this.heard.push(update);
			if (this.heard.length > REMEMBERED) this.heard.shift();
			if (client.socket.readyState === client.socket.OPEN) client.sendUpdate(update);
		});
		return [client, createUndo(client.doc)];
	}
}

class SocketEpisode {
	readonly #server: Server;
	readonly #dice: Dice;
	readonly #tally: SocketTally = { updates: 0, drops: 0, resets: 0, closed: 0 };
	readonly #heard: Uint8Array[] = [];
	readonly #people: readonly SocketPerson[];
	#mallory: RawClient | null = null;
	/** Under which the hostile client writes; not its copy's own id, which Yjs would change. */
	#me = 1;

	constructor(server: Server, dice: Dice) {
		this.#server = server;
		this.#dice = dice;
		this.#people = ['ana', 'ben', 'chela'].map((name) => new SocketPerson(server, name, this.#tally, this.#heard));
	}

	async run(updates: number): Promise<SocketTally> {
		for (const someone of this.#people) await someone.sayAll();
		while (this.#tally.updates < updates) await this.#step();
		await this.#rest();
		return this.#tally;
	}

	async #step(): Promise<void> {
		const dice = this.#dice;
		const someone = dice.pick(this.#people);
		if (!someone) return;
		switch (dice.among({ act: 60, drop: 2, back: 8, lock: 2, lift: 3, hostile: 8, listen: 30 })) {
			case 'act':
				return actOnBoard(someone, dice);
			case 'drop':
				return someone.drop();
			case 'back':
				return await someone.comeBack();
			case 'lock':
				return this.#lock();
			case 'lift':
				return this.#lift();
			case 'hostile':
				return await this.#attack();
			case 'listen':
				// Sockets are read between two turns of the event loop.
				return await new Promise((resolve) => setImmediate(resolve));
		}
	}

	#lock(): void {
		const { table } = this.#server;
		const card = this.#people[0] && someCard(this.#people[0].doc, this.#dice);
		if (card === undefined || table.locks.length > 2) return this.#lift();
		table.change(() => {
			table.locks = [...table.locks, lockOn({ kind: this.#dice.chance(0.5) ? 'card' : 'branch', card })];
		});
	}

	#lift(): void {
		const { table } = this.#server;
		table.change(() => {
			table.locks = table.locks.slice(1);
		});
	}

	async #attack(): Promise<void> {
		if (this.#mallory === null || this.#mallory.closed !== null || this.#mallory.resets.length > 0) {
			this.#tally.closed += Number((this.#mallory?.closed ?? null) !== null);
			this.#mallory?.close();
			this.#mallory = await this.#server.raw('mallory');
			this.#me = this.#dice.clientId();
		}
		const { doc } = this.#mallory;
		const prey = { doc, roots: ROOTS.board, heard: this.#heard, me: this.#me };
		this.#tally.updates += 1;
		this.#mallory.sendUpdate(hostileUpdate(prey, this.#dice));
	}

	async #rest(): Promise<void> {
		const { rooms, table } = this.#server;
		table.change(() => {
			table.locks = [];
		});
		let difference: string | null = null;
		for (let round = 0; round < REST_ROUNDS; round++) {
			for (const someone of this.#people) {
				await someone.comeBack();
				await someone.sayAll();
			}
			// One more answer, in order: by then all that was said before has been looked at.
			for (const { client } of this.#people) await client.sync();
			const server = await rooms.read(WORKSHOP, BOARD, (doc) => contentOf(doc, ROOTS.board));
			difference = this.#people.reduce<string | null>(
				(found, { name, doc }) => found ?? named(name, differenceOf(contentOf(doc, ROOTS.board), server)),
				null,
			);
			const isQuiet = this.#people.every(({ isOpen, client }) => isOpen && client.resets.length === 0);
			if (difference === null && isQuiet) return await this.#expectKept();
		}
		throw new Found(
			`over sockets not all come to see the same: ${difference ?? 'somebody is reset again and again'}`,
		);
	}

	/** What somebody was told is saved is there, also for whoever opens the document anew. */
	async #expectKept(): Promise<void> {
		const clocks = await this.#server.rooms.read(WORKSHOP, BOARD, (doc) =>
			Y.decodeStateVector(Y.encodeStateVector(doc)),
		);
		for (const { name, client } of this.#people) {
			for (const { vector } of client.saved) {
				for (const [id, clock] of vector)
					if ((clocks.get(id) ?? 0) < clock) throw new Found(`${name} was told that more is saved than is`);
			}
		}
	}
}

const named = (name: string, difference: string | null): string | null =>
	difference === null ? null : `${name}: ${difference}`;
