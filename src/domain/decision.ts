import type { EventBody, UndoneCounts } from './events.ts';
import type { ParticipantId, PollId, RecordRef, SectorId, TextHash } from './ids.ts';
import type { VerifySignature } from './ledger/keys.ts';
import type { Choice, CountedBallot } from './polls.ts';
import type { Refusal } from './refusals.ts';
import type { SecretBallots, SecretChange } from './secret-ballots.ts';
import type { Sign, Signs } from './signs.ts';
import type { FrozenCard, FrozenCore, FrozenRoute, FrozenTree, HashedText } from './texts.ts';

/**
 * Primary records: what an event may refer to but never contain. Erasing one deletes bytes and salt; the reference in the
 * log then says that something stood there, and no more. `ref` = SHA-256(salt‖bytes), salt 16 random bytes.
 */
export type PrimaryRecord =
	| {
			readonly kind: 'person';
			readonly ref: RecordRef;
			readonly salt: Uint8Array;
			readonly bytes: Uint8Array;
			readonly participant: ParticipantId;
	  }
	| {
			readonly kind: 'statement';
			readonly ref: RecordRef;
			readonly salt: Uint8Array;
			readonly bytes: Uint8Array;
			readonly participant: ParticipantId;
			/** 'reason', 'reservation', 'affiliation', 'signatory' … says which screens may show it. */
			readonly use: StatementUse;
	  }
	| {
			readonly kind: 'ballot';
			readonly ref: RecordRef;
			readonly salt: Uint8Array;
			readonly bytes: Uint8Array;
			readonly participant: ParticipantId;
			readonly poll: PollId;
	  };
export type StatementUse =
	| 'reason'
	| 'ballot-reason'
	| 'affiliation'
	| 'signatory'
	| 'comment'
	| 'suggestion'
	| 'reservation'
	| 'companion'
	| 'invitation'
	| 'note';

/** JSON in a person record. */
export interface Person {
	readonly name: string;
	readonly organisation: string;
}

/** JSON in a ballot record. */
export interface Ballot {
	readonly poll: PollId;
	readonly participant: ParticipantId;
	readonly n: number;
	readonly choice: Choice;
}

/** What a command changes, all of it in one transaction. */
export interface Decision {
	readonly ok: true;
	readonly events: readonly EventBody[];
	/** Table texts that the events name, with their hashes. */
	readonly texts: readonly HashedText[];
	readonly records: readonly PrimaryRecord[];
	/** A fresh join code, where the command opened or renewed the way in; null closes it; undefined leaves it. */
	readonly joinCode?: string | null;
	/** Erase this person's record, codes, sessions and the statements that no issued text holds. */
	readonly erasePerson?: ParticipantId;
	/** Records that are kept under an id of their own: of companions, and of who was invited. */
	readonly eraseAlso?: readonly ParticipantId[];
	/** Erase all of the table's records and texts; the chain stays. */
	readonly eraseWorkshop?: true;
	/** What changes in the room's signs, which are kept in memory alone. */
	readonly sign?: Sign;
	/** What somebody did with a ballot of a secret vote. */
	readonly secret?: SecretChange;
	/** What the answer names beside what the events made. */
	readonly made?: Readonly<Record<string, string>>;
	/** What was asked for is refused all the same; the events say that it was asked (a ballot that came late). */
	readonly refusal?: Refusal;
}

export type Outcome = Decision | Refusal;

/**
 * What a decision needs from outside: time, randomness, frozen copies, the instance's signature. All given as values or
 * pure functions, so that deciding stays pure.
 */
export interface Surroundings {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** When the request reached the server: before `now` by as long as others were served. A deadline is decided by it. */
	readonly receivedAt: number;
	/** `n` fresh random bytes. */
	random(n: number): Uint8Array;
	/** Board cards as the room froze them, for the cards that the command names; null where the command freezes none. */
	readonly cards: { readonly hash: TextHash; readonly cards: readonly FrozenCard[] } | null;
	/** Whoever asks showed their password or code lately, on the device from which they ask. */
	readonly isProven: boolean;
	/** Ed25519, as RFC 8032 has it. */
	readonly verify: VerifySignature;
	/** Hands, marks and calls of this moment. */
	readonly signs: Signs;
	/** Cards that people wrote in silence and that the command may bring to the board; null where it brings none. */
	readonly own: readonly OwnCards[] | null;
	/** What undoing the acts that the command names would change, as the room found it; null where the command undoes none. */
	readonly undoing: UndoingAhead | null;
	/** A draft's core as the room froze it. */
	readonly core: { readonly hash: TextHash; readonly core: FrozenCore } | null;
	/** A draft's route, likewise. */
	readonly route: { readonly hash: TextHash; readonly route: FrozenRoute } | null;
	/** Ballots that count now in the poll that the command closes. */
	readonly ballots: readonly CountedBallot[] | null;
	/** Of the secret vote that the command casts or withdraws in; null elsewhere. */
	readonly secret: SecretBallots | null;
	/** Reads a table text; undefined where it does not exist (or was erased with its table). */
	text(hash: TextHash): string | undefined;
	/** Reads what a ballot that is not secret chose; undefined where there is none. */
	ballot(ref: RecordRef): Choice | undefined;
	/** Reads the bytes of a statement; undefined once erased. */
	statement(ref: RecordRef): string | undefined;
	/** Reasons given with a closed poll's reservations and blocks, by sector; erased ones are left out. */
	reasons(
		poll: PollId,
	): readonly { readonly sector: SectorId; readonly answer: 'reservation' | 'block'; readonly text: string }[];
	/** The board as the room froze it, for an issued record's origin; null where the command issues nothing. */
	readonly tree: FrozenTree | null;
	/** Last event of the table's chain before this command. */
	readonly head: { readonly seq: number; readonly hash: string };
	/** The instance's Ed25519 key; an example table's is another. */
	readonly signer: Signer;
	/** Public address under which the issued record will be found, without trailing slash. */
	readonly origin: string;
}

/** One person's own cards that are not on the board: all of them, or those that the command names. */
export interface OwnCards {
	readonly participant: ParticipantId;
	readonly cards: readonly FrozenCard[];
}

export interface UndoingAhead {
	/** Acts at or before this time can no more be told apart. */
	readonly folded: number;
	/** Acts up to this time are covered. */
	readonly until: number;
	readonly counts: UndoneCounts;
}

export interface Signer {
	/** First 16 hex of SHA-256 of the public key. */
	readonly key: string;
	/** 64 hex. */
	readonly publicKey: string;
	/** Ed25519 signature over exact bytes, 128 hex. */
	sign(bytes: Uint8Array): string;
}
