import type { LockTarget } from '#domain/events.ts';
import type { ParticipantId, SectorId } from '#domain/ids.ts';
import type { SectorShape, SectorTone } from '#domain/rules.ts';

/**
 * The documents lane, WebSocket `/sync/<workshopId>/<document>`. Subprotocol `mesa.1` is plain y-websocket (message types 0
 * sync, 1 awareness, 3 query awareness): a stock `WebsocketProvider` can join. A client that offers `mesa.2` gets, besides,
 * the types below; numbers from 100 so that they never meet y-websocket's own.
 */
export const STOCK_PROTOCOL = 'mesa.1';
export const OWN_PROTOCOL = 'mesa.2';
/** Carries a session token in the subprotocol list (`bearer.<token>`); never in a query string. */
export const BEARER_PREFIX = 'bearer.';

export const MESSAGE = {
	sync: 0,
	awareness: 1,
	queryAwareness: 3,
	/** server → client, JSON `ResetMessage`: your last update was refused; set your unsaved text aside and sync afresh. */
	reset: 100,
	/**
	 * server → client: all up to here is on disk. A state vector (varUint8Array) of the client ids that this connection wrote
	 * under, then how many edits of this connection (sync step 2 and update messages, from 1) it covers (varUint): a deletion
	 * leaves no trace in a state vector.
	 */
	saved: 101,
	/** server → client, JSON `PermissionMessage`: whether you may write here now, and if not, who closed it and why. */
	permission: 102,
	/** client → server, varUint count then varUint ids: the client ids of this device's store. */
	claim: 103,
	/** client → server, no body: the reset is done; edits count again. */
	resetDone: 104,
	/**
	 * client → server: a state vector (varUint8Array) and the `stateHash` of what the document says there (varString), asked
	 * now and then while nothing is unsent. server → client: a `COMPARED` (varUint); where the vectors differ, what the client
	 * lacks comes with it as an ordinary sync answer.
	 */
	stateHash: 105,
	/** server → client, `peers-message.ts`: who is here and what they show, in a few bytes each. */
	peers: 106,
	/** client → server, `show-message.ts`: what this device shows, and what it looks at. */
	show: 107,
} as const;

/** Of a sync message the number after its type, as y-websocket has it: a state vector, the answer to one, an edit. */
export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;

/** What the server says of a copy that was held against its own (F26). */
export const COMPARED = {
	/** They stand at different edits, or it was asked too early: no answer now. */
	notNow: 0,
	same: 1,
	/** The same edits, and another content. */
	differs: 2,
} as const;

/** Bytes above which a sync answer goes in several messages, each whole in itself: updates first, the answer last (F28). */
export const SYNC_PART_BYTES = 512 * 1024;

export interface LockNotice {
	readonly by: string;
	/** Milliseconds. */
	readonly at: number;
	readonly reason: string;
	/** What it closes; a notice that a device has kept since before this was told lacks it. */
	readonly target?: LockTarget;
}

export interface PermissionMessage {
	readonly mayWrite: boolean;
	/** A `RefusalCode` where writing is closed. */
	readonly code: string | null;
	readonly lock: LockNotice | null;
}

export interface ResetMessage {
	/** A `RefusalCode`: why, of the first thing that was refused. */
	readonly code: string;
	readonly lock: LockNotice | null;
	/** Where: root, record, key. Empty where nothing may be written; at most a hundred. */
	readonly paths: readonly (readonly string[])[];
}

/** Under this key of a presence state the server writes whose it is; whatever a client puts there is overwritten. */
export const PRESENCE_WHO = 'who';
/** The same for editors that expect `user: { name, color }` (y-codemirror.next). */
export const PRESENCE_USER = 'user';
/** Bytes of one presence state as JSON. */
export const PRESENCE_MAX_BYTES = 4_096;

/** Who is behind a cursor, as far as the table's rule on names lets it show. */
export interface PresenceIdentity {
	readonly id: ParticipantId;
	/** A name, or null where the rule shows none. */
	readonly label: string | null;
	/** null for whoever is of no sector, and where the rule hides sectors too. */
	readonly sector: {
		readonly id: SectorId;
		readonly letter: string;
		readonly shape: SectorShape;
		readonly tone: SectorTone;
	} | null;
}

/**
 * Close codes, shared by both ends. 44xx are final: the client must not come back by itself. 45xx are retryable.
 */
export const CLOSE = {
	/** The message is not of the protocol (unknown type, bad encoding, server-only type). */
	malformed: 4400,
	/** The sign-in session ended or was revoked. */
	signedOut: 4401,
	/** Removed from the table, or not of it. */
	removed: 4403,
	/** No such document. */
	unknownDocument: 4404,
	/** An update under a client id that belongs to somebody else. */
	foreign: 4409,
	/** A stock client wrote where it may not; it can't be reset, so it must start afresh. */
	refusedWrite: 4410,
	/** The message is larger than the server takes. */
	tooLarge: 4413,
	/** More messages than one connection may send. */
	tooMany: 4429,
	/** The server could not write to disk; nothing unsaved was shown. Keep your edits and come back. */
	unsaved: 4500,
	/** An update depends on one that the server never got: sync again. */
	gap: 4501,
	/** The client id is somebody else's: take a new one. */
	clientIdTaken: 4502,
	/** Another process holds the table, or too many connections at once. */
	busy: 4503,
	/** The server is stopping. */
	stopping: 4504,
	/** The same person and tab connected again. */
	superseded: 4505,
	/** The document can't be read from disk now; it does not open until it can. */
	unreadable: 4506,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

export function isFinal(code: number): boolean {
	return code >= 4400 && code < 4500;
}
