import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addCard, cardText } from '#board/edit-cards.ts';
import { setText } from '#board/edit-text.ts';
import type { CardId } from '#board/ids.ts';
import { CARD_TEXT_MAX } from '#board/limits.ts';
import { readTree } from '#board/read-tree.ts';
import { ROOTS } from '#board/roots.ts';
import { stateHash } from '#board/state-hash.ts';
import { restoreDocument } from '../../server/rooms/restore.ts';
import { GateDesk, lockOn, told } from '../support/gate-desk.ts';
import { updateOf } from '../support/raw-client.ts';
import { takeAsForeseen } from './support/foreseen.ts';

/*
 * 👍 is two UTF-16 units, and Yjs counts units: a program can remove one of them, or write between them. Our own pages never do. It
 * breaks nothing that its author may not break anyway, so the gate lets it pass [G8]: Yjs writes U+FFFD for each half, in every copy.
 */

const CARD = 'c'.repeat(20) as CardId;
const BESIDE = 'd'.repeat(20) as CardId;
const BEFORE = 'sí 👍 ya';
const AT = BEFORE.indexOf('👍');
/** As JavaScript counts: the second half of the sign. */
const MIDDLE = AT + 1;

const read = (doc: Y.Doc) => cardText(doc, CARD)?.toString() ?? '';
const textOf = (doc: Y.Doc): Y.Text => {
	const text = cardText(doc, CARD);
	if (text === null) throw new Error('no such card');
	return text;
};

/** A server with one card, somebody who listens all the time, and all that was stored so far. */
function open() {
	const desk = new GateDesk();
	const log: Uint8Array[] = [];
	desk.doc.on('update', (update: Uint8Array) => log.push(update));
	desk.seed((doc) => addCard(doc, { id: CARD, kind: 'cause', pos: [0, 0], text: BEFORE }));
	desk.seed((doc) => addCard(doc, { id: BESIDE, kind: 'cause', pos: [0, 200], text: 'al lado' }));
	const listener = desk.copy();
	desk.doc.on('update', (update: Uint8Array) => Y.applyUpdate(listener, update));
	return { desk, log, listener };
}

/** Every copy there can be reads alike, as people see it and by the hash by which a page holds its copy against the server's. */
function expectAlike(
	wanted: string,
	{ desk, log, listener }: ReturnType<typeof open>,
	others: readonly Y.Doc[] = [],
): void {
	const updates = log.map((bytes) => ({ bytes, participant: null, at: 1 }));
	const stored = { snapshot: null, updates, lastUpdate: log.length, claims: [], snapshotUntil: 0 };
	const fromLog = restoreDocument(stored, ROOTS.board);
	const fromSnapshot = restoreDocument(
		{ ...stored, snapshot: Y.encodeStateAsUpdate(fromLog), updates: [] },
		ROOTS.board,
	);
	const merged = new Y.Doc();
	Y.applyUpdate(merged, Y.mergeUpdates(log));
	const copies = [desk.doc, listener, desk.copy(), fromLog, fromSnapshot, merged, ...others];
	expect(copies.map(read)).toEqual(copies.map(() => wanted));
	const hash = stateHash(desk.doc, ROOTS.board);
	expect(copies.map((copy) => stateHash(copy, ROOTS.board))).toEqual(copies.map(() => hash));
	expect(wanted.isWellFormed()).toBe(true);
	expect(readTree(desk.doc).cards.get(CARD)?.text).toBe(wanted);
	// And everybody goes on writing in it.
	const next = desk.copy();
	expect(told(desk.take(updateOf(next, () => setText(textOf(next), `${wanted} 👋`, CARD_TEXT_MAX))))).toBe('passed');
	expect([read(desk.doc), read(listener)]).toEqual([`${wanted} 👋`, `${wanted} 👋`]);
}

test.each<[string, string, (text: Y.Text) => void]>([
	['the first half removed', 'sí \ufffd ya', (text) => text.delete(AT, 1)],
	['the second half removed', 'sí \ufffd ya', (text) => text.delete(MIDDLE, 1)],
	['a letter between the halves', 'sí \ufffdx\ufffd ya', (text) => text.insert(MIDDLE, 'x')],
	['a sign between the halves', 'sí \ufffd👎\ufffd ya', (text) => text.insert(MIDDLE, '👎')],
	[
		'a letter between the halves that was removed before it was sent',
		'sí \ufffd\ufffd ya',
		(text) => {
			text.insert(MIDDLE, 'x');
			text.delete(MIDDLE, 1);
		},
	],
	['all from the middle on removed', 'sí \ufffd', (text) => text.delete(MIDDLE, BEFORE.length - MIDDLE)],
])('%s: every copy reads the same, its author’s too', (_what, wanted, break_) => {
	const house = open();
	const author = house.desk.copy();
	const update = updateOf(author, (doc) => break_(textOf(doc)));
	expect(takeAsForeseen(house.desk, update)).toBe('passed');
	expectAlike(wanted, house, [author]);
});

test('halves of which one is removed and one written beside, by two who do not know of each other', () => {
	for (const order of [0, 1]) {
		const house = open();
		const [ana, ben] = [house.desk.copy(), house.desk.copy()];
		const updates = [
			updateOf(ana, (doc) => textOf(doc).delete(MIDDLE, 1)),
			updateOf(ben, (doc) => textOf(doc).insert(MIDDLE, 'x')),
		];
		if (order === 1) updates.reverse();
		expect(updates.map((update) => takeAsForeseen(house.desk, update))).toEqual(['passed', 'passed']);
		for (const copy of [ana, ben]) for (const update of updates) Y.applyUpdate(copy, update);
		expectAlike('sí \ufffdx ya', house, [ana, ben]);
	}
});

test('a sign that somebody offline removes whole while another breaks it is gone; what came between stays', () => {
	const house = open();
	const offline = house.desk.copy();
	const removed = updateOf(offline, (doc) => textOf(doc).delete(AT, 2));
	const broken = updateOf(house.desk.copy(), (doc) => textOf(doc).insert(MIDDLE, 'x'));
	expect([broken, removed].map((update) => takeAsForeseen(house.desk, update))).toEqual(['passed', 'passed']);
	Y.applyUpdate(offline, broken);
	expectAlike('sí x ya', house, [offline]);
});

test('a sign whose breaking is refused stays whole for everybody', () => {
	const house = open();
	house.desk.locks = [lockOn({ kind: 'card', card: CARD })];
	for (const attack of [(text: Y.Text) => text.insert(MIDDLE, 'x'), (text: Y.Text) => text.delete(MIDDLE, 1)]) {
		const update = updateOf(house.desk.copy(), (doc) => {
			attack(textOf(doc));
			cardText(doc, BESIDE)?.insert(0, 'y ');
		});
		expect(takeAsForeseen(house.desk, update)).toBe('partly lock.held');
	}
	house.desk.locks = [];
	expectAlike(BEFORE, house);
});

test('half a sign sent by itself is no text at all', () => {
	const copy = open().desk.copy();
	const update = updateOf(copy, (doc) => textOf(doc).insert(AT, '\ud83d'));
	const [sent] = Y.decodeUpdate(update).structs;
	// What goes over the line is UTF-8, which has no halves.
	expect(sent instanceof Y.Item && sent.content).toEqual(new Y.ContentString('\ufffd'));
});
