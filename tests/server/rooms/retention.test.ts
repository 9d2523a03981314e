import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fold } from '../../../server/rooms/fold.ts';
import { ACTS_KEPT_BYTES, ACTS_KEPT_MS, ACTS_KEPT_UPDATES, ACTS_MERGED_MS } from '../../../server/rooms/limits.ts';
import { restoreDocument } from '../../../server/rooms/restore.ts';
import { retain } from '../../../server/rooms/retention.ts';
import type { StoredDocument, StoredUpdate } from '../../../server/storage/storage.ts';
import { person } from '../../support/gate-desk.ts';

const ROOTS = ['cards', 'links', 'drawings'];
const START = Date.UTC(2026, 10, 21, 16);
const NOTHING: StoredDocument = { snapshot: null, snapshotUntil: 0, updates: [], lastUpdate: 0, claims: [] };

/** A document with one device for each person, and the log that a room would have stored of it. */
class Log {
	readonly doc = new Y.Doc();
	readonly updates: StoredUpdate[] = [];
	readonly #devices = new Map<string, Y.Doc>();

	write(who: string | null, at: number, change: (cards: Y.Map<unknown>) => void): void {
		const device = this.#devices.get(who ?? '') ?? new Y.Doc();
		this.#devices.set(who ?? '', device);
		Y.applyUpdate(device, Y.encodeStateAsUpdate(this.doc));
		const before = Y.encodeStateVector(device);
		device.transact(() => change(device.getMap('cards')));
		const bytes = Y.encodeStateAsUpdate(device, before);
		Y.applyUpdate(this.doc, bytes);
		this.updates.push({ bytes, participant: who === null ? null : person(who), at });
	}

	get stored(): StoredDocument {
		return { ...NOTHING, updates: this.updates, lastUpdate: this.updates.length };
	}

	get cards(): unknown {
		return this.doc.getMap('cards').toJSON();
	}
}

const reopened = (stored: StoredDocument): StoredDocument => folded(stored, START);
const folded = (stored: StoredDocument, now: number): StoredDocument => {
	const one = fold(stored, ROOTS, now);
	return one ? { ...stored, snapshot: one.snapshot, updates: one.kept, lastUpdate: one.last } : stored;
};
const cardsOf = (stored: StoredDocument): unknown => restoreDocument(stored, ROOTS).getMap('cards').toJSON();

test('what nobody did lately is folded whole', () => {
	const log = new Log();
	for (let i = 0; i < 5; i++)
		log.write('ana', START - ACTS_KEPT_MS - i * ACTS_MERGED_MS - 1, (cards) => cards.set('a', i));
	log.write(null, START, (cards) => cards.set('b', 1));
	expect(retain(log.updates, START)).toEqual({ folded: log.updates, kept: [] });
	expect(cardsOf(reopened(log.stored))).toEqual(log.cards);
});

test('what people did in the last day stays apart, one update for each in ten seconds, with nothing lost', () => {
	const log = new Log();
	log.write('ana', START - 2 * ACTS_KEPT_MS, (cards) => cards.set('old', new Y.Map()));
	for (let i = 0; i < 60; i++) {
		const [who, other] = i % 2 ? (['ana', 'ben'] as const) : (['ben', 'ana'] as const);
		// Each builds on what the other has just written, so that no order of two merged updates is without a gap.
		log.write(who, START - 60_000 + i * 1_000, (cards) => {
			const card = cards.get(`of ${other}`);
			if (card instanceof Y.Map) card.set(`${i}`, i);
			if (!cards.has(`of ${who}`)) cards.set(`of ${who}`, new Y.Map());
		});
	}
	const { kept, folded } = retain(log.updates, START);
	expect(folded).toHaveLength(1);
	expect(kept).toHaveLength(12);
	expect(new Set(kept.map(({ participant }) => participant)).size).toBe(2);
	const once = reopened(log.stored);
	expect(cardsOf(once)).toEqual(log.cards);
	const again = reopened(once);
	expect(again.updates).toEqual(once.updates);
});

test('what was merged once is never cut apart later, whenever that is', () => {
	const log = new Log();
	for (let i = 0; i < 40; i++) {
		log.write(i % 2 ? 'ana' : 'ben', START - 40_000 + i * 1_000, (cards) => {
			const card = cards.get('shared');
			if (card instanceof Y.Map) (card.get('text') as Y.Text).insert(i - 1, 'x');
			else cards.set('shared', new Y.Map([['text', new Y.Text()]]));
		});
	}
	const once = reopened(log.stored);
	for (let later = ACTS_KEPT_MS - 45_000; later < ACTS_KEPT_MS + 5_000; later += 500) {
		expect(cardsOf(folded(once, START + later))).toEqual(log.cards);
	}
});

test('a flood shortens the time that can be undone, and not the disk', () => {
	const one = (index: number, bytes: Uint8Array): StoredUpdate => ({
		bytes,
		participant: person(index % 2 ? 'ana' : 'ben'),
		at: START - 3_600_000 + index * ACTS_MERGED_MS,
	});
	const heavy = Array.from({ length: 20 }, (_, index) => one(index, new Uint8Array(ACTS_KEPT_BYTES / 8)));
	expect(retain(heavy, START).kept).toEqual(heavy.slice(-8));
	const many = Array.from({ length: ACTS_KEPT_UPDATES + 100 }, (_, index) => one(index / 100, new Uint8Array(2)));
	expect(retain(many, START).kept.length).toBeLessThanOrEqual(ACTS_KEPT_UPDATES);
	expect(retain([one(0, new Uint8Array(ACTS_KEPT_BYTES + 1))], START).kept).toEqual([]);
});

test('what the server wrote between two people stays where it was', () => {
	const log = new Log();
	log.write('ana', START - 3_000, (cards) => cards.set('a', 1));
	log.write(null, START - 2_000, (cards) => cards.set('a', 2));
	log.write('ana', START - 1_000, (cards) => cards.set('a', 3));
	expect(retain(log.updates, START).kept).toEqual(log.updates);
});
