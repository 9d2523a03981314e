import { createHash } from 'node:crypto';
import { EVENT_VERSION, type WorkshopEvent } from '#domain/events.ts';
import { canonicalJson } from '#domain/hashing.ts';
import type { StoredEvent } from '../storage/storage.ts';

/** What the first event of a chain follows: 64 zeros. */
export const GENESIS = '0'.repeat(64);

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** An event as it is stored: canonical bytes, and SHA-256(previous hash ‖ bytes), both as bytes. */
export function encodeEvent(event: WorkshopEvent, prev: string): StoredEvent {
	const bytes = new TextEncoder().encode(canonicalJson(event));
	return { workshop: event.workshop, seq: event.seq, bytes, prev, hash: chainHash(prev, bytes), at: event.at };
}

/** Reads an event back and checks that its bytes are those that were hashed; throws where they are not. */
export function decodeEvent(stored: StoredEvent): WorkshopEvent {
	if (chainHash(stored.prev, stored.bytes) !== stored.hash) {
		throw new RangeError(`event ${stored.seq} of table ${stored.workshop} is not what was hashed`);
	}
	// The hash says that these bytes were written by `encodeEvent`, so their shape is known.
	const event = JSON.parse(UTF8.decode(stored.bytes)) as WorkshopEvent;
	if (event.v !== EVENT_VERSION || event.seq !== stored.seq || event.workshop !== stored.workshop) {
		throw new RangeError(`event ${stored.seq} of table ${stored.workshop} is not the one at its place`);
	}
	return event;
}

export function chainHash(prev: string, bytes: Uint8Array): string {
	return createHash('sha256').update(Buffer.from(prev, 'hex')).update(bytes).digest('hex');
}
