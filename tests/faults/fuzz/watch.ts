import * as Y from 'yjs';
import { ROOTS } from '#board/roots.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { mayWrite, type DocumentTarget } from '#domain/permissions.ts';
import { contentOf, differenceOf } from './content.ts';
import { forecast, type Forecast } from './forecast.ts';
import type { MemorySocket } from './memory-socket.ts';
import { Policy } from './policy.ts';
import { rehearse } from './rehearsal.ts';
import { standingOf, type Standing } from './standing.ts';
import { NO_FACTS, type FuzzTable } from './table.ts';

/** Something that must never happen, happened. */
export class Found extends Error {}

/** How the updates of a run ended. */
export interface Tally {
	updates: number;
	applied: number;
	/** Some of it was allowed and the rest refused. */
	inPart: number;
	/** The document stayed as it was. */
	stood: number;
	resets: number;
	/** Of all of them, those that a freeze or a slow disk held back first. */
	held: number;
}
export const emptyTally = (): Tally => ({ updates: 0, applied: 0, inPart: 0, stood: 0, resets: 0, held: 0 });

/** One message that has arrived at the server, as far as it can touch the document or who may write in it. */
export interface Heard {
	readonly name: string;
	readonly by: ParticipantId;
	readonly socket: MemorySocket;
	readonly said:
		| { readonly is: 'update'; readonly update: Uint8Array; readonly isAnswer: boolean }
		| { readonly is: 'claim'; readonly clientIds: readonly number[] }
		| { readonly is: 'resetDone' };
}

type Happening =
	| { readonly is: 'changed'; readonly by: ParticipantId | null; readonly snapshot: Uint8Array }
	| { readonly is: 'reset' | 'closed'; readonly socket: MemorySocket };

/**
 * Holds all that happens in a document against what had to happen, message by message and in their order: also of those that
 * waited, which the server takes in without a pause between them.
 */
export class Watch {
	readonly tally = emptyTally();
	readonly #doc: Y.Doc;
	readonly #target: DocumentTarget;
	readonly #table: FuzzTable;
	#standing: Standing;
	#heard: Heard[] = [];
	#happened: Happening[] = [];
	/** Whoever wrote first under a client id, and whoever claimed one without having written under it. */
	readonly owners = new Map<number, ParticipantId>();
	readonly #claimed = new Map<number, ParticipantId>();
	/** Ids under which something was refused, until their owner starts afresh; and the ids that a socket spoke of. */
	readonly #astray = new Set<number>();
	readonly #spokeOf = new Map<MemorySocket, Set<number>>();
	/** Sockets that were reset and have not said that they started afresh. */
	readonly #awaiting = new Set<MemorySocket>();
	/** Sockets that said what the server lacked of them: from then on nothing of theirs can be missing. */
	readonly #answered = new Set<MemorySocket>();
	readonly #expelled = new Set<MemorySocket>();

	/** `authorOf`: by the origin of a transaction. */
	constructor(
		doc: Y.Doc,
		target: DocumentTarget,
		table: FuzzTable,
		authorOf: (origin: unknown) => ParticipantId | null,
	) {
		this.#doc = doc;
		this.#target = target;
		this.#table = table;
		this.#standing = standingOf(Y.encodeStateAsUpdate(doc), ROOTS[target.document]);
		doc.on('update', (_update: Uint8Array, origin: unknown) => {
			this.#happened.push({ is: 'changed', by: authorOf(origin), snapshot: Y.encodeStateAsUpdate(doc) });
		});
	}

	/** A socket told its owner something, or was closed by the server. */
	noted(socket: MemorySocket, is: 'reset' | 'closed'): void {
		this.#happened.push({ is, socket });
	}

	/** Before the server hears it. */
	hears(message: Heard): void {
		this.#heard.push(message);
	}

	isAwaiting(socket: MemorySocket): boolean {
		return this.#awaiting.has(socket);
	}

	/** Nothing of what was heard has touched the document yet. */
	expectStill(): void {
		if (this.#happened.length > 0) throw new Found('what waits has touched the document');
	}

	/** What was heard since the last time has been taken in. */
	check(isHeld = false): void {
		const heard = this.#heard;
		this.#heard = [];
		const before = this.#standing;
		for (const message of heard) {
			const isUpdate = Number(message.said.is === 'update' && !isEmpty(message.said.update));
			this.tally.updates += isUpdate;
			this.tally.held += isHeld ? isUpdate : 0;
			if (!this.#expelled.has(message.socket)) this.#take(message);
			else this.tally.stood += isUpdate;
		}
		const [left] = this.#happened;
		if (left !== undefined) throw new Found(`something happened that nobody caused: ${left.is}`);
		if (this.#standing === before) return;
		const difference = differenceOf(contentOf(this.#doc, this.#standing.roots), this.#standing.content);
		if (difference !== null) throw new Found(`the document in memory is another: ${difference}`);
		if (this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null)
			throw new Found('the document waits for something');
	}

	#take(message: Heard): void {
		const { said, socket, by } = message;
		switch (said.is) {
			case 'resetDone':
				this.#awaiting.delete(socket);
				for (const clientId of this.#spokeOf.get(socket) ?? []) this.#astray.delete(clientId);
				return;
			case 'claim': {
				if (!said.clientIds.every((clientId) => this.#isOwn(clientId, by)))
					return this.#expectTold(message, 'closed', 'an id of somebody else');
				for (const clientId of said.clientIds) {
					if (!this.#claimed.has(clientId)) this.#claimed.set(clientId, by);
					this.#note(socket, clientId);
				}
				const isAstray = said.clientIds.some((clientId) => this.#astray.has(clientId));
				return this.#expectTold(message, isAstray ? 'reset' : 'nothing', 'a claim');
			}
			case 'update':
				return this.#takeUpdate(message, said.update, said.isAnswer);
		}
	}

	#takeUpdate(message: Heard, update: Uint8Array, isAnswer: boolean): void {
		const { socket } = message;
		if (isAnswer) this.#answered.add(socket);
		const foreseen = this.#foresee(message, update);
		if (foreseen.is === 'stands') {
			if (!isEmpty(update)) this.tally.stood += 1;
			return this.#expectTold(message, foreseen.told, foreseen.why);
		}
		const fail = (what: string): never =>
			this.#fail(message, what, foreseen.refused.join('; ') || 'all of it is allowed');
		const next = this.#happened.shift();
		if (next?.is !== 'changed') return fail(`the document did not change, but ${next?.is ?? 'nothing'} came`);
		if (next.by !== message.by) fail(`it counts as ${next.by}’s`);
		const before = this.#standing.doc;
		this.#standing = standingOf(next.snapshot, this.#standing.roots);
		const difference = differenceOf(this.#standing.content, foreseen.content);
		if (difference !== null) fail(`${difference}, which should be`);
		const { doc } = this.#standing;
		for (const writer of doc.store.clients.keys()) {
			if (Y.getState(doc.store, writer) === Y.getState(before.store, writer)) continue;
			this.#note(socket, writer);
			if (foreseen.astray.has(writer)) this.#astray.add(writer);
			if (!this.owners.has(writer)) this.owners.set(writer, message.by);
		}
		if (foreseen.refused.length > 0) this.tally.inPart += 1;
		else this.tally.applied += 1;
		this.#expectTold(message, foreseen.refused.length > 0 ? 'reset' : 'nothing', foreseen.refused.join('; '));
	}

	#foresee({ by, socket }: Heard, update: Uint8Array): Forecast {
		const stands = (why: string, told: 'nothing' | 'reset' | 'closed') => ({ is: 'stands', why, told }) as const;
		if (this.#awaiting.has(socket)) return stands('it was told to start afresh', 'nothing');
		const rehearsal = rehearse(this.#standing, update);
		const writer = this.#table.writerOf(by);
		const context = this.#table.context;
		const isShut = !mayWrite(writer, 'insert', this.#target, [], { ...context, ...NO_FACTS }).ok;
		switch (rehearsal.is) {
			case 'malformed':
				return stands(rehearsal.why, 'closed');
			case 'gap':
				// Typed in the moment after coming back: what it builds on is on its way with the answer.
				return stands(
					rehearsal.why,
					this.#orClosed(socket, isShut ? 'reset' : this.#answered.has(socket) ? 'closed' : 'nothing'),
				);
			case 'sound':
		}
		if (rehearsal.removed.length === 0 && rehearsal.writers.length === 0) return stands('nothing new', 'nothing');
		if (isShut) return stands('no right to write here', 'reset');
		if (!rehearsal.writers.every((clientId) => this.#isOwn(clientId, by)))
			return stands('somebody else’s client id', 'closed');
		if (rehearsal.writers.some((clientId) => this.#astray.has(clientId)))
			return stands('it has not started afresh', 'reset');
		return forecast(rehearsal, new Policy(writer, this.#target, context, rehearsal));
	}

	/**
	 * The one thing that is not foreseen: whether an update with a gap is malformed, too, which Yjs does not say before the gap is
	 * filled. It does not count either way.
	 */
	#orClosed<Told>(socket: MemorySocket, told: Told): Told | 'closed' {
		const [next] = this.#happened;
		return next?.is === 'closed' && next.socket === socket ? 'closed' : told;
	}

	#isOwn(clientId: number, by: ParticipantId): boolean {
		const owner = this.owners.get(clientId) ?? this.#claimed.get(clientId);
		if (owner !== undefined) return owner === by;
		return clientId !== this.#doc.clientID && Y.getState(this.#standing.doc.store, clientId) === 0;
	}

	#note(socket: MemorySocket, clientId: number): void {
		const known = this.#spokeOf.get(socket) ?? new Set();
		this.#spokeOf.set(socket, known.add(clientId));
	}

	/** Whoever has left hears nothing, and is treated as if they had. */
	#expectTold(message: Heard, told: 'nothing' | 'reset' | 'closed', why: string): void {
		const { socket } = message;
		if (told === 'nothing') return;
		if (told === 'reset') this.#awaiting.add(socket);
		else this.#expelled.add(socket);
		if (socket.hasLeft) return;
		const next = this.#happened.shift();
		if (next?.is !== told || next.socket !== socket)
			this.#fail(message, `not ${told}, but ${next?.is ?? 'nothing'}`, why);
		if (told === 'reset') this.tally.resets += 1;
	}

	#fail({ name, said }: Heard, what: string, why: string): never {
		throw new Found(`${name}’s ${said.is} ${this.tally.updates}: ${what} (foreseen: ${why})`);
	}
}

/** As somebody answers who has nothing new: it counts for none. */
const isEmpty = (update: Uint8Array): boolean => update.byteLength === 2 && update[0] === 0 && update[1] === 0;
