/** Bytes of one WebSocket message; `ws` closes what is larger before it is read. An offline day's edits are far below. */
export const MESSAGE_MAX_BYTES = 8 * 1024 * 1024;
/** Bytes of one Yjs update. */
export const UPDATE_MAX_BYTES = 4 * 1024 * 1024;
/** Bytes of one state vector: some 6,000 client ids. */
export const VECTOR_MAX_BYTES = 64 * 1024;
/** Structs and deletes that one update may name; decoding stops there, so a small message can't ask for much memory. */
export const UPDATE_MAX_PARTS = 200_000;
/** UTF-16 units or elements in one struct. */
export const STRUCT_MAX_LENGTH = 4 * 1024 * 1024;
/** Types within types; the house needs three (root, record, text). */
export const NESTING_MAX = 6;
/** Places that a refusal names to its author: a person reads some, not ten thousand. */
export const REFUSED_PATHS_MAX = 100;
/** Levels of a plain value, as a drawing's body has. */
export const VALUE_MAX_DEPTH = 16;
/** UTF-16 units of a key. */
export const KEY_MAX_LENGTH = 200;
/** Bytes of one document on disk, history included. Beyond it nobody could open it on a phone. */
export const DOCUMENT_MAX_BYTES = 64 * 1024 * 1024;
/** The same of what one person writes for themselves: every person of a table may have one. */
export const OWN_MAX_BYTES = 4 * 1024 * 1024;
/** Stored updates from which a log is folded into a snapshot, also while people write: opening it reads every one. */
export const COMPACT_AFTER_UPDATES = 500;
/** A fold writes the document anew, so the log first grows by this part of it; but never beyond so many updates. */
export const COMPACT_AFTER_PART = 0.25;
export const COMPACT_AT_LAST = 5_000;
/** Bytes of a log from which it is folded in a thread of its own: below, it takes a few milliseconds. */
export const FOLD_APART_BYTES = 256 * 1024;
/** A fold that takes longer is given up; the log stays as it is. The largest document takes a few seconds. */
export const FOLD_WITHIN_MS = 60_000;

/** How long a person's acts can be undone: whoever comes back the next morning still can, and no older text is kept for it. */
export const ACTS_KEPT_MS = 24 * 3_600_000;
/** Bytes and updates that may stay apart for that, beside a document's snapshot: a flood shortens the time, not the disk. */
export const ACTS_KEPT_BYTES = 8 * 1024 * 1024;
export const ACTS_KEPT_UPDATES = 10_000;
/** Once folded, a person's updates within so long are one: nobody asks for acts by the second, and a session has thousands. */
export const ACTS_MERGED_MS = 10_000;

/**
 * How many cards, links, drawings or texts that others made one person may take away within a minute: a few dozen selected at
 * once pass, a whole board does not.
 */
export const REMOVED_RECORDS = 60;
export const REMOVED_WITHIN_MS = 60_000;
/** Letters of others deleted in one text from which it counts: a phrase reworded is no removal. */
export const REMOVED_LETTERS = 20;

/** Sockets of one person on one document: a few tabs and devices. */
export const CONNECTIONS_PER_PERSON = 16;
/** Client ids that one person may write under, a document and day; and the same number waiting unwritten. */
export const CLAIMS_PER_DAY = 64;

/** Connections that are let in at one time, of the whole process: each costs a look at the rules and a copy of a document (F20). */
export const JOINS_AT_ONCE = 32;
/** Connections that may wait for that: with those let in, a hall of 300; whoever comes on top is told to come back. */
export const JOINS_WAITING = 256;
/** A phone on a bad network must not hold a place longer than this, in sync or not. */
export const JOIN_WITHIN_MS = 2_000;

/** What may wait in memory while an append or a freeze holds a room. */
export const INBOX_MAX_BYTES = 32 * 1024 * 1024;
/** Unsent bytes to one receiver from which presence is kept back, and from which it is let go. */
export const LAG_DROPS_PRESENCE = 256 * 1024;
export const LAG_CLOSES = 24 * 1024 * 1024;

/** A person who drags and types sends some 60 messages a second; a stock client echoes what others' cursors do. */
const MESSAGES_A_SECOND = 200;
const MESSAGES_AT_ONCE = 1_000;
const BYTES_A_SECOND = 1024 * 1024;
const BYTES_AT_ONCE = 2 * MESSAGE_MAX_BYTES;
/** A sync answer can cost the server a whole document. */
export const SYNC_COST = 20;
/**
 * How long a whole document stays cut for the next one who joins. Cutting 2,000 cards takes some 10 ms, and a table that writes
 * would have it cut anew with every tick while a hall comes back.
 */
export const ANSWER_KEPT_MS = 10_000;
/** Between two hashes of one document's content: 2,000 cards take some 30 ms, and whoever asks sooner can wait (F26). */
export const HASH_EVERY_MS = 2_000;
/** For so long after an edit copies are not held against the document: the edit may be on its way to them. */
export const HASH_SETTLES_MS = 1_000;

/** Two token buckets, messages and bytes. Refilled by the clock, so an idle connection costs nothing. */
export class Allowance {
	#messages = MESSAGES_AT_ONCE;
	#bytes = BYTES_AT_ONCE;
	#at: number;

	constructor(now: number) {
		this.#at = now;
	}

	/** False where the sender is over its allowance. */
	spend(now: number, bytes: number, cost = 1): boolean {
		const seconds = Math.max(0, now - this.#at) / 1_000;
		this.#at = now;
		this.#messages = Math.min(MESSAGES_AT_ONCE, this.#messages + seconds * MESSAGES_A_SECOND) - cost;
		this.#bytes = Math.min(BYTES_AT_ONCE, this.#bytes + seconds * BYTES_A_SECOND) - bytes;
		return this.#messages >= 0 && this.#bytes >= 0;
	}
}
