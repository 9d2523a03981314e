import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { FIELD_KEYS } from '#domain/cards.ts';
import { parseId, type ParticipantId, type WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { seedDraft } from '#board/seed.ts';
import { MESSAGE } from '#protocol/sync.ts';
import { By } from '../../../server/rooms/authors.ts';
import type { Freeze } from '../../../server/rooms/freeze.ts';
import { createRooms, type Rooms } from '../../../server/rooms/rooms.ts';
import type { Storage } from '../../../server/storage/storage.ts';
import type { Dice } from './dice.ts';
import { MemorySocket, type Overheard } from './memory-socket.ts';
import { SlowDisk } from './slow-disk.ts';
import type { FuzzTable } from './table.ts';
import { Found, Watch, type Heard } from './watch.ts';

/** Longer than any run: nothing here may happen because time has passed, which no seed decides. */
const NEVER_MS = 3_600_000;
/** Updates that a hostile client remembers. */
const REMEMBERED = 60;

/** Edits wait: because the document is frozen for a decision, or because the disk takes its time. */
type Hold = { readonly is: 'freeze'; readonly freeze: Freeze } | { readonly is: 'disk' };

interface Parts {
	readonly rooms: Rooms;
	readonly disk: SlowDisk;
	readonly doc: Y.Doc;
	readonly place: { readonly workshop: WorkshopId; readonly document: DocumentTarget };
	readonly log: string[];
}

/** The server of one run: real rooms over a real store, sockets whose lines are in the run's hands, and a watch over the document. */
export class House {
	readonly doc: Y.Doc;
	readonly place: Parts['place'];
	readonly table: FuzzTable;
	readonly watch: Watch;
	/** What the server passed on lately, oldest first. */
	readonly passedOn: Uint8Array[] = [];
	readonly #rooms: Rooms;
	readonly #disk: SlowDisk;
	readonly #log: readonly string[];
	readonly #digest = createHash('sha256');
	#hold: Hold | null = null;
	/** Something was accepted, or claimed, that may not be on disk. */
	#isDirty = false;
	#hasClaimed = false;

	static async open(dice: Dice, storage: Storage, document: DocumentTarget, table: FuzzTable): Promise<House> {
		const workshop = parseId<WorkshopId>(dice.cardId()); // spelt as a card's
		if (workshop === null) throw new Error('an id that is none');
		const claim = await storage.owners.claim(workshop);
		if (claim === 'busy') throw new Error('the table is held');
		table.claimed = claim.epoch;
		const disk = new SlowDisk(storage.documents);
		const log: string[] = [];
		const line = (data: unknown, message?: string) => void log.push(`${message ?? ''} ${inWords(data)}`);
		const rooms = createRooms({
			storage: { documents: disk.documents },
			access: table,
			clock: () => table.now,
			log: { info: () => {}, warn: line, error: line },
			tickMs: 0,
			saveWithinMs: NEVER_MS,
			freezeMs: NEVER_MS,
			lingerMs: NEVER_MS,
		});
		const place = { workshop, document };
		const doc = await rooms.read(workshop, document, (doc) => doc);
		doc.clientID = dice.clientId(); // Yjs draws its own; the server may write under any that is free
		if (document.document === 'draft') {
			const fields = Object.fromEntries(FIELD_KEYS.map((key) => [key, dice.words()]));
			await rooms.write(workshop, document, (draft) => seedDraft(draft, fields));
		}
		return new House({ rooms, disk, doc, place, log }, table);
	}

	private constructor({ rooms, disk, doc, place, log }: Parts, table: FuzzTable) {
		this.#rooms = rooms;
		this.#disk = disk;
		this.#log = log;
		this.doc = doc;
		this.place = place;
		this.table = table;
		this.watch = new Watch(doc, place.document, table, (origin) =>
			origin instanceof By ? origin.participant : null,
		);
		doc.on('update', (update: Uint8Array) => {
			this.#isDirty = true;
			this.passedOn.push(update);
			if (this.passedOn.length > REMEMBERED) this.passedOn.shift();
		});
	}

	get isHeld(): boolean {
		return this.#hold !== null;
	}

	/** Somebody's line to the server; they are let in when everything has settled. */
	connect(participant: ParticipantId): MemorySocket {
		const overheard: Overheard = {
			sent: (socket, frame) => {
				this.#digest.update(`to ${participant} ${frame.byteLength} `).update(frame);
				if (frame[0] === MESSAGE.reset) this.watch.noted(socket, 'reset');
			},
			closed: (socket, code) => {
				this.#digest.update(`closed ${participant} ${code} `);
				this.watch.noted(socket, 'closed');
			},
		};
		const socket = new MemorySocket(overheard);
		this.#rooms.connect(socket.asWebSocket, {
			...this.place,
			participant,
			signInSession: null,
			protocol: 'mesa.2',
		});
		return socket;
	}

	/** A message arrives. Whatever it does is held against what it has to do, at once or when what holds it is over. */
	deliver(from: Pick<Heard, 'name' | 'by' | 'socket'>, said: Heard['said'] | null, bytes: Uint8Array): void {
		if (!from.socket.isOpen) return;
		this.#digest.update(`from ${from.by} ${bytes.byteLength} `).update(bytes);
		if (said !== null) this.watch.hears({ ...from, said });
		if (said?.is === 'claim') this.#hasClaimed = true;
		from.socket.hear(bytes);
		if (this.isHeld) this.watch.expectStill();
		else this.watch.check();
	}

	/** The tick comes round: all that was accepted is on disk, and told. */
	async settle(): Promise<void> {
		if (this.#hold?.is === 'disk') await this.release();
		const { workshop, document } = this.place;
		await this.#rooms.read(workshop, document, () => null);
		await new Promise((resolve) => setImmediate(resolve));
		// Whoever reads waits for edits, not for claims.
		if (this.#hasClaimed) await this.#disk.idle();
		this.#hasClaimed = false;
		this.#isDirty = false;
		if (this.doc.isDestroyed) throw new Found(`the room gave up: ${this.#log.at(-1) ?? ''}`);
	}

	/** From now on edits wait, as while a decision reads the document; or while an append is under way, where one is due. */
	async hold(is: Hold['is']): Promise<void> {
		if (this.#hold !== null || (is === 'disk' && !this.#isDirty)) return;
		if (is === 'disk') {
			await this.#disk.hold();
			this.#hold = { is };
			return;
		}
		await this.settle();
		const { workshop, document } = this.place;
		this.#hold = { is, freeze: await this.#rooms.freeze(workshop, document) };
	}

	/** What waited is taken in, in one go. */
	async release(): Promise<void> {
		const hold = this.#hold;
		if (hold === null) return;
		this.watch.expectStill();
		if (hold.is === 'freeze') {
			if (!hold.freeze.isHeld) throw new Found('a freeze ended by itself');
			if (Buffer.compare(hold.freeze.stateVector, Y.encodeStateVector(this.doc)) !== 0)
				throw new Found('a frozen document moved');
			hold.freeze.release();
		} else {
			this.#disk.release();
			await this.#disk.idle();
		}
		this.#hold = null;
		this.watch.check(true);
		await this.settle();
	}

	/** Of all that was sent and heard, in order, and of the document as it is now: SHA-256 hex. */
	digest(): string {
		return this.#digest.copy().update(Y.encodeStateAsUpdate(this.doc)).digest('hex');
	}

	async close(): Promise<void> {
		if (this.#hold?.is === 'freeze') this.#hold.freeze.release();
		this.#disk.release();
		await this.#rooms.stop();
	}
}

const inWords = (data: unknown): string =>
	typeof data === 'object' && data !== null && 'err' in data
		? String((data.err as Error).stack ?? data.err)
		: String(data);
