import * as Y from 'yjs';
import { agendaFrom } from '#domain/agenda.ts';
import { CARD_KINDS, FIELD_KEYS } from '#domain/cards.ts';
import { parseId, type ParticipantId, type WorkshopId } from '#domain/ids.ts';
import { mayWrite, type DocumentTarget } from '#domain/permissions.ts';
import { documentName } from '#board/document-names.ts';
import { ROOTS } from '#board/roots.ts';
import { seedDraft } from '#board/seed.ts';
import { MESSAGE } from '#protocol/sync.ts';
import { createRooms, type Rooms } from '../../../server/rooms/rooms.ts';
import type { Storage } from '../../../server/storage/storage.ts';
import { contentOf, differenceOf } from './content.ts';
import { Dice } from './dice.ts';
import { forecast, surpriseIn } from './forecast.ts';
import { actOnBoard, actOnDraft, someCard } from './honest-acts.ts';
import { hostileUpdate } from './hostile-acts.ts';
import { MemorySocket } from './memory-socket.ts';
import { claimedIn, Person, updateIn, updateMessage } from './person.ts';
import { policyFor } from './policy.ts';
import { rehearse } from './rehearsal.ts';
import { DRAFT, FuzzTable, LUCIA, NO_FACTS } from './table.ts';

/** How the updates of a run ended. */
export interface Tally {
	updates: number;
	applied: number;
	/** Some of it was allowed and the rest refused. */
	inPart: number;
	/** The document stayed as it was. */
	stood: number;
	resets: number;
}
export const emptyTally = (): Tally => ({ updates: 0, applied: 0, inPart: 0, stood: 0, resets: 0 });

/** Something that must never happen, happened. */
export class Found extends Error {}

const PHASES = agendaFrom('full');
/** As a table may edit its phases: everything open at once. */
const EVERYTHING = { cards: CARD_KINDS, links: true, drawings: true, draftCore: true, draftRoute: true };
const OPENED = PHASES.slice(0, 4).map((phase) => ({ ...phase, writes: EVERYTHING }));
/** In which everybody has to see the same once nobody writes any more. */
const REST_MS = 10_000;
/** Longer than a person's whole day of client ids lasts at the rate of this run. */
const STEP_MS = 20_000;

/** One table, from an empty document until all agree again. Throws `Found` where a promise is broken. */
export async function runEpisode(seed: number, updates: number, storage: Storage): Promise<Tally> {
	const episode = await Episode.open(seed, storage);
	try {
		while (episode.tally.updates < updates) await episode.step();
		await episode.end();
		return episode.tally;
	} finally {
		await episode.close();
	}
}

class Episode {
	readonly tally = emptyTally();
	readonly #dice: Dice;
	readonly #storage: Storage;
	readonly #workshop: WorkshopId;
	readonly #target: DocumentTarget;
	readonly #roots: readonly string[];
	readonly #table: FuzzTable;
	readonly #rooms: Rooms;
	readonly #log: string[] = [];
	readonly #people: Person[] = [];
	/** Whoever wrote first under a client id. */
	readonly #owners = new Map<number, ParticipantId>();
	/** Whoever claimed an id without having written under it. */
	readonly #claimed = new Map<number, ParticipantId>();
	/** Ids under which something was refused, until their owner starts afresh; and the ids that a socket spoke of. */
	readonly #astray = new Set<number>();
	/** Ids under which something may have been refused: whether what they send next counts, only the gate knows. */
	readonly #doubtful = new Set<number>();
	readonly #spokeOf = new Map<MemorySocket, Set<number>>();
	/** Sockets that were reset and have not said that they started afresh. */
	readonly #awaiting = new Set<MemorySocket>();
	#mallory: { id: ParticipantId; socket: MemorySocket; me: number };
	#doc = new Y.Doc();
	#snapshot: Uint8Array | null = null;
	#heard: Uint8Array[] = [];
	#now = 1_000_000;

	static async open(seed: number, storage: Storage): Promise<Episode> {
		const dice = new Dice(seed);
		const workshop = parseId<WorkshopId>(dice.cardId()); // spelt as a card's
		if (workshop === null) throw new Error('an id that is none');
		const claim = await storage.owners.claim(workshop);
		if (claim === 'busy') throw new Error('the table is held');
		const episode = new Episode(dice, storage, workshop, claim.epoch);
		await episode.#begin();
		return episode;
	}

	private constructor(dice: Dice, storage: Storage, workshop: WorkshopId, epoch: number) {
		this.#dice = dice;
		this.#storage = storage;
		this.#workshop = workshop;
		this.#target = dice.chance(0.7) ? { document: 'board' } : { document: 'draft', commitment: DRAFT };
		this.#roots = ROOTS[this.#target.document];
		const [phase] = OPENED;
		if (!phase) throw new Error('an agenda without its phases');
		this.#table = new FuzzTable(epoch, phase);
		const line = (data: unknown, message?: string) => void this.#log.push(`${message ?? ''} ${inWords(data)}`);
		this.#rooms = createRooms({
			storage,
			access: this.#table,
			clock: () => this.#now,
			log: { info: () => {}, warn: line, error: line },
			tickMs: 0,
		});
		for (const name of ['lucia', 'ana', 'ben', 'chela']) {
			const id = name.padEnd(20, '2') as ParticipantId; // spelt as an id is
			this.#people.push(
				new Person(name, id, this.#roots, {
					saved: (person, vector) => this.#expectKept(person, vector),
					clientId: () => dice.clientId(),
				}),
			);
		}
		this.#table.roles.set(LUCIA, 'facilitator');
		this.#mallory = {
			id: 'mallory2222222222222' as ParticipantId,
			socket: new MemorySocket(),
			me: dice.clientId(),
		};
		this.#mallory.socket.cut();
	}

	async #begin(): Promise<void> {
		if (this.#target.document === 'draft') {
			const fields = Object.fromEntries(FIELD_KEYS.map((key) => [key, this.#dice.words()]));
			await this.#rooms.write(this.#workshop, this.#target, (doc) => seedDraft(doc, fields));
		}
		this.#doc = await this.#rooms.read(this.#workshop, this.#target, (doc) => doc);
		this.#doc.on('update', (update: Uint8Array) => {
			this.#snapshot = null;
			this.#heard.push(update);
			if (this.#heard.length > 60) this.#heard.shift();
		});
		for (const person of this.#people) await this.#connect(person);
	}

	// ── one step ────────────────────────────────────────────────────────────────────────────────────────────────────────

	async step(): Promise<void> {
		this.#now += STEP_MS;
		const dice = this.#dice;
		const person = dice.pick(this.#people);
		if (!person) return;
		switch (dice.among({ act: 34, up: 30, down: 26, tick: 4, leave: 1.2, back: 3, table: 1.8, hostile: 7 })) {
			case 'act':
				if (this.#mayAct(person)) this.#act(person);
				return;
			case 'up':
				return this.#carryUp(person);
			case 'down':
				for (let frames = dice.chance(0.5) ? 100 : 1; frames > 0 && person.listen(); frames--);
				return this.#lookAtLine(person);
			case 'tick':
				return await this.#settle();
			case 'leave':
				return person.goOffline();
			case 'back':
				if (!person.isOnline) await this.#connect(person);
				return;
			case 'table':
				return this.#changeTable();
			case 'hostile':
				return await this.#attack();
		}
	}

	/** Our pages close what is not allowed; now and then somebody is quicker than the message that says so. */
	#mayAct({ id }: Person): boolean {
		const context = { ...this.#table.context, ...NO_FACTS };
		return mayWrite(this.#table.writerOf(id), 'insert', this.#target, [], context).ok || this.#dice.chance(0.05);
	}

	#act(person: Person): void {
		const acts = this.#dice.chance(0.1) ? 4 : 1;
		for (let i = 0; i < acts; i++) {
			person.undo.endBurst(); // bursts are measured in time, which no seed decides
			if (this.#target.document === 'board') actOnBoard(person, this.#dice);
			else actOnDraft(person, this.#dice);
		}
	}

	#carryUp(person: Person): void {
		const bytes = person.outbox.shift();
		const { socket } = person;
		if (bytes === undefined || socket === null) return;
		this.#deliver(person.name, person.id, socket, bytes);
		this.#lookAtLine(person);
	}

	#lookAtLine(person: Person): void {
		const code = person.socket?.closedWith ?? null;
		if (code === null || person.socket?.sent.length !== 0) return;
		if (!person.takeClose(code)) throw new Found(`${person.name}, who is honest, was closed with ${code}`);
	}

	#changeTable(): void {
		const dice = this.#dice;
		const table = this.#table;
		// Nothing stays closed for long, or little would be written.
		const isShut =
			table.isArchived || table.locks.some(({ target }) => target.kind === 'board' || target.kind === 'draft');
		if (isShut || table.locks.length > 2 || !this.#isOpen(table.phase)) return this.#openAgain();
		switch (dice.among({ lock: 8, lift: 9, phase: 4, role: 2, archive: 0.3 })) {
			case 'lock': {
				const target = this.#lockTarget();
				if (target) table.lock(target);
				return;
			}
			case 'lift':
				return table.change(() => {
					table.locks = table.locks.slice(1);
				});
			case 'phase':
				return table.change(() => {
					table.phase =
						dice.pick([...PHASES.filter((phase) => this.#isOpen(phase)), ...OPENED]) ?? table.phase;
				});
			case 'role':
				return table.change(() => {
					const ben = this.#people[2];
					if (ben) table.roles.set(ben.id, dice.chance(0.3) ? 'observer' : 'guest');
					table.roles.set(this.#mallory.id, dice.chance(0.3) ? 'observer' : 'guest');
				});
			case 'archive':
				return table.change(() => {
					table.isArchived = !table.isArchived;
				});
		}
	}

	#isOpen({ writes }: FuzzTable['phase']): boolean {
		return this.#target.document === 'board' ? writes.cards.length > 0 : writes.draftCore || writes.draftRoute;
	}

	#openAgain(): void {
		const open = [...PHASES.filter((phase) => this.#isOpen(phase)), ...OPENED, ...OPENED];
		this.#table.change(() => {
			this.#table.isArchived = false;
			this.#table.locks = this.#table.locks.filter(
				({ target }) => target.kind !== 'board' && target.kind !== 'draft',
			);
			this.#table.phase = this.#dice.pick(open) ?? this.#table.phase;
		});
	}

	#lockTarget() {
		const dice = this.#dice;
		if (this.#target.document === 'draft') {
			const field = dice.pick(FIELD_KEYS) ?? 'problem';
			return dice.chance(0.2)
				? ({ kind: 'draft', commitment: DRAFT } as const)
				: ({ kind: 'field', commitment: DRAFT, field } as const);
		}
		const card = someCard(this.#doc, dice);
		if (card === undefined || dice.chance(0.15)) return { kind: 'board' } as const;
		return { kind: dice.chance(0.5) ? 'card' : 'branch', card } as const;
	}

	async #attack(): Promise<void> {
		const dice = this.#dice;
		if (!this.#mallory.socket.isOpen || this.#awaiting.has(this.#mallory.socket)) {
			if (dice.chance(0.8)) this.#mallory.socket.cut();
			if (!this.#mallory.socket.isOpen) {
				const socket = this.#open(this.#mallory.id);
				const me = dice.chance(0.1) ? dice.clientId() : this.#mallory.me;
				this.#mallory = { ...this.#mallory, socket, me };
				await this.#settle();
				// As an honest client begins: then a gap closes the connection.
				socket.hear(Uint8Array.of(MESSAGE.sync, 1, 2, 0, 0));
			}
		}
		const { id, socket, me } = this.#mallory;
		const prey = { doc: this.#doc, roots: this.#roots, heard: this.#heard, me };
		for (let updates = 1 + dice.below(3); updates > 0 && socket.isOpen; updates--) {
			this.#deliver('mallory', id, socket, updateMessage(hostileUpdate(prey, dice)));
		}
		socket.sent.length = 0;
	}

	// ── what every update is held to ────────────────────────────────────────────────────────────────────────────────────

	#deliver(name: string, id: ParticipantId, socket: MemorySocket, bytes: Uint8Array): void {
		const update = updateIn(bytes);
		if (update === null) return this.#deliverWord(id, socket, bytes);
		this.tally.updates += 1;
		const snapshot = (this.#snapshot ??= Y.encodeStateAsUpdate(this.#doc));
		const rehearsal = rehearse(snapshot, update, this.#roots);
		const foreseen = this.#awaiting.has(socket)
			? ({ is: 'stands', why: 'it was told to start afresh' } as const)
			: this.#forecast(id, rehearsal);
		const framesBefore = socket.sent.length;
		socket.hear(bytes);
		const wasReset = socket.sent.slice(framesBefore).some(isReset);
		if (wasReset) this.#awaiting.add(socket);
		this.tally.resets += Number(wasReset);
		const fail = (what: string): never => {
			const why = foreseen.is === 'stands' ? foreseen.why : foreseen.refused.join('; ') || 'all of it is allowed';
			throw new Found(
				`${name}’s update ${this.tally.updates}: ${what} (foreseen: ${foreseen.is}; ${why})\n${this.#log.at(-1) ?? ''}`,
			);
		};
		if (this.#doc.isDestroyed) fail('the room gave up');
		const { pendingStructs, pendingDs } = this.#doc.store;
		if (pendingStructs !== null || pendingDs !== null) fail('the document waits for something');
		if (rehearsal.is === 'sound' && rehearsal.writers.some((writer) => this.#doubtful.has(writer))) return;
		if (foreseen.is === 'stands') {
			this.tally.stood += 1;
			if (this.#snapshot === null)
				fail(
					`the document changed: ${differenceOf(contentOf(this.#doc, this.#roots), rehearsal.is === 'sound' ? rehearsal.before : new Map()) ?? 'only inside'}`,
				);
			return;
		}
		const surprise = surpriseIn(contentOf(this.#doc, this.#roots), foreseen.allowed);
		if (surprise !== null) fail(surprise);
		if (!socket.isOpen) fail(`its connection was closed with ${socket.closedWith}`);
		const isRefused = foreseen.refused.length > 0;
		if (isRefused !== wasReset && !foreseen.isUnsure)
			fail(wasReset ? 'it was reset' : 'it was not told of the refusal');
		if (isRefused) this.tally.inPart += 1;
		else this.tally.applied += 1;
		if (rehearsal.is !== 'sound') return;
		const { store } = rehearsal.copy();
		const hasGrown = (clientId: number) => Y.getState(this.#doc.store, clientId) > Y.getState(store, clientId);
		for (const writer of rehearsal.writers) {
			this.#note(socket, writer);
			if (foreseen.astray.has(writer) && hasGrown(writer)) this.#astray.add(writer);
			else if (foreseen.isUnsure && wasReset && hasGrown(writer)) this.#doubtful.add(writer);
			if (Y.getState(this.#doc.store, writer) > 0 && !this.#owners.has(writer)) this.#owners.set(writer, id);
		}
	}

	/** Whatever is no update: it must not touch the document. */
	#deliverWord(id: ParticipantId, socket: MemorySocket, bytes: Uint8Array): void {
		const framesBefore = socket.sent.length;
		const before = Y.encodeStateVector(this.#doc);
		socket.hear(bytes);
		if (bytes[0] === MESSAGE.resetDone) {
			this.#awaiting.delete(socket);
			for (const clientId of this.#spokeOf.get(socket) ?? []) this.#astray.delete(clientId);
		}
		if (!socket.isOpen) return;
		for (const clientId of claimedIn(bytes)) {
			if (!this.#claimed.has(clientId)) this.#claimed.set(clientId, id);
			this.#note(socket, clientId);
		}
		if (socket.sent.slice(framesBefore).some(isReset)) this.#awaiting.add(socket);
		if (Buffer.compare(before, Y.encodeStateVector(this.#doc)) !== 0)
			throw new Found('a word changed the document');
	}

	#note(socket: MemorySocket, clientId: number): void {
		const known = this.#spokeOf.get(socket) ?? new Set();
		this.#spokeOf.set(socket, known.add(clientId));
	}

	#forecast(id: ParticipantId, rehearsal: ReturnType<typeof rehearse>) {
		const writer = this.#table.writerOf(id);
		const context = this.#table.context;
		const whole = { ...context, ...NO_FACTS };
		const mayWriteHere = mayWrite(writer, 'insert', this.#target, [], whole).ok;
		const ownerOf = (clientId: number) => this.#owners.get(clientId) ?? this.#claimed.get(clientId);
		const isOwn = (clientId: number) =>
			ownerOf(clientId) === id ||
			(ownerOf(clientId) === undefined &&
				clientId !== this.#doc.clientID &&
				Y.getState(this.#doc.store, clientId) === 0);
		if (rehearsal.is === 'broken') return { is: 'stands', why: rehearsal.why } as const;
		const strays = rehearsal.writers.some((clientId) => this.#astray.has(clientId));
		if (strays) return { is: 'stands', why: 'it has not started afresh' } as const;
		return forecast(rehearsal, mayWriteHere, isOwn, policyFor(writer, this.#target, context, rehearsal));
	}

	/** What a person’s device shows as saved stands in the document as that person wrote it. */
	#expectKept(person: Person, vector: ReadonlyMap<number, number>): void {
		const { clientID, store } = person.doc;
		const until = Math.min(vector.get(clientID) ?? 0, Y.getState(store, clientID));
		for (let clock = person.acknowledged.get(clientID) ?? 0; clock < until;) {
			const own: unknown = Y.getItem(store, Y.createID(clientID, clock));
			if (!(own instanceof Y.Item || own instanceof Y.GC)) return;
			const end = own.id.clock + own.length;
			if (own instanceof Y.Item && !own.deleted) {
				if (Y.getState(this.#doc.store, clientID) < Math.min(end, until))
					throw new Found(`${person.name} was told that more is saved than is`);
				const kept: unknown = Y.getItem(this.#doc.store, Y.createID(clientID, clock));
				if (kept instanceof Y.GC)
					throw new Found(`${person.name} was told that something is saved that was refused`);
			}
			clock = end;
		}
	}

	// ── the line ────────────────────────────────────────────────────────────────────────────────────────────────────────

	#open(participant: ParticipantId): MemorySocket {
		const socket = new MemorySocket();
		const place = { workshop: this.#workshop, document: this.#target, participant };
		this.#rooms.connect(socket.asWebSocket, { ...place, signInSession: null, protocol: 'mesa.2' });
		return socket;
	}

	async #connect(person: Person): Promise<void> {
		person.comeOnline(this.#open(person.id));
		await this.#settle();
	}

	/** The tick comes round: all that was accepted is on disk, and told. */
	async #settle(): Promise<void> {
		await this.#rooms.read(this.#workshop, this.#target, () => null);
		await new Promise((resolve) => setImmediate(resolve));
		if (this.#doc.isDestroyed) throw new Found(`the room gave up: ${this.#log.at(-1) ?? ''}`);
	}

	// ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────────────

	/** Everybody comes back, all is carried to its place, and all copies and the disk must agree. */
	async end(): Promise<void> {
		// The server answers a crowd that comes back a few at a time, so an answer may take a moment.
		for (const since = performance.now(); performance.now() - since < REST_MS; await this.#settle()) {
			for (const person of this.#people) {
				if (!person.isOnline) await this.#connect(person);
				while (person.outbox.length > 0 && person.isOnline) this.#carryUp(person);
			}
			await this.#settle();
			for (const person of this.#people) {
				while (person.listen());
				this.#lookAtLine(person);
			}
			if (this.#people.every((person) => this.#isAtRest(person))) break;
		}
		const server = contentOf(this.#doc, this.#roots);
		for (const { name, doc, isQuiet } of this.#people) {
			if (!isQuiet) throw new Found(`${name} never comes to rest`);
			const difference = differenceOf(contentOf(doc, this.#roots), server);
			if (difference !== null) throw new Found(`${name} sees another document: ${difference}`);
		}
		await this.#expectOnDisk();
	}

	#isAtRest({ isOnline, isQuiet, doc }: Person): boolean {
		return isOnline && isQuiet && Buffer.compare(vectorOf(doc), vectorOf(this.#doc)) === 0;
	}

	async #expectOnDisk(): Promise<void> {
		const stored = await this.#storage.documents.load(this.#workshop, documentName(this.#target));
		const copy = new Y.Doc();
		if (stored.snapshot) Y.applyUpdate(copy, stored.snapshot);
		for (const { bytes } of stored.updates) Y.applyUpdate(copy, bytes);
		const difference = differenceOf(contentOf(copy, this.#roots), contentOf(this.#doc, this.#roots));
		if (difference !== null) throw new Found(`the disk holds another document: ${difference}`);
		for (const { name, acknowledged } of this.#people) {
			for (const [client, clock] of acknowledged) {
				if (Y.getState(copy.store, client) < clock)
					throw new Found(`${name}’s acknowledged edits are not on disk`);
			}
		}
		const claims = new Map(stored.claims.map(({ clientId, participant }) => [clientId, participant]));
		for (const [client, owner] of this.#owners) {
			if (claims.get(client) !== owner)
				throw new Found(
					`the disk says of client ${client} that it is ${claims.get(client) ?? 'nobody'}’s, not ${owner}’s`,
				);
		}
		for (const { bytes, participant } of stored.updates) {
			for (const { id } of Y.decodeUpdate(bytes).structs) {
				const owner = this.#owners.get(id.client) ?? null;
				if (owner !== participant) throw new Found(`an update of ${owner} is stored as ${participant}’s`);
			}
		}
	}

	async close(): Promise<void> {
		for (const person of this.#people) person.goOffline();
		this.#mallory.socket.cut();
		await this.#rooms.stop();
	}
}

const vectorOf = (doc: Y.Doc): Uint8Array =>
	Buffer.from(JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b)));

const isReset = (frame: Uint8Array): boolean => frame[0] === MESSAGE.reset;

const inWords = (data: unknown): string =>
	typeof data === 'object' && data !== null && 'err' in data
		? String((data.err as Error).stack ?? data.err)
		: String(data);
