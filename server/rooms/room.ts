import * as Y from 'yjs';
import { documentName } from '#board/document-names.ts';
import { ROOTS } from '#board/roots.ts';
import { CLOSE, COMPARED, type CloseCode } from '#protocol/sync.ts';
import type { ParticipantId } from '#domain/ids.ts';
import {
	FencedError,
	type ClientClaim,
	type StoredDocument,
	type StoredUpdate,
	type UpdateBatch,
} from '../storage/storage.ts';
import { Answers } from './answers.ts';
import { Audience } from './audience.ts';
import { By, bytesOf, mergeAll, mergeByAuthor, STORED, type Reader } from './authors.ts';
import type { Connection } from './connection.ts';
import { RoomUnavailable, type RoomKey, type RoomsDeps } from './deps.ts';
import {
	comparedFrame,
	readMessage,
	resetFrame,
	savedFrame,
	updateFrame,
	vectorFrame,
	type ClientMessage,
} from './frames.ts';
import type { Folder } from './folder.ts';
import { Freeze } from './freeze.ts';
import { Claims } from './gate/claims.ts';
import { Gate, type Author } from './gate/gate.ts';
import type { RefusedPart } from './gate/refusal.ts';
import { Inbox } from './inbox.ts';
import { DOCUMENT_MAX_BYTES, INBOX_MAX_BYTES, OWN_MAX_BYTES, SYNC_COST, VECTOR_MAX_BYTES } from './limits.ts';
import { batchOf } from './planting.ts';
import { restoreDocument } from './restore.ts';
import type { Saved, Saver } from './saver.ts';
import { StoredLog } from './stored-log.ts';
import { writtenIn, type Written } from './written.ts';
import { undoingOf, type ActsOf, type Undoing } from './undoing.ts';

const SAVE_WITHIN_MS = 5_000;
const FREEZE_MS = 10_000;
/** Between two tries to save; short beside the time after which the room gives up. */
const RETRY_MS = 250;

/** Someone who waits for the moment right after an append, when the document holds nothing that is not on disk. */
interface Waiting {
	readonly run: () => void;
	readonly fail: (error: RoomUnavailable) => void;
}

type Edit = Extract<ClientMessage, { type: 'edit' }>;

/** What all rooms of a process share. */
export interface Lanes {
	readonly saver: Saver;
	readonly folder: Folder;
}

export interface RoomEvents {
	closed(room: Room): void;
	/** A freeze ended, so that the room may be idle now. */
	released(): void;
}

/**
 * One document while somebody is in it. Its life, top to bottom: open (load or refuse), join, receive, tick, save, close.
 *
 * The order that everything else rests on: an edit passes the gate, is applied to `#doc` and waits in `#unsaved`; the tick
 * hands it to the saver; while the append runs, edits wait in the inbox, so that right after it the document is exactly what
 * is on disk. Only then is anything shown, answered or acknowledged (D2).
 */
export class Room implements Saved {
	readonly key: RoomKey;
	readonly #deps: RoomsDeps;
	readonly #saver: Saver;
	readonly #events: RoomEvents;
	readonly #name: string;
	readonly #doc: Y.Doc;
	readonly #claims: Claims;
	readonly #gate: Gate;
	readonly #audience: Audience;
	/** Edits pass one by one; an append or a freeze holds them back. */
	readonly #inbox = new Inbox();
	readonly #unsubscribe: () => void;

	/** Accepted, applied, not yet on disk; in order. */
	#unsaved: StoredUpdate[] = [];
	/** The batch whose append is under way, or failed and goes again. */
	#batch: { readonly batch: UpdateBatch; readonly edits: ReadonlyMap<Connection, number> } | null = null;
	#isAppending = false;
	#waiting: Waiting[] = [];
	#deadline: ReturnType<typeof setTimeout> | null = null;
	#bytes: number;
	readonly #log: StoredLog;
	readonly #freezes = new Set<Promise<void>>();
	/** Time of the last update: times never run backwards within a document, whatever the clock does. */
	#lastAt: number;
	readonly #answers: Answers;
	#isClosed = false;

	// ── open ────────────────────────────────────────────────────────────────────────────────────────────────────────────

	/** Loads the document, or throws `RoomUnavailable`: an unreadable document never opens as an empty one (F22). */
	static async open(deps: RoomsDeps, lanes: Lanes, key: RoomKey, events: RoomEvents): Promise<Room> {
		const { stored, doc } = await readWhole(deps, key);
		return new Room(deps, lanes, key, events, stored, doc);
	}

	private constructor(
		deps: RoomsDeps,
		{ saver, folder }: Lanes,
		key: RoomKey,
		events: RoomEvents,
		stored: StoredDocument,
		doc: Y.Doc,
	) {
		this.key = key;
		this.#deps = deps;
		this.#saver = saver;
		this.#events = events;
		this.#name = documentName(key.target);
		this.#doc = doc;
		this.#answers = new Answers(doc, ROOTS[key.target.document], deps.clock);
		this.#claims = Claims.of(doc, stored.claims);
		this.#gate = new Gate(doc, key.target, this.#claims);
		this.#audience = new Audience(key, deps, this.#claims);
		this.#bytes = bytesOf(stored.updates) + (stored.snapshot?.byteLength ?? 0);
		this.#log = new StoredLog(stored.updates, deps.clock(), () => folder.fold(key));
		this.#lastAt = stored.updates.at(-1)?.at ?? 0;
		// Yjs hands back what took effect and nothing else, encoded afresh: that is what is stored and sent on (F5).
		this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== STORED) this.#keep(update, origin instanceof By ? origin.participant : null);
		});
		this.#unsubscribe = deps.access.onChange(key.workshop, () => this.#review());
		this.#foldWhereDue();
	}

	get isClosed(): boolean {
		return this.#isClosed;
	}

	get isEmpty(): boolean {
		return this.#audience.isEmpty && !this.#inbox.isHeld;
	}

	// ── join ────────────────────────────────────────────────────────────────────────────────────────────────────────────

	join(connection: Connection): void {
		if (this.#isClosed) return connection.expel(CLOSE.busy);
		if (!this.#audience.join(connection)) return connection.expel(CLOSE.busy);
		this.#whenDurable(() => connection.send(vectorFrame(Y.encodeStateVector(this.#doc))));
		connection.listen((bytes) => this.#receive(connection, bytes));
	}

	leave(connection: Connection): void {
		this.#audience.leave(connection);
	}

	/** Runs inside the append that changed something: what it closes is closed for the next message already (F14). */
	#review(): void {
		try {
			this.#audience.review();
		} catch (error) {
			this.#deps.log.error({ err: error, document: this.#name }, 'documents: permissions could not be told anew');
		}
	}

	// ── receive ─────────────────────────────────────────────────────────────────────────────────────────────────────────

	#receive(connection: Connection, bytes: Uint8Array): void {
		if (this.#isClosed) return;
		const message = readMessage(bytes, connection.presenceId);
		if (message === null) return connection.expel(CLOSE.malformed);
		this.#serve(connection, () => this.#hear(connection, message));
	}

	/** A fault of ours while serving one connection ends at most that connection. */
	#serve(connection: Connection, work: () => void): void {
		try {
			work();
		} catch (error) {
			this.#deps.log.error({ err: error, document: this.#name }, 'documents: a message could not be served');
			connection.expel(CLOSE.busy);
		}
	}

	#hear(connection: Connection, message: ClientMessage): void {
		this.#audience.hear(connection, message);
		switch (message.type) {
			case 'edit':
				return this.#queueEdit(connection, message);
			case 'vector':
				return this.#askedFor(connection, message.vector);
			case 'presence':
				for (const entry of message.entries) this.#audience.show(connection, entry);
				return;
			case 'show':
				if (!connection.isOwn) return connection.expel(CLOSE.malformed);
				return this.#audience.showOwn(connection, message.message);
			case 'queryPresence':
				return this.#audience.sendPresenceTo(connection);
			case 'claim':
				if (!connection.isOwn) return connection.expel(CLOSE.malformed);
				return this.#inbox.take(() => this.#claim(connection, message.clientIds));
			case 'resetDone':
				if (!connection.isOwn) return connection.expel(CLOSE.malformed);
				return this.#inbox.take(() => {
					connection.awaitsReset = false;
					this.#gate.startedAfresh(connection.wroteAs);
				});
			case 'stateHash':
				if (!connection.isOwn) return connection.expel(CLOSE.malformed);
				return this.#compare(connection, message.vector, message.hash);
		}
	}

	#queueEdit(connection: Connection, edit: Edit): void {
		this.#inbox.take(() => this.#serve(connection, () => this.#edit(connection, edit)), edit.update.byteLength);
		if (this.#inbox.bytes > INBOX_MAX_BYTES) this.#giveUp(new Error('too much waits to be taken in'));
	}

	/** An edit whose sender has left by itself still counts; one whose sender was sent away does not. */
	#edit(connection: Connection, { update, isAnswer }: Edit): void {
		if (connection.isExpelled) return;
		connection.edits += 1;
		connection.hasAnswered ||= isAnswer;
		if (connection.awaitsReset) return;
		const answer = this.#gate.judge(update, this.#author(connection));
		switch (answer.is) {
			case 'known':
				break;
			case 'passed':
				for (const clientId of answer.writers) connection.wroteAs.add(clientId);
				this.#apply(answer.update, connection.participant);
				if (this.#isClosed) return;
				if (answer.refused) return this.#reset(connection, answer.refused);
				break;
			case 'refused':
				return this.#reset(connection, answer.refused);
			case 'closed':
				// Typed in the moment after coming back: what it builds on is on its way with the answer.
				if (answer.code === CLOSE.gap && !connection.hasAnswered) {
					connection.skippedEdit = true;
					return;
				}
				return connection.expel(answer.code);
		}
		if (this.#isDurable) this.#acknowledge(connection, connection.edits);
	}

	#author({ participant }: Connection): Author {
		const { workshop, target } = this.key;
		const { access, clock } = this.#deps;
		return {
			participant,
			now: clock(),
			mayWrite: (operation, path, facts) => access.verdict(workshop, participant, operation, target, path, facts),
			bytesLeft: (target.document === 'own' ? OWN_MAX_BYTES : DOCUMENT_MAX_BYTES) - this.#bytes,
		};
	}

	/** Until it has started afresh nothing of this client counts; one that can't be told so is sent away. */
	#reset(connection: Connection, refused: RefusedPart): void {
		this.#deps.observe?.refused(refused.code);
		if (refused.code === 'change.too-many') this.#deps.onTooMany?.(this.key, connection.participant);
		if (!connection.isOwn) return connection.expel(CLOSE.refusedWrite);
		connection.awaitsReset = true;
		this.#deps.observe?.reset();
		connection.send(resetFrame({ ...this.#audience.refusal(refused), paths: refused.paths }));
	}

	/** The ids of a device's store become this person's before it has sent what it wrote under them, on disk too. */
	#claim(connection: Connection, clientIds: readonly number[]): void {
		if (connection.isExpelled || !this.#audience.claim(connection, clientIds)) return;
		if (this.#claims.hasUnstored) this.#saver.request(this);
		for (const clientId of clientIds) connection.wroteAs.add(clientId);
		const refused = this.#gate.astray(clientIds);
		if (refused) this.#reset(connection, refused);
	}

	#apply(update: Uint8Array, participant: ParticipantId): void {
		this.#integrate(update, new By(participant));
	}

	#integrate(update: Uint8Array, origin: By | typeof STORED): void {
		try {
			Y.applyUpdate(this.#doc, update, origin);
			const { pendingStructs, pendingDs } = this.#doc.store;
			if (pendingStructs !== null || pendingDs !== null) throw new Error('the gate let a gap pass');
		} catch (error) {
			// The document in memory may be half changed: only what is on disk counts now.
			this.#giveUp(error);
		}
	}

	#askedFor(connection: Connection, vector: Uint8Array): void {
		if (vector.byteLength > VECTOR_MAX_BYTES) return connection.expel(CLOSE.tooLarge);
		if (!connection.allowance.spend(this.#deps.clock(), 0, SYNC_COST)) return connection.expel(CLOSE.tooMany);
		this.#whenDurable(() => {
			if (connection.isClosed) return;
			this.#answer(connection, vector);
		});
	}

	#answer(connection: Connection, vector: Uint8Array): void {
		const answer = this.#answers.to(vector);
		if (answer) connection.sendInTurn(answer);
		else connection.expel(CLOSE.malformed);
	}

	/** A copy that differs from what is on disk is told so, and is reported; one that only lacks something gets it (F26). */
	#compare(connection: Connection, vector: Uint8Array, hash: string): void {
		if (vector.byteLength > VECTOR_MAX_BYTES) return connection.expel(CLOSE.tooLarge);
		if (!connection.allowance.spend(this.#deps.clock(), 0, SYNC_COST)) return connection.expel(CLOSE.tooMany);
		this.#whenDurable(() => {
			if (connection.isClosed) return;
			const verdict = this.#answers.compare(vector, hash);
			if (verdict === null) return connection.expel(CLOSE.malformed);
			if (verdict === COMPARED.differs) {
				this.#deps.observe?.diverged();
				this.#deps.log.warn({ document: this.#name }, 'documents: a copy differed from what is on disk');
			}
			connection.send(comparedFrame(verdict === 'elsewhere' ? COMPARED.notNow : verdict));
			if (verdict === 'elsewhere') this.#answer(connection, vector);
		});
	}

	// ── tick and save ───────────────────────────────────────────────────────────────────────────────────────────────────

	#keep(bytes: Uint8Array, participant: ParticipantId | null): void {
		this.#lastAt = Math.max(this.#deps.clock(), this.#lastAt);
		this.#unsaved.push({ bytes, participant, at: this.#lastAt });
		this.#bytes += bytes.byteLength;
		this.#answers.changed();
		this.#expectAnswer();
		this.#saver.request(this);
	}

	#expectAnswer(): void {
		this.#deadline ??= setTimeout(
			() => this.#giveUp(new Error('the disk did not answer in time')),
			this.#deps.saveWithinMs ?? SAVE_WITHIN_MS,
		);
	}

	takeBatch(): UpdateBatch | null {
		if (this.#isClosed || this.#isAppending) return null;
		const isClaiming = this.#claims.hasUnstored || (this.#batch?.batch.claims.length ?? 0) > 0;
		if (this.#unsaved.length === 0 && !isClaiming) return null;
		const { workshop } = this.key;
		let epoch: number;
		try {
			epoch = this.#deps.access.epoch(workshop);
		} catch (error) {
			this.#giveUp(error, CLOSE.busy);
			return null;
		}
		const merged = mergeByAuthor(this.#unsaved);
		const claims = [...(this.#batch?.batch.claims ?? []), ...this.#claims.takeUnstored()];
		const batch = { workshop, epoch, document: this.#name, updates: merged, claims };
		this.#batch = { batch, edits: this.#audience.editCounts() };
		this.#unsaved = merged;
		this.#isAppending = true;
		this.#inbox.hold();
		return batch;
	}

	saved(): void {
		this.#isAppending = false;
		if (this.#isClosed || this.#batch === null) return;
		const { batch, edits } = this.#batch;
		this.#batch = null;
		this.#unsaved = [];
		if (this.#deadline) clearTimeout(this.#deadline);
		this.#deadline = null;
		try {
			this.#publish(batch, edits);
		} catch (error) {
			// All of it is on disk, and some may not have heard of it: they do when they come back.
			return this.#giveUp(error);
		}
		this.#log.grew(batch.updates);
		this.#inbox.release();
		this.#foldWhereDue();
	}

	/** Everybody gets it, and whoever joins from now on: by this way alone, so that no answer lacks it. */
	#sendOn(update: Uint8Array): void {
		this.#answers.sentOn(update);
		this.#audience.sendAll(updateFrame(update));
	}

	#publish(batch: UpdateBatch, edits: ReadonlyMap<Connection, number>): void {
		if (batch.updates.length > 0) this.#sendOn(mergeAll(batch.updates));
		for (const [connection, count] of edits) this.#acknowledge(connection, count);
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const { run } of waiting) run();
	}

	notSaved(error: unknown): void {
		this.#isAppending = false;
		if (this.#isClosed) return;
		if (error instanceof FencedError) {
			this.#giveUp(error, CLOSE.busy);
			this.#deps.onLost?.(this.key.workshop);
			return;
		}
		this.#deps.log.error({ err: error, document: this.#name }, 'documents: a room could not save; it tries again');
		setTimeout(() => this.#saver.request(this), RETRY_MS).unref();
		this.#inbox.release();
	}

	/** Only to our own client, only what is on disk; never across a refusal or a gap that it has not dealt with. */
	#acknowledge(connection: Connection, edits: number): void {
		if (!connection.isOwn || connection.awaitsReset || edits <= connection.editsAcknowledged) return;
		if (connection.skippedEdit && !connection.hasAnswered) return;
		connection.editsAcknowledged = edits;
		const vector = new Map<number, number>();
		for (const clientId of connection.wroteAs) vector.set(clientId, Y.getState(this.#doc.store, clientId));
		connection.send(savedFrame(vector, edits));
	}

	get #isDurable(): boolean {
		return this.#unsaved.length === 0;
	}

	#whenDurable(run: () => void, fail: (error: RoomUnavailable) => void = () => {}): void {
		if (this.#isClosed) fail(roomClosed());
		else if (this.#isDurable) run();
		else this.#waiting.push({ run, fail });
	}

	// ── the server's own reading and writing ────────────────────────────────────────────────────────────────────────────

	/** Reads the document at a moment at which all of it is on disk, and whose client ids are. */
	read<Result>(reader: Reader<Result>): Promise<Result> {
		return new Promise((resolve, reject) => {
			this.#whenDurable(
				() => settle(() => reader(this.#doc, (id) => this.#claims.ownerOf(id)), resolve, reject),
				reject,
			);
		});
	}

	/** How much each person has written in it. */
	written(): Promise<Written> {
		return this.read((doc) => writtenIn(doc, this.#claims));
	}

	/** Writes as the server, under its own client id; resolves when it is on disk. Waits while the document is frozen. */
	write<Result>(writer: (doc: Y.Doc) => Result): Promise<Result> {
		return new Promise((resolve, reject) => {
			const write = () => {
				const unsaved = this.#unsaved.length;
				settle(
					() => writer(this.#doc),
					(result) => this.#whenDurable(() => resolve(result), reject),
					(error) => {
						// Half of what it meant to write must not be stored.
						if (this.#unsaved.length > unsaved) this.#giveUp(error);
						reject(error);
					},
				);
			};
			const dropped = () => reject(roomClosed());
			if (this.#isClosed) dropped();
			else this.#inbox.take(write, 0, dropped);
		});
	}

	/**
	 * Stops taking edits until the handle is released or its time is over; they wait, in order, and are then judged by what is
	 * allowed by then. Resolves when all that was accepted before is on disk.
	 */
	async freeze(): Promise<Freeze> {
		this.#inbox.hold();
		const unhold = () => {
			this.#inbox.release();
			this.#events.released();
		};
		try {
			await this.read(() => null);
		} catch (error) {
			unhold();
			throw error;
		}
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#freezes.add(promise);
		const end = (isOverdue: boolean) => {
			if (isOverdue) this.#deps.log.error({ document: this.#name }, 'documents: a freeze was never released');
			this.#freezes.delete(promise);
			resolve();
			unhold();
		};
		return new Freeze(this.#doc, this.#deps.freezeMs ?? FREEZE_MS, {
			end,
			takeIn: (update, claims) => this.#takeIn(update, claims),
			plant: (plantings) =>
				batchOf(
					this.#deps,
					this.key,
					this.#doc,
					this.#claims,
					plantings,
					Math.max(this.#deps.clock(), this.#lastAt),
				),
			abandon: (error) => this.#giveUp(error),
		});
	}

	/** What a decision stored here comes in as it is on disk. A room that has closed reads it when it opens again. */
	#takeIn(update: StoredUpdate, claims: readonly ClientClaim[]): void {
		const { bytes, at } = update;
		if (this.#isClosed) return;
		this.#claims.know(claims.filter(({ clientId }) => this.#claims.ownerOf(clientId) === null));
		this.#integrate(bytes, STORED);
		if (this.#isClosed) return;
		this.#lastAt = Math.max(this.#lastAt, at + 1); // an edit that comes now is none of those that were undone
		this.#bytes += bytes.byteLength;
		this.#log.grew([update]);
		this.#answers.changed();
		this.#sendOn(bytes);
	}

	/** What undoing one person's acts would change now: in what is on disk, which is all there is at this moment. */
	async undoable(acts: ActsOf): Promise<Undoing> {
		const stored = await this.#deps.storage.documents.load(this.key.workshop, this.#name);
		return undoingOf(this.#deps, this.key, stored, this.#doc, acts);
	}

	/** Resolves when nobody relies on the document standing still any more: until then it must not open again elsewhere. */
	async unfrozen(): Promise<void> {
		await Promise.all(this.#freezes);
	}

	// ── close ───────────────────────────────────────────────────────────────────────────────────────────────────────────

	/** Saves what was accepted, folds the log into a snapshot, and closes. Edits that come meanwhile stay with their authors. */
	async shutDown(code: CloseCode): Promise<void> {
		this.#inbox.hold();
		try {
			await this.read(() => null);
			if (this.#claims.hasUnstored) await this.#storeClaims();
			await this.#log.close();
		} catch (error) {
			this.#deps.log.error({ err: error, document: this.#name }, 'documents: a room closed without a snapshot');
		}
		this.close(code);
	}

	/** Whoever showed an id here keeps it when the room is gone. */
	#storeClaims(): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ run: resolve, fail: reject });
			this.#expectAnswer();
			this.#saver.request(this);
		});
	}

	#foldWhereDue(): void {
		if (!this.#log.isFoldDue(this.#bytes)) return;
		this.#log.fold().catch((error: unknown) => {
			if (this.#isClosed) return;
			this.#deps.log.error({ err: error, document: this.#name }, 'documents: a log could not be folded');
		});
	}

	#giveUp(error: unknown, code: CloseCode = CLOSE.unsaved): void {
		if (this.#isClosed) return;
		this.#deps.log.error({ err: error, document: this.#name, code }, 'documents: a room closes with edits unsaved');
		this.close(code);
	}

	/** Closes at once. What is not on disk was shown to nobody; its authors keep it and send it again. */
	close(code: CloseCode): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#unsubscribe();
		this.#saver.forget(this);
		if (this.#deadline) clearTimeout(this.#deadline);
		this.#audience.close(code);
		for (const { fail } of this.#waiting) fail(roomClosed());
		this.#waiting = [];
		this.#inbox.clear();
		this.#doc.destroy();
		this.#events.closed(this);
	}
}

/** What is on disk, all of it, or `RoomUnavailable`; whoever runs the server is told why. */
async function readWhole({ storage, log }: RoomsDeps, key: RoomKey): Promise<{ stored: StoredDocument; doc: Y.Doc }> {
	const { workshop, target } = key;
	const document = documentName(target);
	try {
		const stored = await storage.documents.load(workshop, document);
		return { stored, doc: restoreDocument(stored, ROOTS[target.document]) };
	} catch (cause) {
		log.error(
			{ err: cause, workshop, document },
			'documents: not readable whole; it stays closed and is not written over',
		);
		throw new RoomUnavailable(CLOSE.unreadable, `${document} of ${workshop} could not be opened`, { cause });
	}
}

const roomClosed = (): RoomUnavailable => new RoomUnavailable(CLOSE.busy, 'the room closed');

function settle<Result>(work: () => Result, resolve: (result: Result) => void, reject: (error: unknown) => void): void {
	let result: Result;
	try {
		result = work();
	} catch (error) {
		reject(error);
		return;
	}
	resolve(result);
}
