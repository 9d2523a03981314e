import type { Decision } from '#domain/decision.ts';
import { isOfBallot } from '#domain/ballot-events.ts';
import { EVENT_VERSION, type EventBody, type WorkshopEvent } from '#domain/events.ts';
import { evolve, type Workshop } from '#domain/evolve.ts';
import type { CommitmentId, ParticipantId, PollId, RecordRef, TextHash, WorkshopId } from '#domain/ids.ts';
import { isOpenPoll, openPollAt } from '#domain/poll-state.ts';
import { pacedRoom, standIns } from '#domain/room-votes.ts';
import { isSecret } from '#domain/rule-card.ts';
import { isSettled, NO_SECRET_BALLOTS, settled, withChange, type SecretBallots } from '#domain/secret-ballots.ts';
import { applySign, NO_SIGNS, signsAfter, type Sign, type Signs } from '#domain/signs.ts';
import type { PollState, WorkshopState } from '#domain/state.ts';
import type { BoardPicture, TableSetup } from '#domain/texts.ts';
import { decodeEvent, encodeEvent, GENESIS } from '../ledger/chain.ts';
import type {
	IdempotencyKey,
	IssuedRow,
	LogAppend,
	Storage,
	StoredEvent,
	UpdateBatch,
	WorkshopSummary,
} from '../storage/storage.ts';
import { keptBoard } from './boards.ts';
import { Records } from './records.ts';

interface Appending {
	readonly actor: ParticipantId;
	readonly now: number;
	readonly memberships?: readonly { readonly participant: ParticipantId; readonly principal: string }[];
	readonly answer?: IdempotencyKey & { readonly response: (after: WorkshopState) => string };
	readonly issued?: readonly IssuedRow[];
	readonly leaves?: LogAppend['leaves'];
	/** The board as it stands, where the decision may end a phase or a session. */
	readonly board?: BoardPicture | null;
	/** What the decision writes in documents: stored with it, or not at all. */
	readonly documents?: readonly UpdateBatch[];
}

/** Turnout moves on screens at most this often, on the stroke. */
const TURNOUT_MS = 1_000;

/** What is told of the open vote, at the last stroke of the clock. */
interface Turnout {
	readonly poll: PollId | null;
	readonly voted: ReadonlySet<ParticipantId>;
	/** The vote as it was then. */
	readonly of: PollState | null;
	readonly connected: ReadonlySet<ParticipantId>;
}
const NO_TURNOUT: Turnout = { poll: null, voted: new Set(), of: null, connected: new Set() };

/** More at once nobody acts on. */
const ALARMS_KEPT = 5;

/** A place in the table's chain. */
export interface Head {
	readonly seq: number;
	readonly hash: string;
}

export interface Alarm {
	readonly participant: ParticipantId;
	/** The draft; null for the board. */
	readonly commitment: CommitmentId | null;
	/** Milliseconds. */
	readonly at: number;
}

/**
 * One table in memory: its state, the texts and records that its log refers to, and the tail of its chain. Only its owner
 * process holds it, and its commands run one at a time (`inOrder`).
 */
export class Table {
	readonly id: WorkshopId;
	readonly #storage: Storage;
	readonly #epoch: number;
	readonly #texts: Map<TextHash, string>;
	readonly #records: Records;
	/** Each with the person it is for; null for those that are for nobody in particular. */
	readonly #listeners = new Map<() => void, ParticipantId | null>();
	#turnoutDue: ReturnType<typeof setTimeout> | null = null;
	#turnout: Turnout = NO_TURNOUT;
	readonly #secret: Map<PollId, SecretBallots>;
	#state: Workshop = null;
	#events: WorkshopEvent[] = [];
	#head: string = GENESIS;
	/** The head as the last poll was opened. */
	#opening: Head | null = null;
	/** Of the last event that is not of a ballot. */
	#changedAt = 0;
	#joinCode: string | null;
	#isLost = false;
	#alarms: readonly Alarm[] = [];
	#signs: Signs = NO_SIGNS;
	#queue: Promise<unknown> = Promise.resolve();

	private constructor(
		id: WorkshopId,
		storage: Storage,
		epoch: number,
		texts: Map<TextHash, string>,
		records: Records,
		joinCode: string | null,
		secret: Map<PollId, SecretBallots>,
	) {
		this.id = id;
		this.#storage = storage;
		this.#epoch = epoch;
		this.#texts = texts;
		this.#records = records;
		this.#joinCode = joinCode;
		this.#secret = secret;
	}

	/** Claims the table for this process and reads it whole; 'busy' while another process holds it. Throws on a damaged chain. */
	static async open(storage: Storage, id: WorkshopId): Promise<Table | 'busy'> {
		const owner = await storage.owners.claim(id);
		if (owner === 'busy') return 'busy';
		const [events, texts, records, joinCode, secret] = await Promise.all([
			storage.log.events(id),
			storage.log.texts(id),
			storage.log.records(id),
			storage.log.joinCode(id),
			storage.log.secretBallots(id),
		]);
		const byHash = new Map(texts.map(({ hash, text }) => [hash, text]));
		const table = new Table(id, storage, owner.epoch, byHash, new Records(records), joinCode, secret);
		for (const stored of events) table.#apply(stored, decodeEvent(stored));
		table.#turnout = table.#turnoutNow();
		await table.settle().catch(() => {}); // tried again when it is next read
		return table;
	}

	get state(): Workshop {
		return this.#state;
	}

	get epoch(): number {
		return this.#epoch;
	}

	get head(): Head {
		return { seq: this.#state?.seq ?? 0, hash: this.#head };
	}

	/** The head that goes out: while people vote it stays at the opening, so that nobody can count ballots by it. */
	get headTold(): Head {
		const isVoting = this.#state !== null && openPollAt(this.#state) !== null;
		return (isVoting && this.#opening) || this.head;
	}

	/** The revision that an event brought about, and the other way round: how an event is named outside. */
	revisionAt(seq: number): number {
		return this.#events.slice(0, seq).filter(({ body }) => !isOfBallot(body)).length;
	}

	seqAt(revision: number): number | undefined {
		return this.#events.filter(({ body }) => !isOfBallot(body))[revision - 1]?.seq;
	}

	get records(): Records {
		return this.#records;
	}

	get joinCode(): string | null {
		return this.#joinCode;
	}

	/** Every event of the table, oldest first. */
	get events(): readonly WorkshopEvent[] {
		return this.#events;
	}

	text(hash: TextHash): string | undefined {
		return this.#texts.get(hash);
	}

	/** A table text as the value it was written from; throws where the store lost it. */
	textValue<Shape>(hash: TextHash): Shape {
		const text = this.#texts.get(hash);
		if (text === undefined) throw new RangeError(`table text ${hash} is missing`);
		return JSON.parse(text) as Shape;
	}

	/** Runs `work` after all work before it: a command and the state that it was decided on belong together. */
	inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
		const result = this.#queue.then(work, work);
		this.#queue = result.catch(() => undefined);
		return result;
	}

	/** Appends a decision whole; listeners run before anything else sees the new state. */
	async append(
		decision: Decision,
		{ actor, now, memberships = [], answer, issued, leaves, documents, board = null }: Appending,
	): Promise<number> {
		const events = this.#encode(decision, actor, now);
		const after = events.reduce<Workshop>((state, { event }) => evolve(state, event), this.#state);
		if (!after) throw new RangeError('a decision without events cannot begin a table');
		const known = new Map(decision.texts.map(({ hash, text }) => [hash, text]));
		const kept = board && this.#state && keptBoard(this.#state, board, events);
		const keep = decision.erasePerson ? this.#issuedStatements(decision.erasePerson) : [];
		const discarded = decision.events.flatMap((body) => this.#discardedBy(body));
		await this.#storage.log.append({
			workshop: this.id,
			epoch: this.#epoch,
			events: events.map(({ stored }) => stored),
			texts: decision.texts.filter(({ hash }) => !this.#texts.has(hash)),
			records: decision.records,
			memberships,
			...(decision.joinCode === undefined ? {} : { joinCode: decision.joinCode }),
			...(decision.erasePerson ? { erasePerson: decision.erasePerson, keepRecords: keep } : {}),
			...(decision.eraseAlso ? { eraseAlso: decision.eraseAlso } : {}),
			...(discarded.length > 0 ? { discardRecords: discarded } : {}),
			...(decision.eraseWorkshop ? { eraseWorkshop: true } : {}),
			...(decision.secret ? { secret: decision.secret } : {}),
			...(answer
				? {
						idempotency: {
							principal: answer.principal,
							key: answer.key,
							response: answer.response(after),
						},
					}
				: {}),
			...(kept ? { board: kept } : {}),
			...(issued ? { issued } : {}),
			...(leaves ? { leaves } : {}),
			...(documents ? { documents } : {}),
			summary: this.#summary(after, known, decision.events.every(isOfBallot) ? this.#changedAt : now),
		});
		for (const [hash, text] of known) this.#texts.set(hash, text);
		this.#records.add(decision.records);
		if (decision.joinCode !== undefined) this.#joinCode = decision.joinCode;
		if (decision.erasePerson) this.#records.erase(decision.erasePerson, new Set(keep));
		for (const id of decision.eraseAlso ?? []) this.#records.erase(id, new Set());
		this.#records.discard(discarded);
		if (decision.secret) {
			this.#secret.set(
				decision.secret.poll,
				withChange(this.secretBallots(decision.secret.poll), decision.secret),
			);
		}
		if (decision.eraseWorkshop) {
			this.#records.clear();
			this.#texts.clear();
		}
		for (const { stored, event } of events) this.#apply(stored, event);
		this.#signs = events.reduce((signs, { event }) => signsAfter(signs, event.body), this.#signs);
		if (decision.sign) this.#signs = applySign(this.#signs, decision.sign);
		if (decision.events.every(isOfBallot)) this.#tellOfBallot(actor);
		else this.#tell();
		return after.seq;
	}

	/** A sign that changes nothing in the log. */
	signed(sign: Sign): void {
		this.#signs = applySign(this.#signs, sign);
		this.#tell();
	}

	/** Ballots of a secret vote, as far as it has any. */
	secretBallots(poll: PollId): SecretBallots {
		return this.#secret.get(poll) ?? NO_SECRET_BALLOTS;
	}

	/**
	 * Leaves of secret votes that are over what counts, and of those that ended without a result nothing. Does nothing where that was
	 * done; what a crash kept from being done is done when the table is next read.
	 */
	async settle(): Promise<void> {
		for (const [poll, ballots] of this.#secret) {
			const state = this.#state?.polls.get(poll);
			if (!state || isOpenPoll(state)) continue;
			const kept = state.closed ? settled(ballots) : NO_SECRET_BALLOTS;
			if (state.closed ? isSettled(ballots) : ballots.ballots.size === 0) continue;
			await this.#storage.log.settleSecretBallots({ workshop: this.id, epoch: this.#epoch }, poll, kept);
			this.#secret.set(poll, kept);
		}
	}

	#tell(): void {
		if (this.#turnout.poll !== this.#openPoll()?.id) this.#turnout = this.#turnoutNow();
		this.#lookWhoIsHere();
		for (const listener of this.#listeners.keys()) listener();
	}

	#openPoll(): PollState | null {
		return this.#state && openPollAt(this.#state);
	}

	/** Whoever votes hears of it at once. All others with the next stroke of the clock, so that no moment tells who voted in it. */
	#tellOfBallot(voter: ParticipantId): void {
		for (const [listener, of] of this.#listeners) if (of === voter) listener();
		this.#tellOnStroke();
	}

	#tellOnStroke(): void {
		if (this.#turnoutDue !== null) return;
		const untilStroke = TURNOUT_MS - (performance.now() % TURNOUT_MS);
		this.#turnoutDue = setTimeout(() => {
			this.#turnoutDue = null;
			this.#turnout = this.#turnoutNow();
			this.#tell();
		}, untilStroke);
		this.#turnoutDue.unref();
	}

	#turnoutNow(): Turnout {
		const poll = this.#openPoll();
		if (!poll) return { ...NO_TURNOUT, connected: this.#turnout.connected };
		return { poll: poll.id, voted: this.#votedIn(poll), of: poll, connected: this.#here() };
	}

	#votedIn(poll: PollState): ReadonlySet<ParticipantId> {
		if (isSecret(poll.card)) return this.secretBallots(poll.id).voted;
		const named = [...poll.ballots].flatMap(([participant, { ballot }]) => (ballot ? [participant] : []));
		return new Set([...named, ...standIns(poll)]);
	}

	/**
	 * The table as screens show it: of an open vote, what the last stroke of the clock told. Who asks in between, comes anew, or has
	 * something else happen, learns no more.
	 */
	get shown(): WorkshopState | null {
		const [state, poll, { of }] = [this.#state, this.#openPoll(), this.#turnout];
		if (!state || !poll || of?.id !== poll.id) return state;
		const room = pacedRoom(poll.room, of.room);
		if (of.ballots === poll.ballots && room === poll.room) return state;
		return { ...state, polls: new Map(state.polls).set(poll.id, { ...poll, ballots: of.ballots, room }) };
	}

	/** Who has a ballot that counts: of an open vote, as the last stroke told it. */
	votedShown(poll: PollState): ReadonlySet<ParticipantId> {
		return this.#turnout.poll === poll.id ? this.#turnout.voted : this.#votedIn(poll);
	}

	/** Replaced with each stroke. */
	get turnout(): object {
		return this.#turnout;
	}

	/** Who has a live connection, as of the last time that everybody was told something; replaced where it changes. */
	get connected(): ReadonlySet<ParticipantId> {
		return this.#turnout.connected;
	}

	#here(): ReadonlySet<ParticipantId> {
		const here = new Set([...this.#listeners.values()].filter((of) => of !== null));
		const known = this.#turnout.connected;
		return here.size === known.size && [...here].every((one) => known.has(one)) ? known : here;
	}

	/** While people vote, who is here is told with who has voted, and no sooner. */
	#lookWhoIsHere(): void {
		if (this.#turnout.poll !== null) return;
		const connected = this.#here();
		if (connected !== this.#turnout.connected) this.#turnout = { ...this.#turnout, connected };
	}

	/** Somebody came or went: while people vote, turnout says so to facilitators, at its pace. */
	#cameOrWent(): void {
		if (this.#openPoll()) this.#tellOnStroke();
	}

	/** Replaced whole with each change; lost with the process. */
	get signs(): Signs {
		return this.#signs;
	}

	/** Somebody was stopped taking away too much of what others made: for whoever facilitates, while the table is in memory. */
	stopped(alarm: Alarm): void {
		const others = this.#alarms.filter(
			({ participant, commitment }) => participant !== alarm.participant || commitment !== alarm.commitment,
		);
		this.#alarms = [...others, alarm].slice(-ALARMS_KEPT);
		this.#tell();
	}

	get alarms(): readonly Alarm[] {
		return this.#alarms;
	}

	/** It is not this process's any more; whoever listens hears of it. */
	lose(): void {
		this.#isLost = true;
		this.#tell();
	}

	get isLost(): boolean {
		return this.#isLost;
	}

	onChange(listener: () => void, participant: ParticipantId | null = null): () => void {
		this.#listeners.set(listener, participant);
		this.#cameOrWent();
		return () => {
			this.#listeners.delete(listener);
			this.#cameOrWent();
		};
	}

	#apply(stored: StoredEvent, event: WorkshopEvent): void {
		if (stored.prev !== this.#head) throw new RangeError(`event ${event.seq} does not follow the chain`);
		this.#state = evolve(this.#state, event);
		this.#events.push(event);
		this.#head = stored.hash;
		if (event.body.type === 'poll.opened') this.#opening = this.head;
		if (!isOfBallot(event.body)) this.#changedAt = event.at;
	}

	#encode(decision: Decision, actor: ParticipantId, now: number): { stored: StoredEvent; event: WorkshopEvent }[] {
		let { seq, hash } = this.head;
		let session = this.#state?.sessions.find(({ closedAt }) => closedAt === null)?.id ?? null;
		return decision.events.map((body) => {
			seq += 1;
			if (body.type === 'session.opened') session = body.id;
			const event: WorkshopEvent = { workshop: this.id, seq, at: now, actor, session, v: EVENT_VERSION, body };
			const stored = encodeEvent(event, hash);
			hash = stored.hash;
			return { stored, event };
		});
	}

	/** A practice vote that is over leaves nothing of what people chose in it. */
	#discardedBy(body: EventBody): RecordRef[] {
		if (body.type !== 'poll.discarded' && body.type !== 'poll.cancelled') return [];
		return this.#state?.polls.get(body.poll)?.card.practice ? this.#records.ofPoll(body.poll) : [];
	}

	/** Statements of a person that an issued text holds; those are public by consent and stay. */
	#issuedStatements(participant: ParticipantId): RecordRef[] {
		const own = new Set(this.#records.statementsOf(participant));
		const held: RecordRef[] = [];
		for (const commitment of this.#state?.commitments.values() ?? []) {
			for (const signatory of commitment.issued?.signatories ?? []) if (own.has(signatory)) held.push(signatory);
		}
		return held;
	}

	#summary(after: WorkshopState, fresh: ReadonlyMap<TextHash, string>, changedAt: number): WorkshopSummary {
		return summarise(after, (hash) => fresh.get(hash) ?? this.#texts.get(hash), changedAt);
	}
}

/** A table's line in listings: a projection of its log. */
export function summarise(
	state: WorkshopState,
	text: (hash: TextHash) => string | undefined,
	changedAt: number,
): WorkshopSummary {
	const setup = state.status === 'erased' ? undefined : text(state.setup);
	return {
		workshop: state.id,
		title: setup === undefined ? '' : (JSON.parse(setup) as TableSetup).title,
		status: state.status,
		example: state.example,
		rulesAdopted: state.rules.adopted !== null,
		createdAt: state.createdAt,
		changedAt,
	};
}
