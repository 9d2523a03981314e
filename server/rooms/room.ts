import * as Y from 'yjs';
import { documentName } from '#board/document-names.ts';
import { ROOTS } from '#board/roots.ts';
import { CLOSE, COMPARED, type CloseCode } from '#protocol/sync.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { FencedError, type StoredUpdate, type UpdateBatch } from '../storage/storage.ts';
import { Answers } from './answers.ts';
import { Audience } from './audience.ts';
import { By, mergeAll, mergeByAuthor } from './authors.ts';
import { Claims } from './claims.ts';
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
import { fold } from './fold.ts';
import { Freeze } from './freeze.ts';
import { judge } from './gate.ts';
import { Inbox } from './inbox.ts';
import { COMPACT_AFTER_UPDATES, DOCUMENT_MAX_BYTES, INBOX_MAX_BYTES, SYNC_COST, VECTOR_MAX_BYTES } from './limits.ts';
import { restoreDocument } from './restore.ts';
import { retain } from './retention.ts';
import type { Saved, Saver } from './saver.ts';

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
	/** Stored updates that a snapshot might take in. */
	#foldable: number;
	/** Time of the last update: times never run backwards within a document, whatever the clock does. */
	#lastAt: number;
	readonly #answers: Answers;
	#isClosed = false;

	// ── open ────────────────────────────────────────────────────────────────────────────────────────────────────────────

	/** Loads the document, or throws `RoomUnavailable`: an unreadable document never opens as an empty one (F22). */
	static async open(deps: RoomsDeps, saver: Saver, key: RoomKey, events: RoomEvents): Promise<Room> {
		const name = documentName(key.target);
		try {
			const stored = await deps.storage.documents.load(key.workshop, name);
			const doc = restoreDocument(stored, ROOTS[key.target.document]);
			let foldable = stored.updates.length - retain(stored.updates, deps.clock()).kept.length;
			if (foldable >= COMPACT_AFTER_UPDATES) {
				const { snapshot, last, kept } = fold(stored, ROOTS[key.target.document], deps.clock());
				const epoch = deps.access.epoch(key.workshop);
				await deps.storage.documents.compact(key.workshop, epoch, name, snapshot, last, kept);
				foldable = 0;
			}
			const bytes = stored.updates.reduce(
				(sum, update) => sum + update.bytes.byteLength,
				stored.snapshot?.byteLength ?? 0,
			);
			const claims = new Claims(
				stored.claims,
				(clientId) => clientId === doc.clientID || Y.getState(doc.store, clientId) > 0,
			);
			const lastAt = stored.updates.at(-1)?.at ?? 0;
			return new Room(deps, saver, key, events, { doc, claims, bytes, foldable, lastAt });
		} catch (cause) {
			throw new RoomUnavailable(`the document ${name} of ${key.workshop} could not be opened`, { cause });
		}
	}

	private constructor(
		deps: RoomsDeps,
		saver: Saver,
		key: RoomKey,
		events: RoomEvents,
		opened: { doc: Y.Doc; claims: Claims; bytes: number; foldable: number; lastAt: number },
	) {
		this.key = key;
		this.#deps = deps;
		this.#saver = saver;
		this.#events = events;
		this.#name = documentName(key.target);
		this.#doc = opened.doc;
		this.#answers = new Answers(opened.doc, ROOTS[key.target.document], deps.clock);
		this.#claims = opened.claims;
		this.#audience = new Audience(key, deps, opened.claims);
		this.#bytes = opened.bytes;
		this.#foldable = opened.foldable;
		this.#lastAt = opened.lastAt;
		// Yjs hands back what took effect and nothing else, encoded afresh: that is what is stored and sent on (F5).
		this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
			this.#keep(update, origin instanceof By ? origin.participant : null);
		});
		this.#unsubscribe = deps.access.onChange(key.workshop, () => this.#review());
	}

	get isClosed(): boolean {
		return this.#isClosed;
	}

	get isEmpty(): boolean {
		return this.#audience.isEmpty && !this.#inbox.isHeld;
	}

	// ── join ────────────────────────────────────────────────────────────────────────────────────────────────────────────

	join(connection: Connection): void {
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
				this.#audience.claim(connection, message.clientIds);
				return;
			case 'resetDone':
				if (!connection.isOwn) return connection.expel(CLOSE.malformed);
				return this.#inbox.take(() => {
					connection.awaitsReset = false;
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
		const { workshop, target } = this.key;
		const answer = judge(update, {
			doc: this.#doc,
			roots: ROOTS[target.document],
			claims: this.#claims,
			participant: connection.participant,
			now: this.#deps.clock(),
			mayWrite: (operation) => this.#deps.access.verdict(workshop, connection.participant, operation, target, []),
		});
		if (!answer.pass) {
			if (answer.refused === null) {
				// Typed in the moment after coming back: what it builds on is on its way with the answer.
				if (answer.close === CLOSE.gap && !connection.hasAnswered) return;
				return connection.expel(answer.close);
			}
			if (!connection.isOwn) return connection.expel(CLOSE.refusedWrite);
			connection.awaitsReset = true;
			return connection.send(resetFrame(this.#audience.refusal(answer.refused)));
		}
		if (answer.changes) {
			if (this.#bytes + update.byteLength > DOCUMENT_MAX_BYTES) return connection.expel(CLOSE.tooLarge);
			this.#apply(answer.update, connection.participant);
			for (const clientId of answer.writers) connection.wroteAs.add(clientId);
		}
		if (this.#isDurable) this.#acknowledge(connection, connection.edits);
	}

	#apply(update: Uint8Array, participant: ParticipantId): void {
		try {
			Y.applyUpdate(this.#doc, update, new By(participant));
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
		this.#deadline ??= setTimeout(
			() => this.#giveUp(new Error('the disk did not answer in time')),
			this.#deps.saveWithinMs ?? SAVE_WITHIN_MS,
		);
		this.#saver.request(this);
	}

	takeBatch(): UpdateBatch | null {
		if (this.#isClosed || this.#isAppending || this.#unsaved.length === 0) return null;
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
		this.#foldable += batch.updates.length;
		if (this.#deadline) clearTimeout(this.#deadline);
		this.#deadline = null;
		this.#audience.sendAll(updateFrame(mergeAll(batch.updates)));
		for (const [connection, count] of edits) this.#acknowledge(connection, count);
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const { run } of waiting) run();
		this.#inbox.release();
	}

	notSaved(error: unknown): void {
		this.#isAppending = false;
		if (this.#isClosed) return;
		if (error instanceof FencedError) return this.#giveUp(error, CLOSE.busy);
		this.#deps.log.error({ err: error, document: this.#name }, 'documents: a room could not save; it tries again');
		setTimeout(() => this.#saver.request(this), RETRY_MS).unref();
		this.#inbox.release();
	}

	/** Only to our own client, only what is on disk; never across a refusal that it has not dealt with. */
	#acknowledge(connection: Connection, edits: number): void {
		if (!connection.isOwn || connection.awaitsReset || edits <= connection.editsAcknowledged) return;
		connection.editsAcknowledged = edits;
		const vector = new Map<number, number>();
		for (const clientId of connection.wroteAs) vector.set(clientId, Y.getState(this.#doc.store, clientId));
		connection.send(savedFrame(vector, edits));
	}

	get #isDurable(): boolean {
		return this.#unsaved.length === 0;
	}

	#whenDurable(run: () => void, fail: (error: RoomUnavailable) => void = () => {}): void {
		if (this.#isClosed) fail(new RoomUnavailable('the room closed'));
		else if (this.#isDurable) run();
		else this.#waiting.push({ run, fail });
	}

	// ── the server's own reading and writing ────────────────────────────────────────────────────────────────────────────

	/** Reads the document at a moment at which all of it is on disk. */
	read<Result>(reader: (doc: Y.Doc) => Result): Promise<Result> {
		return new Promise((resolve, reject) => {
			this.#whenDurable(() => settle(() => reader(this.#doc), resolve, reject), reject);
		});
	}

	/** Writes as the server, under its own client id; resolves when it is on disk. Waits while the document is frozen. */
	write<Result>(writer: (doc: Y.Doc) => Result): Promise<Result> {
		return new Promise((resolve, reject) => {
			const write = () => {
				settle(
					() => writer(this.#doc),
					(result) => this.#whenDurable(() => resolve(result), reject),
					reject,
				);
			};
			const dropped = () => reject(new RoomUnavailable('the room closed'));
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
		return new Freeze(this.#doc, this.#deps.freezeMs ?? FREEZE_MS, (isOverdue) => {
			if (isOverdue) this.#deps.log.error({ document: this.#name }, 'documents: a freeze was never released');
			unhold();
		});
	}

	// ── close ───────────────────────────────────────────────────────────────────────────────────────────────────────────

	/** Saves what was accepted, folds the log into a snapshot, and closes. Edits that come meanwhile stay with their authors. */
	async shutDown(code: CloseCode): Promise<void> {
		this.#inbox.hold();
		try {
			await this.read(() => null);
			if (this.#foldable > 0) await this.#compact();
		} catch (error) {
			this.#deps.log.error({ err: error, document: this.#name }, 'documents: a room closed without a snapshot');
		}
		this.close(code);
	}

	async #compact(): Promise<void> {
		const { workshop, target } = this.key;
		const { documents } = this.#deps.storage;
		const stored = await documents.load(workshop, this.#name);
		const { snapshot, last, kept } = fold(stored, ROOTS[target.document], this.#deps.clock());
		this.#foldable = 0;
		if (kept.length === stored.updates.length) return; // all of it is recent
		const epoch = this.#deps.access.epoch(workshop);
		await documents.compact(workshop, epoch, this.#name, snapshot, last, kept);
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
		for (const { fail } of this.#waiting) fail(new RoomUnavailable('the room closed'));
		this.#waiting = [];
		this.#inbox.clear();
		this.#doc.destroy();
		this.#events.closed(this);
	}
}

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
