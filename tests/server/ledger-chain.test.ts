import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { encodeEvent, decodeEvent, verifyChain, GENESIS, type ChainDamage } from '../../server/ledger/chain.ts';
import type { StoredEvent } from '../../server/storage/storage.ts';
import { TestTable } from '../domain/test-table.ts';

/** A table's first events, as stored. */
function storedTable(): StoredEvent[] {
	const table = new TestTable();
	table.seatAll();
	let prev = GENESIS;
	return table.events.map((event) => {
		const stored = encodeEvent(event, prev);
		prev = stored.hash;
		return stored;
	});
}

const EVENTS = storedTable();
const at = (index: number): StoredEvent => {
	const event = EVENTS[index];
	if (!event) throw new Error(`the table has only ${EVENTS.length} events`);
	return event;
};
const rewritten = (event: StoredEvent, from: string | RegExp, to: string): Uint8Array =>
	new TextEncoder().encode(new TextDecoder().decode(event.bytes).replace(from, to));
/** The same event with other bytes, hashed again by whoever rewrote it. */
const rehashed = (event: StoredEvent, bytes: Uint8Array): StoredEvent => ({
	...event,
	bytes,
	hash: createHash('sha256').update(Buffer.from(event.prev, 'hex')).update(bytes).digest('hex'),
});
const damageAt = (events: readonly StoredEvent[]): { seq: number; damage: ChainDamage } | null => {
	try {
		verifyChain(events);
		return null;
	} catch (error) {
		const { seq, damage } = error as { seq: number; damage: ChainDamage };
		return { seq, damage };
	}
};

test('an event comes back as it was decided', () => {
	const table = new TestTable();
	for (const event of table.events) expect(decodeEvent(encodeEvent(event, GENESIS))).toEqual(event);
});

test('a chain that was written is whole, and its head is the hash of the last event', () => {
	expect(EVENTS.length).toBeGreaterThan(10);
	expect(verifyChain(EVENTS)).toBe(EVENTS.at(-1)?.hash);
	expect(verifyChain([])).toBe(GENESIS);
});

test('the hash is SHA-256 over the hash before, as 32 bytes, and the bytes of the event', () => {
	const { prev, bytes, hash } = at(1);
	expect(prev).toBe(at(0).hash);
	expect(createHash('sha256').update(Buffer.from(prev, 'hex')).update(bytes).digest('hex')).toBe(hash);
});

test.each<[string, (events: StoredEvent[]) => void, { seq: number; damage: ChainDamage }]>([
	[
		'an event with one character changed',
		(events) => (events[3] = { ...at(3), bytes: rewritten(at(3), /"actor":"./, '"actor":"7') }),
		{ seq: 4, damage: 'altered' },
	],
	['an event that was left out', (events) => events.splice(3, 1), { seq: 4, damage: 'gap' }],
	['a first event that was left out', (events) => events.splice(0, 1), { seq: 1, damage: 'gap' }],
	['an event that was put in twice', (events) => events.splice(3, 0, at(2)), { seq: 4, damage: 'gap' }],
	[
		'two events that changed places',
		(events) => events.splice(3, 2, { ...at(4), seq: 4 }, { ...at(3), seq: 5 }),
		{ seq: 4, damage: 'unchained' },
	],
	[
		'an event that was rewritten and hashed again',
		(events) => (events[3] = rehashed(at(3), rewritten(at(3), /"actor":"./, '"actor":"7'))),
		{ seq: 5, damage: 'unchained' },
	],
	[
		'a last event with a space more, hashed again',
		(events) =>
			events.splice(-1, 1, rehashed(EVENTS.at(-1) ?? at(0), rewritten(EVENTS.at(-1) ?? at(0), ':', ': '))),
		{ seq: EVENTS.length, damage: 'malformed' },
	],
	[
		'a last event that is no JSON, hashed again',
		(events) => events.splice(-1, 1, rehashed(EVENTS.at(-1) ?? at(0), Uint8Array.of(0xff))),
		{ seq: EVENTS.length, damage: 'malformed' },
	],
	[
		'a last event with another time beside it',
		(events) => events.splice(-1, 1, { ...(EVENTS.at(-1) ?? at(0)), at: 1 }),
		{ seq: EVENTS.length, damage: 'malformed' },
	],
	[
		'a last event of a later version',
		(events) =>
			events.splice(-1, 1, rehashed(EVENTS.at(-1) ?? at(0), rewritten(EVENTS.at(-1) ?? at(0), '"v":1', '"v":2'))),
		{ seq: EVENTS.length, damage: 'unknown-version' },
	],
])('F36 %s is found, at its number', (_title, change, found) => {
	const events = [...EVENTS];
	change(events);
	expect(damageAt(events)).toEqual(found);
});
