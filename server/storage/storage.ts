import type { PrimaryRecord } from '#domain/decision.ts';
import type { AssetId, ParticipantId, PhaseId, PlanId, PollId, RecordRef, TextHash, WorkshopId } from '#domain/ids.ts';
import type { LeafType, NewLeaf } from '#domain/ledger/leaves.ts';
import type { SecretBallots, SecretChange } from '#domain/secret-ballots.ts';
import type { HashedText } from '#domain/texts.ts';
import type { ImageType } from '#protocol/api.ts';

/**
 * The storage port: all that rooms, workshops, auth and http know of a database. One contract suite (tests/storage) runs it on
 * SQLite and PostgreSQL. Every method that writes is durable when its promise resolves (fsync done); a method that throws has
 * changed nothing. Times are integer milliseconds; hashed payloads come back byte for byte.
 */
export interface Storage {
	readonly dialect: 'sqlite' | 'postgres';
	readonly owners: OwnerStore;
	readonly log: LogStore;
	readonly instanceLog: InstanceLogStore;
	readonly documents: DocumentStore;
	readonly boards: BoardStore;
	readonly assets: AssetStore;
	readonly people: PeopleStore;
	readonly plans: PlanStore;
	readonly auth: AuthStore;
	/** Resolves when the database answers; throws with `cause` when it does not. */
	ping(): Promise<void>;
	close(): Promise<void>;
}

/** One process owns all of a workshop at a time; every append carries the epoch it was claimed with. */
export interface OwnerStore {
	/** Claims a workshop for this process, raising its epoch; 'busy' while another live process holds it. */
	claim(workshop: WorkshopId): Promise<{ epoch: number } | 'busy'>;
	release(workshop: WorkshopId, epoch: number): Promise<void>;
}

/** Thrown by an append whose epoch is no longer the workshop's: another process has taken over. */
export class FencedError extends Error {
	override readonly name = 'FencedError';
}

/** Thrown by an append whose first sequence number is taken: the caller's state is stale. */
export class ConflictError extends Error {
	override readonly name = 'ConflictError';
}

/** Thrown by a load that finds rows of a document missing, or not as they were written. */
export class DamagedDocumentError extends Error {
	override readonly name = 'DamagedDocumentError';
}

export interface StoredEvent {
	readonly workshop: WorkshopId;
	readonly seq: number;
	/** Exact canonical bytes of the event. */
	readonly bytes: Uint8Array;
	/** Hash of the event before, 64 hex; 64 zeros for the first. */
	readonly prev: string;
	/** SHA-256(prev bytes ‖ bytes), 64 hex. */
	readonly hash: string;
	readonly at: number;
}

export interface IdempotencyKey {
	readonly principal: string;
	/** As the client sent it, 8–64 characters of [A-Za-z0-9_-]. */
	readonly key: string;
}

export interface LogAppend {
	readonly workshop: WorkshopId;
	readonly epoch: number;
	readonly events: readonly StoredEvent[];
	readonly texts: readonly HashedText[];
	readonly records: readonly PrimaryRecord[];
	/** New people at the table: who signs in as them. */
	readonly memberships: readonly { readonly participant: ParticipantId; readonly principal: string }[];
	/** undefined leaves the code, null removes it. */
	readonly joinCode?: string | null;
	readonly erasePerson?: ParticipantId;
	/** Ids of their own under which names are kept: of companions, and of who was invited. */
	readonly eraseAlso?: readonly ParticipantId[];
	/** Statements of the erased person that an issued text holds, and so stay. */
	readonly keepRecords?: readonly RecordRef[];
	/** Ballots, and the reasons given with them, of a practice vote that is over: nothing of them is kept. */
	readonly discardRecords?: readonly RecordRef[];
	readonly eraseWorkshop?: true;
	/** A ballot of a secret vote: no event and no answer is stored with it. */
	readonly secret?: SecretChange;
	readonly idempotency?: IdempotencyKey & { readonly response: string };
	/** What the decision writes in documents of the table, under its epoch: both are stored, or neither is. */
	readonly documents?: readonly UpdateBatch[];
	/** The board as it stood when the decision ended a phase or a session. */
	readonly board?: KeptBoard;
	/** All that were kept, of a table that comes from elsewhere. */
	readonly boards?: readonly KeptBoard[];
	/** Issued records, in order of issue over the whole instance: the leaves of its log. */
	readonly issued?: readonly IssuedRow[];
	/** What the instance's log gets with the decision: both are stored, or neither is. */
	readonly leaves?: readonly NewLeaf[];
	/** Listing data kept beside the log; a projection, rebuilt from it. */
	readonly summary: WorkshopSummary;
}

export interface IssuedRow {
	readonly commitment: string;
	readonly version: number;
	readonly workshop: WorkshopId;
	readonly record: TextHash;
	/** Exact canonical bytes of the record. */
	readonly bytes: string;
	readonly key: string;
	readonly publicKey: string;
	readonly signature: string;
	readonly at: number;
}

export interface WorkshopSummary {
	readonly workshop: WorkshopId;
	readonly title: string;
	readonly status: 'open' | 'archived' | 'erased';
	readonly example: boolean;
	readonly rulesAdopted: boolean;
	readonly createdAt: number;
	readonly changedAt: number;
}

export interface LogStore {
	/** Events in order, from `afterSeq` (exclusive, default 0). */
	events(workshop: WorkshopId, afterSeq?: number): Promise<StoredEvent[]>;
	texts(workshop: WorkshopId): Promise<HashedText[]>;
	/** One of them; null where the table has no such text. */
	text(workshop: WorkshopId, hash: string): Promise<string | null>;
	records(workshop: WorkshopId): Promise<PrimaryRecord[]>;
	/** Of each secret vote of the table. */
	secretBallots(workshop: WorkshopId): Promise<Map<PollId, SecretBallots>>;
	/**
	 * Leaves of a secret vote that is over what is given, and nothing of what was there, not even in pages that the database no longer
	 * reads (as far as it lets itself be told). Throws `FencedError`, and changes nothing.
	 */
	settleSecretBallots(
		owner: { readonly workshop: WorkshopId; readonly epoch: number },
		poll: PollId,
		kept: SecretBallots,
	): Promise<void>;
	/**
	 * Appends a decision whole, or throws and changes nothing: `FencedError`, `ConflictError`. The first append of a workshop
	 * creates it. The database itself refuses to update or delete a row of the log.
	 */
	append(append: LogAppend): Promise<void>;
	/** Whether the log knows this workshop at all. */
	exists(workshop: WorkshopId): Promise<boolean>;
	/** Every workshop in the log, by id, erased ones too. */
	streams(): Promise<WorkshopId[]>;
	/** The stored answer to a request that was already carried out. */
	answered(workshop: WorkshopId, key: IdempotencyKey): Promise<string | null>;
	workshops(): Promise<WorkshopSummary[]>;
	workshopsOf(principal: string): Promise<(WorkshopSummary & { participant: ParticipantId })[]>;
	byJoinCode(code: string): Promise<WorkshopId | null>;
	joinCode(workshop: WorkshopId): Promise<string | null>;
	/** Rebuilds `summary` rows from what the caller read out of the log. */
	replaceSummaries(summaries: readonly WorkshopSummary[]): Promise<void>;
	/** Versions of an issued commitment, oldest first. */
	issued(commitment: string): Promise<IssuedRow[]>;
	/** Every version that a table issued, in order of issue. */
	issuedBy(workshop: WorkshopId): Promise<IssuedRow[]>;
	allIssued(): Promise<IssuedRow[]>;
}

/** A leaf in its place: 0 for the first. */
export interface StoredLeaf extends NewLeaf {
	readonly index: number;
}

/** A signed note (`src/domain/ledger/checkpoint.ts`), by the size of the log that it vouches for. */
export interface StoredCheckpoint {
	readonly size: number;
	readonly at: number;
	readonly note: string;
}

export interface StoredEvidence {
	/** SHA-256 of `text`, 64 hex. */
	readonly hash: string;
	readonly commitment: string;
	readonly at: number;
	/** Canonical JSON of an evidence entry. */
	readonly text: string;
	readonly file: Uint8Array | null;
}

/** The instance's log: one Merkle tree over all tables. The database itself refuses to update or delete a leaf or a checkpoint. */
export interface InstanceLogStore {
	/** In order, from an index on (default: all). */
	leaves(from?: number): Promise<StoredLeaf[]>;
	leavesOf(type: LeafType, subject?: string): Promise<StoredLeaf[]>;
	leaf(hash: string): Promise<StoredLeaf | null>;
	/** Adds, in this order and without gaps, those that the log does not have. */
	append(leaves: readonly NewLeaf[]): Promise<void>;
	/** The last event of each table whose chain went on since its last `head` leaf. */
	changedHeads(): Promise<{ readonly workshop: WorkshopId; readonly seq: number; readonly hash: string }[]>;
	/** By size. */
	checkpoints(): Promise<StoredCheckpoint[]>;
	/** Of that size; the last one without. */
	checkpoint(size?: number): Promise<StoredCheckpoint | null>;
	/** Keeps it; where one of this size stands, that one stays. */
	addCheckpoint(checkpoint: StoredCheckpoint): Promise<void>;
	/** Oldest first. */
	evidence(commitment: string): Promise<StoredEvidence[]>;
	/** Stores evidence and the leaf that names it, both or neither. */
	addEvidence(evidence: StoredEvidence, leaf: NewLeaf): Promise<void>;
}

/** A Yjs update, who made it and when: what undoing one person's acts reads. */
export interface StoredUpdate {
	readonly bytes: Uint8Array;
	/** null for the server, and for what was stored before authors were. */
	readonly participant: ParticipantId | null;
	readonly at: number;
}

export interface UpdateBatch {
	readonly workshop: WorkshopId;
	readonly epoch: number;
	/** Name of the document, as `src/board` parsed it. */
	readonly document: string;
	/** In the order in which they were applied. */
	readonly updates: readonly StoredUpdate[];
	/** Client ids newly claimed, with the person they now belong to; stored in the same transaction. */
	readonly claims: readonly ClientClaim[];
}

export interface ClientClaim {
	readonly clientId: number;
	readonly participant: ParticipantId;
	readonly at: number;
}

export interface StoredDocument {
	/** Last snapshot, or null. */
	readonly snapshot: Uint8Array | null;
	/** Time of the newest update that the snapshot took in; 0 without one, and where nobody knows. */
	readonly snapshotUntil: number;
	/** Updates after the snapshot, in order. */
	readonly updates: readonly StoredUpdate[];
	/** Number of the last stored update; 0 for none. */
	readonly lastUpdate: number;
	readonly claims: readonly ClientClaim[];
}

export interface DocumentStore {
	/**
	 * An absent document reads as empty with lastUpdate 0; a read that fails throws, never reads as empty, and so does a document
	 * that is not whole (`DamagedDocumentError`).
	 */
	load(workshop: WorkshopId, document: string): Promise<StoredDocument>;
	/**
	 * Appends every batch in one transaction, or throws (`FencedError` names a stale epoch) and appends none. A throw whose answer
	 * was lost on the way may have appended all; appending the same again is harmless, claims included.
	 */
	append(batches: readonly UpdateBatch[]): Promise<void>;
	/**
	 * Replaces the updates up to and including number `last` by one snapshot and, after it, `kept` (none by default), which take
	 * the last of their numbers, so that numbers go on without gaps. Later updates stay. `until`: time of the newest update that
	 * the snapshot took in.
	 */
	compact(
		workshop: WorkshopId,
		epoch: number,
		document: string,
		snapshot: Uint8Array,
		last: number,
		kept?: readonly StoredUpdate[],
		until?: number,
	): Promise<void>;
	list(workshop: WorkshopId): Promise<string[]>;
	/** Deletes a document with all that belongs to it. */
	discard(workshop: WorkshopId, document: string): Promise<void>;
}

/** The moment at which a board was kept. */
export interface StoredMoment {
	/** Of the event that ended the phase, or the session. */
	readonly seq: number;
	readonly at: number;
	/** The phase until then. */
	readonly phase: PhaseId;
	readonly ended: 'phase' | 'session';
	/** SHA-256 of the board's canonical JSON, 64 hex. */
	readonly hash: string;
}

export interface KeptBoard extends StoredMoment {
	readonly bytes: Uint8Array;
}

/** Boards as they were: written with the event that ended their phase, erased with their table; the last 200 moments of each. */
export interface BoardStore {
	/** Oldest first. */
	moments(workshop: WorkshopId): Promise<StoredMoment[]>;
	picture(workshop: WorkshopId, seq: number): Promise<KeptBoard | null>;
}

/** An image as the board shows it; who brought it counts towards that person's share and is told to nobody. */
export interface AssetFacts {
	readonly id: AssetId;
	readonly participant: ParticipantId;
	readonly type: ImageType;
	/** Pixels, as it is shown. */
	readonly width: number;
	readonly height: number;
	/** Bytes. */
	readonly size: number;
	readonly at: number;
}

export interface StoredAsset extends AssetFacts {
	readonly bytes: Uint8Array;
}

/** Images of the boards: erased with their table, kept when the person who brought them is erased, as edits are. */
export interface AssetStore {
	/** Of an id that is there already nothing is changed. Throws `FencedError`. */
	add(workshop: WorkshopId, epoch: number, asset: StoredAsset): Promise<void>;
	read(workshop: WorkshopId, id: AssetId): Promise<StoredAsset | null>;
	/** By id, without their bytes. */
	list(workshop: WorkshopId): Promise<AssetFacts[]>;
}

/** A public set of what several tables agreed; dates as `2027-01-31`. */
export interface StoredPlan {
	readonly id: PlanId;
	readonly name: string;
	readonly about: string;
	readonly from: string;
	readonly until: string;
	readonly language: 'es' | 'en';
	/** The account that made it. */
	readonly owner: string;
	readonly at: number;
}

/** Action plans, and which tables belong to each; a table may belong to several. */
export interface PlanStore {
	create(plan: StoredPlan): Promise<void>;
	/** Its words and its term; id, language, owner and time stay. */
	change(plan: Omit<StoredPlan, 'language' | 'owner' | 'at'>): Promise<void>;
	plan(id: PlanId): Promise<StoredPlan | null>;
	/** Oldest first. */
	all(): Promise<StoredPlan[]>;
	/** In the order in which they were added. */
	tables(plan: PlanId): Promise<WorkshopId[]>;
	plansOf(workshop: WorkshopId): Promise<StoredPlan[]>;
	/** Of a table that is there already nothing changes. */
	addTable(plan: PlanId, workshop: WorkshopId, at: number): Promise<void>;
	removeTable(plan: PlanId, workshop: WorkshopId): Promise<void>;
	/** Up to which entry of the instance's log a webhook was told (exclusive); null for one that is new. */
	toldUntil(address: string): Promise<number | null>;
	tell(address: string, until: number): Promise<void>;
}

/** A principal is whoever can sign in: an account (facilitators) or a guest without one. */
export interface PeopleStore {
	/** Whose place the principal has at the table, as themselves or standing in from a second device. */
	participant(workshop: WorkshopId, principal: string): Promise<ParticipantId | null>;
	principalOf(participant: ParticipantId): Promise<string | null>;
	/** From now on this principal, a guest, acts as the person too, at that table. */
	standIn(workshop: WorkshopId, participant: ParticipantId, principal: string): Promise<void>;
	/** Everybody who has a place at the table, by id, with the SHA-256 hex of their rejoin code. */
	places(workshop: WorkshopId): Promise<{ readonly participant: ParticipantId; readonly code: string | null }[]>;
	/** Replaces the person's rejoin code (stored as SHA-256 hex of the code). */
	setRejoinCode(participant: ParticipantId, codeHash: string): Promise<void>;
	byRejoinCode(
		codeHash: string,
	): Promise<{ participant: ParticipantId; workshop: WorkshopId; principal: string } | null>;
}

export interface Account {
	/** The principal's id. */
	readonly id: string;
	/** Lower case, unique. */
	readonly username: string;
	readonly name: string;
	/** PHC string ($argon2id$…). */
	readonly passwordHash: string;
	readonly createdAt: number;
}

export type TokenKind = 'setup' | 'invite' | 'reset' | 'facilitate' | 'resume';

export interface Token {
	/** SHA-256 hex of the secret; the secret itself is stored nowhere. */
	readonly hash: string;
	readonly kind: TokenKind;
	/** reset, resume: the account; facilitate: null. */
	readonly account: string | null;
	/** facilitate, resume: the table that it is for. */
	readonly workshop: WorkshopId | null;
	readonly createdAt: number;
	readonly expiresAt: number;
}

export interface SignInSession {
	/** SHA-256 hex of the session id that the browser holds. */
	readonly hash: string;
	readonly principal: string;
	readonly expiresAt: number;
	/** When a password or a code was last shown on it; null for never: it began without either. */
	readonly provedAt: number | null;
}

export interface AuthStore {
	/** Creates an account; 'taken' where the username exists. */
	createAccount(account: Account): Promise<'created' | 'taken'>;
	account(id: string): Promise<Account | null>;
	accountByUsername(username: string): Promise<Account | null>;
	accounts(): Promise<Account[]>;
	countAccounts(): Promise<number>;
	setPassword(account: string, passwordHash: string): Promise<void>;
	createGuest(id: string, at: number): Promise<void>;
	isPrincipal(id: string): Promise<'account' | 'guest' | null>;

	createToken(token: Token): Promise<void>;
	/** The same, in the place of any other of its kind for that account and table. */
	replaceToken(token: Token): Promise<void>;
	token(hash: string): Promise<Token | null>;
	/** Takes a token so that it works once; null where it was taken, expired (`now`) or never existed. */
	takeToken(hash: string, now: number): Promise<Token | null>;
	deleteTokens(kind: TokenKind): Promise<void>;

	createSession(session: SignInSession): Promise<void>;
	session(hash: string): Promise<SignInSession | null>;
	sessionsOf(principal: string): Promise<SignInSession[]>;
	extendSession(hash: string, expiresAt: number): Promise<void>;
	proveSession(hash: string, provedAt: number): Promise<void>;
	deleteSession(hash: string): Promise<void>;
	deleteSessionsOf(principal: string): Promise<void>;
	/** Deletes what has expired: sign-in sessions, tokens, idempotency answers older than `answersBefore`. */
	deleteExpired(now: number, answersBefore: number): Promise<void>;
}
