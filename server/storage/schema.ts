import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { StatementUse } from '#domain/decision.ts';
import type {
	AssetId,
	BallotKey,
	ParticipantId,
	PhaseId,
	PlanId,
	PollId,
	Receipt,
	RecordRef,
	TextHash,
	WorkshopId,
} from '#domain/ids.ts';
import type { LeafType } from '#domain/ledger/leaves.ts';
import type { ImageType } from '#protocol/api.ts';
import type { StoredMoment, TokenKind, WorkshopSummary } from './storage.ts';

/**
 * The tables as both databases hold them. Whole numbers and times (milliseconds) are 64-bit integers, truth values 0 or 1,
 * and everything that is hashed or signed stands as raw bytes. Which kind a table is of (design §2) is said at each.
 */
export interface Schema {
	schema_version: { version: number; name: string; applied_at: number };
	room_owner: { workshop: WorkshopId; epoch: number };

	/** Log: append-only, enforced by triggers. */
	event: { workshop: WorkshopId; seq: number; at: number; prev: Uint8Array; hash: Uint8Array; bytes: Uint8Array };
	/** Log: `position` counts issued records over the whole instance from 1, without gaps; append-only. */
	issued_record: {
		position: number;
		commitment: string;
		version: number;
		workshop: WorkshopId;
		record: TextHash;
		bytes: Uint8Array;
		key: string;
		public_key: string;
		signature: string;
		at: number;
	};
	/** Log: entries of the instance's Merkle tree, `position` from 0 without gaps; append-only. `bytes` are canonical JSON. */
	log_leaf: {
		position: number;
		type: LeafType;
		/** Commitment, table or purpose of a key; with `number` (version, event, time) what the leaf is found by. */
		subject: string;
		number: number;
		bytes: Uint8Array;
		hash: string;
	};
	/** Log: signed notes, each by the size of the log that it vouches for; append-only. */
	log_checkpoint: { size: number; at: number; note: Uint8Array };
	/** Named by leaves: what somebody added from outside. `bytes` is its canonical entry, by SHA-256; `file` as it was given. */
	evidence: { hash: string; commitment: string; at: number; bytes: Uint8Array; file: Uint8Array | null };

	/** Table texts: never changed; gone only with a table that had not adopted its rules. */
	table_text: { workshop: WorkshopId; hash: TextHash; bytes: Uint8Array };

	/** Primary records outside the log: erasable, with their salt. */
	person_record: RecordColumns;
	statement: RecordColumns & { use: StatementUse };
	ballot: RecordColumns & { poll: PollId };
	/**
	 * Of secret votes, with nothing of who gave it and no order of rows. `bytes`: canonical JSON of what was cast; null where it was
	 * withdrawn. After the close `key` is the receipt and `n` 0.
	 */
	secret_ballot: {
		workshop: WorkshopId;
		poll: PollId;
		key: BallotKey;
		receipt: Receipt;
		n: number;
		bytes: Uint8Array | null;
	};
	/** Who has a ballot that counts in a secret vote; no order of rows either. */
	turnout: { workshop: WorkshopId; poll: PollId; participant: ParticipantId };
	participant: { participant: ParticipantId; workshop: WorkshopId; principal: string };
	/** Another sign-in that acts as a person, at that table alone. */
	stand_in: { principal: string; participant: ParticipantId; workshop: WorkshopId };
	join_code: { workshop: WorkshopId; code: string };
	rejoin_code: { participant: ParticipantId; code_hash: string };
	document: { workshop: WorkshopId; name: string; last_update: number };
	/** `participant`: null for the server. */
	document_update: {
		workshop: WorkshopId;
		name: string;
		number: number;
		bytes: Uint8Array;
		participant: ParticipantId | null;
		at: number;
		/** CRC-32 of the bytes; null for rows from before there was one. */
		sum: number | null;
	};
	document_snapshot: {
		workshop: WorkshopId;
		name: string;
		through: number;
		bytes: Uint8Array;
		sum: number | null;
		/** Time of the newest update in it; 0 where nobody knows. */
		until: number;
	};
	client_claim: {
		workshop: WorkshopId;
		name: string;
		client_id: number;
		participant: ParticipantId;
		at: number;
	};
	/** A board that was kept, by SHA-256 of its canonical JSON; `bytes` are that, gzipped. */
	board_picture: { workshop: WorkshopId; hash: Uint8Array; bytes: Uint8Array };
	/** When it was the table's: `seq` is the event that ended the phase, or the session. */
	board_moment: {
		workshop: WorkshopId;
		seq: number;
		at: number;
		phase: PhaseId;
		ended: StoredMoment['ended'];
		hash: Uint8Array;
	};
	/** An image on the board: `id` follows from the bytes, `size` counts them. */
	asset: {
		workshop: WorkshopId;
		id: AssetId;
		participant: ParticipantId;
		type: ImageType;
		width: number;
		height: number;
		size: number;
		at: number;
		bytes: Uint8Array;
	};
	/** Public, and changed by whoever made it: what several tables agreed, with its term (ISO dates). */
	action_plan: {
		id: PlanId;
		name: string;
		about: string;
		from: string;
		until: string;
		language: 'es' | 'en';
		/** An account. */
		owner: string;
		at: number;
	};
	action_plan_table: { plan: PlanId; workshop: WorkshopId; at: number };
	/** Up to which entry of the instance's log an address (by its fingerprint) was told. */
	webhook: { address: string; told: number };
	account: { id: string; username: string; name: string; password_hash: string; created_at: number };
	guest: { id: string; created_at: number };
	token: {
		hash: string;
		kind: TokenKind;
		account: string | null;
		workshop: WorkshopId | null;
		created_at: number;
		expires_at: number;
	};
	sign_in_session: { hash: string; principal: string; expires_at: number; proved_at: number | null };
	/** Answers to requests with an idempotency key; deleted after a while. */
	answer: { workshop: WorkshopId; principal: string; key: string; response: string; at: number };

	/** Projection: rebuilt from the log. */
	workshop_summary: {
		workshop: WorkshopId;
		title: string;
		status: WorkshopSummary['status'];
		example: number;
		rules_adopted: number;
		created_at: number;
		changed_at: number;
	};
}

/** Every table by name, `schema_version` first. */
export const TABLES = Object.keys({
	schema_version: true,
	room_owner: true,
	event: true,
	issued_record: true,
	log_leaf: true,
	log_checkpoint: true,
	evidence: true,
	table_text: true,
	person_record: true,
	statement: true,
	ballot: true,
	secret_ballot: true,
	turnout: true,
	participant: true,
	stand_in: true,
	join_code: true,
	rejoin_code: true,
	document: true,
	document_update: true,
	document_snapshot: true,
	client_claim: true,
	board_picture: true,
	board_moment: true,
	asset: true,
	action_plan: true,
	action_plan_table: true,
	webhook: true,
	account: true,
	guest: true,
	token: true,
	sign_in_session: true,
	answer: true,
	workshop_summary: true,
} satisfies Record<keyof Schema, true>);

interface RecordColumns {
	workshop: WorkshopId;
	ref: RecordRef;
	participant: ParticipantId;
	salt: Uint8Array;
	bytes: Uint8Array;
}

export type Dialect = 'sqlite' | 'postgres';
export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;

/** An open database, as the parts of the storage see it. */
export interface Database {
	readonly dialect: Dialect;
	readonly db: Kysely<Schema>;
	/** Runs after personal data were deleted: makes the database let go of the copies it keeps, where it can. */
	forget(): Promise<void>;
	/** Within a transaction that took rows away of which even order and transaction tell something: writes the table anew, by `key`. */
	rewrite(tx: Tx, table: keyof Schema, key: readonly string[]): Promise<void>;
}

export type Tx = Transaction<Schema>;
