import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { EVENT_VERSION, type WorkshopEvent } from '#domain/events.ts';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { WorkshopId } from '#domain/ids.ts';
import type { StoredEvent } from '../storage/storage.ts';

/** What stands before a table's first event: 64 zeros. */
export const GENESIS = '0'.repeat(64);

/** SHA-256(prev bytes ‖ event bytes), as hex: each event vouches for all before it. */
export function chainHash(prev: string, bytes: Uint8Array): string {
	return bytesToHex(sha256(concatBytes(hexToBytes(prev), bytes)));
}

/** An event as its exact canonical bytes, chained to the hash of the one before. Throws TypeError on what JSON cannot say. */
export function encodeEvent(event: WorkshopEvent, prev: string): StoredEvent {
	const bytes = utf8ToBytes(canonicalJson(event));
	return { workshop: event.workshop, seq: event.seq, bytes, prev, hash: chainHash(prev, bytes), at: event.at };
}

/** What is wrong with a stored chain, at the first event where it shows. */
export class ChainDamaged extends Error {
	override readonly name = 'ChainDamaged';
	readonly workshop: WorkshopId;
	readonly seq: number;
	readonly damage: ChainDamage;

	constructor({ workshop, seq }: Pick<StoredEvent, 'workshop' | 'seq'>, damage: ChainDamage, options?: ErrorOptions) {
		super(`event ${seq} of workshop ${workshop}: ${damage}`, options);
		this.workshop = workshop;
		this.seq = seq;
		this.damage = damage;
	}
}

export type ChainDamage =
	/** A number is left out or comes twice. */
	| 'gap'
	/** Does not follow the event before. */
	| 'unchained'
	/** Bytes that the hash is not of. */
	| 'altered'
	/** Not an event of this table, time and number in canonical form. */
	| 'malformed'
	/** Written by newer code. */
	| 'unknown-version';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The event that stored bytes say. Its hash is checked, so that a read from a damaged disk or an edited file throws
 * `ChainDamaged` and is never taken for what happened. Whether it follows the event before is for `verifyChain`.
 */
export function decodeEvent(stored: StoredEvent): WorkshopEvent {
	if (chainHash(stored.prev, stored.bytes) !== stored.hash) throw new ChainDamaged(stored, 'altered');
	let value: unknown;
	try {
		value = JSON.parse(decoder.decode(stored.bytes));
	} catch (cause) {
		throw new ChainDamaged(stored, 'malformed', { cause });
	}
	if (!isEventOf(stored, value)) throw new ChainDamaged(stored, 'malformed');
	if (value.v !== EVENT_VERSION) throw new ChainDamaged(stored, 'unknown-version');
	return value;
}

// Only this program writes events, from typed values; the hash says that these are its bytes, so the body's shape is not asked again.
function isEventOf(stored: StoredEvent, value: unknown): value is WorkshopEvent {
	if (typeof value !== 'object' || value === null) return false;
	return (
		'workshop' in value &&
		value.workshop === stored.workshop &&
		'seq' in value &&
		value.seq === stored.seq &&
		'at' in value &&
		value.at === stored.at &&
		'actor' in value &&
		'session' in value &&
		'v' in value &&
		'body' in value
	);
}

/** Checks a table's whole chain from its first event; throws `ChainDamaged` at the first bad one. Returns the head's hash. */
export function verifyChain(events: readonly StoredEvent[]): string {
	let head = GENESIS;
	for (const [index, stored] of events.entries()) {
		if (stored.seq !== index + 1) throw new ChainDamaged({ ...stored, seq: index + 1 }, 'gap');
		if (stored.prev !== head) throw new ChainDamaged(stored, 'unchained');
		const event = decodeEvent(stored);
		if (canonicalJson(event) !== decoder.decode(stored.bytes)) throw new ChainDamaged(stored, 'malformed');
		head = stored.hash;
	}
	return head;
}
