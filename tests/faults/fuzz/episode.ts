import * as Y from 'yjs';
import type { ParticipantId } from '#domain/ids.ts';
import { mayWrite, type DocumentTarget } from '#domain/permissions.ts';
import { ROOTS } from '#board/roots.ts';
import type { Storage } from '../../../server/storage/storage.ts';
import { Dice } from './dice.ts';
import { expectAgreement, expectKept } from './ending.ts';
import { Fortunes, openedFor } from './fortunes.ts';
import { actOnBoard, actOnDraft } from './honest-acts.ts';
import { hostileUpdate } from './hostile-acts.ts';
import { House } from './house.ts';
import type { MemorySocket } from './memory-socket.ts';
import { EMPTY_ANSWER, Person, saidIn, updateMessage } from './person.ts';
import { ANA, DRAFT, FuzzTable, LUCIA, MALLORY, NO_FACTS } from './table.ts';
import { Found, type Tally } from './watch.ts';

/** Rounds in which all is carried to its place; after that everybody has to see the same. */
const REST_ROUNDS = 50;
/** Longer than a person's whole day of client ids lasts at the rate of this run. */
const STEP_MS = 20_000;

export interface Ended {
	readonly tally: Tally;
	/** Of all that was sent and heard, in order, and of the document in the end: SHA-256 hex. Equal for equal seeds. */
	readonly digest: string;
}

/** One table, from an empty document until all agree again; which document, the seed says. Throws `Found` where a promise is broken. */
export async function runEpisode(
	seed: number,
	updates: number,
	storage: Storage,
	kind?: DocumentTarget['document'],
): Promise<Ended> {
	const dice = new Dice(seed);
	const target = targetOf(kind ?? (dice.chance(0.7) ? 'board' : dice.chance(0.7) ? 'draft' : 'own'));
	const [phase] = openedFor(target);
	if (!phase) throw new Error('an agenda without its phases');
	const house = await House.open(dice, storage, target, new FuzzTable(phase));
	const episode = new Episode(house, dice);
	try {
		await episode.begin();
		while (house.watch.tally.updates < updates) await episode.step();
		await episode.end();
		await expectAgreement(house, episode.people, storage);
		return { tally: house.watch.tally, digest: house.digest() };
	} finally {
		await episode.close();
	}
}

function targetOf(document: DocumentTarget['document']): DocumentTarget {
	switch (document) {
		case 'board':
			return { document };
		case 'draft':
			return { document, commitment: DRAFT };
		case 'own':
			return { document, participant: ANA };
	}
}

class Episode {
	readonly people: readonly Person[];
	readonly #house: House;
	readonly #dice: Dice;
	readonly #fortunes: Fortunes;
	/** Steps until what is held back is let go on. */
	#heldFor = 0;
	/** The hostile client, and the id under which it writes. */
	#mallory: { readonly socket: MemorySocket | null; readonly me: number };

	constructor(house: House, dice: Dice) {
		this.#house = house;
		this.#dice = dice;
		const listening = {
			saved: (person: Person, vector: ReadonlyMap<number, number>) => expectKept(house, person, vector),
			clientId: () => dice.clientId(),
		};
		this.people = ['lucia', 'ana', 'ben', 'chela'].map((name) => {
			const id = name.padEnd(20, '2') as ParticipantId; // spelt as an id is
			return new Person(name, id, ROOTS[house.place.document.document], listening);
		});
		this.#fortunes = new Fortunes(house.table, house.place.document, this.people, dice);
		house.table.roles.set(LUCIA, 'facilitator');
		this.#mallory = { socket: null, me: dice.clientId() };
	}

	async begin(): Promise<void> {
		for (const person of this.people) await this.#connect(person);
	}

	// ── one step ────────────────────────────────────────────────────────────────────────────────────────────────────────

	async step(): Promise<void> {
		this.#house.table.now += STEP_MS;
		const dice = this.#dice;
		if (this.#house.isHeld && --this.#heldFor < 0) await this.#house.release();
		const person = dice.pick(this.people);
		if (!person) return;
		const weights = { act: 34, up: 30, down: 38, tick: 4, leave: 1.2, back: 3, table: 1.8, hostile: 7, hold: 1 };
		switch (dice.among(weights)) {
			case 'act':
				if (this.#mayAct(person)) this.#act(person);
				return;
			case 'up':
				return this.#carryUp(person);
			case 'down':
				for (let frames = dice.chance(0.5) ? 100 : 1; frames > 0 && person.listen(); frames--);
				return this.#lookAtLine(person);
			case 'tick':
				return await this.#house.settle();
			case 'leave':
				return person.goOffline();
			case 'back':
				if (!person.isOnline) await this.#connect(person);
				return;
			case 'table':
				return this.#fortunes.turn(this.#house.doc);
			case 'hostile':
				return await this.#attack();
			case 'hold':
				this.#heldFor = 3 + dice.below(25);
				return await this.#house.hold(dice.chance(0.5) ? 'freeze' : 'disk');
		}
	}

	/** Our pages close what is not allowed; now and then somebody is quicker than the message that says so. */
	#mayAct({ id }: Person): boolean {
		const { table, place } = this.#house;
		const context = { ...table.context, ...NO_FACTS };
		return mayWrite(table.writerOf(id), 'insert', place.document, [], context).ok || this.#dice.chance(0.05);
	}

	#act(person: Person): void {
		const acts = this.#dice.chance(0.1) ? 4 : 1;
		for (let i = 0; i < acts; i++) {
			person.undo.endBurst(); // bursts are measured in time, which no seed decides
			if (this.#house.place.document.document === 'draft') actOnDraft(person, this.#dice);
			else actOnBoard(person, this.#dice);
		}
	}

	#carryUp(person: Person): void {
		const bytes = person.outbox.shift();
		const { name, id: by, socket } = person;
		if (bytes === undefined || socket === null) return;
		this.#house.deliver({ name, by, socket }, saidIn(bytes), bytes);
		this.#lookAtLine(person);
	}

	#lookAtLine(person: Person): void {
		const code = person.socket?.closedWith ?? null;
		if (code === null || person.socket?.sent.length !== 0) return;
		if (!person.takeClose(code)) throw new Found(`${person.name}, who is honest, was closed with ${code}`);
	}

	async #attack(): Promise<void> {
		const dice = this.#dice;
		const house = this.#house;
		if (this.#mallory.socket && house.watch.isAwaiting(this.#mallory.socket) && dice.chance(0.8))
			this.#mallory.socket.cut();
		if (!this.#mallory.socket?.isOpen) {
			const me = dice.chance(0.1) ? dice.clientId() : this.#mallory.me;
			this.#mallory = { socket: house.connect(MALLORY), me };
			await house.settle();
			// As an honest client begins: then a gap closes the connection.
			this.#sendAsMallory(EMPTY_ANSWER);
		}
		const prey = {
			doc: house.doc,
			roots: ROOTS[house.place.document.document],
			heard: house.passedOn,
			me: this.#mallory.me,
		};
		for (let updates = 1 + dice.below(3); updates > 0; updates--)
			this.#sendAsMallory(updateMessage(hostileUpdate(prey, dice)));
	}

	#sendAsMallory(bytes: Uint8Array): void {
		const { socket } = this.#mallory;
		if (socket === null) return;
		this.#house.deliver({ name: 'mallory', by: MALLORY, socket }, saidIn(bytes), bytes);
		socket.sent.length = 0; // it never listens
	}

	async #connect(person: Person): Promise<void> {
		person.comeOnline(this.#house.connect(person.id));
		await this.#house.settle();
	}

	// ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────────────

	/** Everybody comes back, and all is carried to its place. */
	async end(): Promise<void> {
		await this.#house.release();
		for (let round = 0; round < REST_ROUNDS; round++) {
			for (const person of this.people) {
				if (!person.isOnline) await this.#connect(person);
				while (person.outbox.length > 0 && person.isOnline) this.#carryUp(person);
			}
			await this.#house.settle();
			for (const person of this.people) {
				while (person.listen());
				this.#lookAtLine(person);
			}
			if (this.people.every((person) => this.#isAtRest(person))) return;
		}
	}

	#isAtRest({ isOnline, isQuiet, doc }: Person): boolean {
		return isOnline && isQuiet && Buffer.compare(vectorOf(doc), vectorOf(this.#house.doc)) === 0;
	}

	async close(): Promise<void> {
		for (const person of this.people) person.goOffline();
		this.#mallory.socket?.cut();
		await this.#house.close();
	}
}

const vectorOf = (doc: Y.Doc): Uint8Array =>
	Buffer.from(JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b)));
