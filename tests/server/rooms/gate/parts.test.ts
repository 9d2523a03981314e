import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { setDetail } from '#board/details.ts';
import { addCard, addCards, cardText, markGone, mergeInto, moveCard, setKind } from '#board/edit-cards.ts';
import { addDrawing } from '#board/edit-drawings.ts';
import { link, unlink } from '#board/edit-links.ts';
import { editText } from '#board/edit-text.ts';
import { linkId, type CardId, type RecordId } from '#board/ids.ts';
import { CARD_TEXT_READ_MAX, RECORDS_READ_MAX } from '#board/limits.ts';
import { cardsOf, drawingsOf, entryOf, linksOf } from '#board/roots.ts';
import { splitUpdate } from '#board/split-update.ts';
import { agendaFrom, type PhaseKind } from '#domain/agenda.ts';
import { GateDesk, lockOn, person, told } from '../../../support/gate-desk.ts';
import { numbers, structsOf, updateByHand } from '../../../faults/support/by-hand.ts';
import { updateOf } from '../../../support/raw-client.ts';

const card = (letter: string) => letter.repeat(20) as CardId;
const [PROBLEM, CAUSE, DEEPER, SOLUTION] = [card('p'), card('c'), card('e'), card('s')];
const NEW = card('n');
const words = (doc: Y.Doc, id: CardId) => cardText(doc, id)?.toString();

function type(doc: Y.Doc, id: CardId, text: string, index = 0, remove = 0): void {
	const into = cardText(doc, id);
	if (into === null) throw new Error('no such card');
	editText(into, { index, remove, insert: text }, 100_000);
}
const entry = (doc: Y.Doc, id: CardId): Y.Map<unknown> => {
	const found = entryOf(cardsOf(doc), id);
	if (found === null) throw new Error('no such card');
	return found;
};
const aCard = (keys: Readonly<Record<string, unknown>> = {}) =>
	new Y.Map<unknown>(Object.entries({ kind: 'note', text: new Y.Text('hola'), ...keys }));

let desk: GateDesk;
/** The same done in two tabs of one person who was away, and sent as one update. */
const fromBoth = (change: (doc: Y.Doc, tab: number) => void): Uint8Array => {
	const news = [desk.copy(), desk.copy()].map((doc, tab) => {
		change(doc, tab);
		return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(desk.doc));
	});
	return Y.mergeUpdates(news);
};
beforeEach(() => {
	desk = new GateDesk();
	desk.seed((doc) => {
		addCards(
			doc,
			[
				{ id: PROBLEM, kind: 'problem', pos: [0, 0], text: 'Brecha' },
				{ id: CAUSE, kind: 'cause', pos: [0, 200], text: 'Secreto' },
				{ id: DEEPER, kind: 'cause', pos: [0, 400], text: 'Costumbre' },
				{ id: SOLUTION, kind: 'solution', pos: [0, 600], text: 'Publicar' },
			],
			[
				{ from: CAUSE, to: PROBLEM },
				{ from: DEEPER, to: CAUSE },
				{ from: SOLUTION, to: DEEPER },
			],
		);
	});
});
const during = (kind: PhaseKind) => {
	const phase = agendaFrom('full').find((candidate) => candidate.kind === kind);
	if (phase) desk.phase = phase;
};

describe('[G4] what is refused, and what beside it gets in', () => {
	it('the legal part of an edit gets in, the rest becomes tombstones, and its author is told where', () => {
		desk.locks = [lockOn({ kind: 'card', card: CAUSE })];
		const copy = desk.copy();
		const update = updateOf(copy, (doc) => {
			type(doc, PROBLEM, '1');
			type(doc, CAUSE, '2');
			moveCard(doc, DEEPER, [9, 9]);
			type(doc, PROBLEM, '3');
		});
		const answer = desk.take(update);
		expect(answer).toMatchObject({
			is: 'passed',
			writers: [copy.clientID],
			refused: { code: 'lock.held', lock: desk.locks[0], paths: [['cards', CAUSE, 'text']] },
		});
		expect([words(desk.doc, PROBLEM), words(desk.doc, CAUSE)]).toEqual(['31Brecha', 'Secreto']);
		expect(entry(desk.doc, DEEPER).get('pos')).toEqual([9, 9]);
		// No gap: what the same client writes next has its base.
		expect(Y.getState(desk.doc.store, copy.clientID)).toBe(Y.getState(copy.store, copy.clientID));
	});

	it('an edit of which nothing is legal leaves no trace', () => {
		desk.locks = [lockOn({ kind: 'card', card: CAUSE })];
		const before = Y.encodeStateAsUpdate(desk.doc);
		expect(told(desk.edit((doc) => type(doc, CAUSE, 'x')))).toBe('lock.held');
		expect(told(desk.edit((doc) => type(doc, CAUSE, '', 0, 3)))).toBe('lock.held');
		desk.observers.add(person('ana'));
		expect(desk.edit((doc) => type(doc, PROBLEM, 'x'))).toEqual({
			is: 'refused',
			refused: { code: 'role.observer', paths: [] },
		});
		expect(Y.encodeStateAsUpdate(desk.doc)).toEqual(before);
		expect(desk.claims.ownerOf(1_000)).toBeNull();
	});

	it('letters taken out of a locked text stay, those out of an open one go', () => {
		desk.locks = [lockOn({ kind: 'card', card: CAUSE })];
		const answer = desk.edit((doc) => {
			type(doc, CAUSE, '', 0, 3);
			type(doc, PROBLEM, '', 0, 2);
		});
		expect(told(answer)).toBe('partly lock.held');
		expect([words(desk.doc, PROBLEM), words(desk.doc, CAUSE)]).toEqual(['echa', 'Secreto']);
	});

	it('what was written on top of something refused is refused with it', () => {
		desk.locks = [lockOn({ kind: 'card', card: CAUSE })];
		const answer = desk.editInSteps((doc) => {
			type(doc, CAUSE, 'a', 7);
			type(doc, CAUSE, 'b', 8);
			type(doc, PROBLEM, 'c');
			moveCard(doc, CAUSE, [1, 1]);
			moveCard(doc, CAUSE, [2, 2]);
		});
		expect(told(answer)).toBe('partly lock.held');
		expect(words(desk.doc, CAUSE)).toBe('Secreto');
		expect(entry(desk.doc, CAUSE).get('pos')).toEqual([0, 200]);
	});

	it('words typed onto what was refused before are refused, never dropped in silence', () => {
		desk.locks = [lockOn({ kind: 'card', card: CAUSE })];
		const copy = desk.copy();
		const first = updateOf(copy, (doc) => {
			type(doc, CAUSE, 'abc', 2);
			type(doc, PROBLEM, 'x');
		});
		expect(told(desk.take(first))).toBe('partly lock.held');
		desk.gate.startedAfresh([copy.clientID]);
		desk.locks = [];
		const onTop = updateOf(copy, (doc) => {
			type(doc, CAUSE, 'd', 5);
			type(doc, PROBLEM, 'y');
		});
		expect(told(desk.take(onTop))).toBe('partly text.gone');
		expect([words(desk.doc, PROBLEM), words(desk.doc, CAUSE)]).toEqual(['yxBrecha', 'Secreto']);
		const right = updateOf(copy, (doc) => type(doc, CAUSE, 'e', 2));
		expect(told(desk.take(right))).toBe('text.gone');
	});

	it('until its author has started afresh nothing under those client ids gets in, over another connection either', () => {
		desk.locks = [lockOn({ kind: 'card', card: CAUSE })];
		const copy = desk.copy();
		const mixed = updateOf(copy, (doc) => {
			type(doc, CAUSE, 'a');
			type(doc, PROBLEM, 'b');
		});
		expect(told(desk.take(mixed))).toBe('partly lock.held');
		desk.locks = [];
		expect(desk.gate.astray([copy.clientID])?.code).toBe('lock.held');
		expect(desk.gate.astray([copy.clientID + 1])).toBeNull();
		const next = updateOf(copy, (doc) => type(doc, PROBLEM, 'c'));
		expect(told(desk.take(next))).toBe('lock.held');
		desk.gate.startedAfresh([copy.clientID]);
		expect(told(desk.take(next))).toBe('passed');
	});

	it('a document that is full takes words out and none in', () => {
		desk.bytesLeft = 0;
		expect(told(desk.edit((doc) => type(doc, PROBLEM, 'x')))).toBe('document.full');
		expect(told(desk.edit((doc) => type(doc, PROBLEM, '', 0, 2)))).toBe('passed');
	});
});

describe('[G5] cards, links and keys are never removed, only marked', () => {
	it.each<[title: string, change: (doc: Y.Doc) => void]>([
		['a card', (doc) => cardsOf(doc).delete(CAUSE)],
		['a link', (doc) => linksOf(doc).delete(linkId(CAUSE, PROBLEM))],
		['a key', (doc) => entry(doc, CAUSE).delete('kind')],
		['a text', (doc) => entry(doc, CAUSE).delete('text')],
		[
			'a key that was set a moment before',
			(doc) => {
				entry(doc, CAUSE).set('kind', 'effect');
				entry(doc, CAUSE).delete('kind');
			},
		],
		['a new map over a card, which would wipe it', (doc) => cardsOf(doc).set(CAUSE, aCard())],
		['an empty map over a card', (doc) => cardsOf(doc).set(CAUSE, new Y.Map())],
		['a plain value over a card', (doc) => cardsOf(doc).set(CAUSE, { kind: 'note' })],
		['a new text over one with words in it', (doc) => entry(doc, CAUSE).set('text', new Y.Text('mío'))],
		['a map over a text', (doc) => entry(doc, CAUSE).set('text', new Y.Map())],
		[
			'a card that is made and removed at once',
			(doc) => {
				cardsOf(doc).set(NEW, aCard());
				cardsOf(doc).delete(NEW);
			},
		],
	])('%s', (_title, change) => {
		const before = [desk.content('cards'), desk.content('links')];
		const answer = desk.edit(change);
		expect(told(answer)).toMatch(/value.invalid/);
		expect([desk.content('cards'), desk.content('links')]).toEqual(before);
		expect(told(desk.editInSteps(change))).toMatch(/value.invalid/);
		expect([desk.content('cards'), desk.content('links')]).toEqual(before);
	});

	it('who wipes a card and writes beside it gets in what stands beside it', () => {
		const answer = desk.edit((doc) => {
			cardsOf(doc).delete(CAUSE);
			type(doc, PROBLEM, 'x');
		});
		expect(answer).toMatchObject({ is: 'passed', refused: { code: 'value.invalid' } });
		expect([words(desk.doc, CAUSE), words(desk.doc, PROBLEM)]).toEqual(['Secreto', 'xBrecha']);
	});

	it('a dead value that would hide a living one is refused, whatever client id it comes under', () => {
		for (const clientId of [1, 0xffff_fff0]) {
			const stale = desk.copy();
			stale.clientID = clientId;
			const forged = updateOf(stale, (doc) => entry(doc, CAUSE).set('kind', 'effect'));
			const dead = new Y.Doc();
			Y.applyUpdate(dead, Y.encodeStateAsUpdate(stale));
			entry(dead, CAUSE).delete('kind');
			const bytes = Y.diffUpdate(Y.encodeStateAsUpdate(dead), Y.encodeStateVector(desk.doc));
			expect(forged.byteLength).toBeGreaterThan(0);
			expect(told(desk.take(bytes, `m${clientId % 5}`))).toMatch(/value.invalid/);
			expect(entry(desk.doc, CAUSE).get('kind')).toBe('cause');
		}
	});

	it('born gone and revealed: a creation passes in two transactions, and in one update of both', () => {
		expect(told(desk.editInSteps((doc) => addCard(doc, { id: NEW, kind: 'note', pos: [1, 1] })))).toBe('passed');
		expect(entry(desk.doc, NEW).get('gone')).toBe(false);
		const other = card('m');
		const copy = desk.copy();
		const sent: Uint8Array[] = [];
		copy.on('update', (bytes: Uint8Array) => sent.push(bytes));
		addCards(copy, [{ id: other, kind: 'cause', pos: [1, 1] }], [{ from: other, to: PROBLEM }]);
		addDrawing(copy, { id: 'd1' as RecordId, pos: [0, 0], body: A_FRAME });
		expect(sent.map((bytes) => told(desk.take(bytes)))).toEqual(['passed', 'passed', 'passed', 'passed']);
	});

	it('[B1] what is said of a card for the first time, at once by two people, and in a phase that leaves its kind alone', () => {
		const [ana, ben] = [desk.copy(), desk.copy()];
		const said = [ana, ben].map((doc) => {
			const before = Y.encodeStateVector(doc);
			setDetail(doc, CAUSE, 'basis', 'data');
			return Y.encodeStateAsUpdate(doc, before);
		});
		expect(said.map((bytes, index) => told(desk.take(bytes, ['ana', 'ben'][index])))).toEqual(['passed', 'passed']);
		expect(entry(desk.doc, CAUSE).get('basis')).toBe('data');
		desk.phase = { ...desk.phase, writes: { ...desk.phase.writes, cards: ['solution'] } };
		expect(told(desk.editInSteps((doc) => setDetail(doc, CAUSE, 'basis', 'hypothesis')))).toBe('phase.closed');
		expect(told(desk.editInSteps((doc) => setDetail(doc, SOLUTION, 'budget', 'none')))).toBe('passed');
	});

	it('what was moved and renamed many times offline passes as one update', () => {
		const answer = desk.editInSteps((doc) => {
			addCard(doc, { id: NEW, kind: 'note', pos: [1, 1] });
			for (const x of [1, 2, 3]) moveCard(doc, CAUSE, [x, x]);
			for (const kind of ['effect', 'note', 'cause'] as const) setKind(doc, NEW, kind);
			link(doc, NEW, PROBLEM);
			unlink(doc, linkId(NEW, PROBLEM));
			link(doc, NEW, PROBLEM);
			markGone(doc, [CAUSE]);
			type(doc, NEW, 'hola');
			type(doc, NEW, '', 0, 4);
		});
		expect(told(answer)).toBe('passed');
		expect(entry(desk.doc, CAUSE).get('pos')).toEqual([3, 3]);
		expect(entry(desk.doc, NEW).get('kind')).toBe('cause');
	});

	it('one person sets a key or a link for the first time in two tabs: both pass, and one counts', () => {
		const update = fromBoth((doc, tab) => {
			linksOf(doc).set(linkId(SOLUTION, CAUSE), { ...A_LINK, gone: tab === 0 });
			entry(doc, CAUSE).set('size', [200, 100 + tab]);
		});
		expect(told(desk.take(update))).toBe('passed');
		expect(entry(desk.doc, CAUSE).get('size')).toEqual([200, 101]);
		expect(linksOf(desk.doc).get(linkId(SOLUTION, CAUSE))).toEqual(A_LINK);
	});

	it('F30 what lost to somebody else’s value, and is dead by the time it is sent, is no refusal', () => {
		const [low, high] = [desk.copy(), desk.copy()];
		moveCard(low, CAUSE, [1, 1]);
		expect(
			told(
				desk.take(
					updateOf(high, (doc) => moveCard(doc, CAUSE, [2, 2])),
					'ben',
				),
			),
		).toBe('passed');
		Y.applyUpdate(low, Y.encodeStateAsUpdate(desk.doc));
		expect(told(desk.take(Y.encodeStateAsUpdate(low, Y.encodeStateVector(desk.doc))))).toBe('passed');
		expect(entry(desk.doc, CAUSE).get('pos')).toEqual([2, 2]);
	});

	it('F28 a long answer may be cut behind dead values of a key that had none, and what follows still gets in', () => {
		const copy = desk.copy();
		const before = Y.encodeStateVector(copy);
		for (const gone of [true, false, true, false]) {
			linksOf(copy).set(linkId(SOLUTION, CAUSE), { ...A_LINK, gone });
			linksOf(copy).set(linkId(DEEPER, PROBLEM), { from: DEEPER, to: PROBLEM, gone });
		}
		const parts = splitUpdate(Y.encodeStateAsUpdate(copy, before), 1);
		expect(parts.length).toBeGreaterThan(4);
		expect(parts.map(({ bytes }) => told(desk.take(bytes))).filter((answer) => answer !== 'passed')).toEqual([]);
		expect(desk.content('links')).toEqual(linksOf(copy).toJSON());
	});

	it('two people who set the same key at once both pass', () => {
		const [ana, ben] = [desk.copy(), desk.copy()];
		const updates = [ana, ben].map((doc, index) => updateOf(doc, () => moveCard(doc, CAUSE, [index, index])));
		const links = [ana, ben].map((doc) => updateOf(doc, () => linksOf(doc).set(linkId(SOLUTION, CAUSE), A_LINK)));
		const [a, b] = updates;
		if (a && b) expect([told(desk.take(b, 'ben')), told(desk.take(a, 'ana'))]).toEqual(['passed', 'passed']);
		expect(links.map((bytes, index) => told(desk.take(bytes, ['ana', 'ben'][index])))).toEqual([
			'passed',
			'passed',
		]);
	});
});

const A_LINK = { from: SOLUTION, to: CAUSE, gone: false };
const A_FRAME = { v: 1, type: 'frame', rotation: 0, opacity: 1, props: { w: 9, h: 9, name: '', color: 'black' } };

describe('[G3] F27 a bad value is refused by itself', () => {
	it.each<[title: string, keys: Readonly<Record<string, unknown>>]>([
		['of an unknown kind', { kind: 'boss' }],
		['of no kind', { kind: null }],
		['at no place', { pos: [NaN, 0] }],
		['with a key of its own', { colour: 'red' }],
		['with a text that is none', { text: 'plain' }],
		['with a map for a text', { text: new Y.Map() }],
		['with a text where a value belongs', { size: new Y.Text('x') }],
	])('a card %s', (_title, keys) => {
		const answer = desk.edit((doc) => {
			cardsOf(doc).set(NEW, aCard(keys));
			type(doc, PROBLEM, 'x');
		});
		expect(told(answer)).toBe('partly value.invalid');
		expect(cardsOf(desk.doc).has(NEW)).toBe(false);
		expect(words(desk.doc, PROBLEM)).toBe('xBrecha');
	});

	it.each<[key: string, good: unknown, bad: unknown]>([
		['basis', 'data', 'rumour'],
		['source', 'ENOE 2024', 'x'.repeat(501)],
		['challenged', true, 'yes'],
		['stage', 'design', 'agenda'],
		['norm', 'LFT, artículo 86', 'two\nlines'],
		['level', 'state', 7],
		['budget', 'to-find', 'yes'],
		['voice', { sector: 's1' }, { participant: 'Marta' }],
	])('[B1] what is said of a card under %s', (key, good, bad) => {
		const said = (value: unknown) =>
			desk.edit((doc) => {
				entry(doc, CAUSE).set(key, value);
				type(doc, PROBLEM, 'x');
			});
		expect(told(said(bad))).toBe('partly value.invalid');
		expect(entry(desk.doc, CAUSE).has(key)).toBe(false);
		expect(told(said(good))).toBe('passed');
		expect(told(said(null))).toBe('passed');
		expect(entry(desk.doc, CAUSE).get(key)).toBeNull();
		expect(words(desk.doc, PROBLEM)).toBe('xxxBrecha');
	});

	it('a card without a kind or a text, or under an id that is none', () => {
		for (const [id, record] of [
			[NEW, new Y.Map([['text', new Y.Text('x')]])],
			[NEW, new Y.Map([['kind', 'note']])],
			['short', aCard()],
		] as const) {
			expect(told(desk.edit((doc) => cardsOf(doc).set(id, record)))).toBe('value.invalid');
		}
	});

	it('a card of which an early kind was replaced offline, and one whose last kind is no more', () => {
		const kinds = (doc: Y.Doc, last: () => void) => {
			cardsOf(doc).set(NEW, aCard());
			entry(doc, NEW).set('kind', 'cause');
			last();
		};
		expect(told(desk.editInSteps((doc) => kinds(doc, () => entry(doc, NEW).delete('kind'))))).toBe('value.invalid');
		expect(told(desk.editInSteps((doc) => kinds(doc, () => {})))).toBe('passed');
	});

	it('a card of which the last kind is dead falls whole, and leaves no trace', () => {
		const copy = desk.copy();
		copy.gc = false;
		const before = Y.encodeStateVector(copy);
		cardsOf(copy).set(NEW, aCard());
		entry(copy, NEW).set('kind', 'cause');
		const update = Y.encodeStateAsUpdate(copy, before);
		const last = Y.getState(copy.store, copy.clientID) - 1;
		// That the first kind was replaced is left unsaid, and the last one is removed.
		const forged = updateByHand(structsOf(update), numbers(1, copy.clientID, 1, last, 1));
		expect(told(desk.take(forged))).toBe('value.invalid');
		expect(Y.getState(desk.doc.store, copy.clientID)).toBe(0);
	});

	it('a card with two texts, or two first values of one key', () => {
		expect(
			told(
				desk.edit((doc) => {
					cardsOf(doc).set(NEW, aCard());
					entry(doc, NEW).set('text', new Y.Text('otro'));
				}),
			),
		).toBe('value.invalid');
		const copy = desk.copy();
		const record = updateOf(copy, (doc) => cardsOf(doc).set(NEW, aCard()));
		const bare = new Y.Doc();
		Y.applyUpdate(bare, Y.encodeStateAsUpdate(desk.doc));
		bare.clientID = copy.clientID;
		const map = new Y.Map<unknown>([['text', new Y.Text('x')]]);
		const withoutKind = updateOf(bare, (doc) => cardsOf(doc).set(NEW, map));
		const second = desk.copy();
		Y.applyUpdate(second, withoutKind);
		const [a, b] = [new Y.Doc(), new Y.Doc()];
		for (const [index, doc] of [a, b].entries()) {
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(second));
			doc.clientID = 7_000 + index;
			entry(doc, NEW).set('kind', 'note');
		}
		const both = Y.mergeUpdates([Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)]);
		expect(told(desk.take(Y.diffUpdate(both, Y.encodeStateVector(desk.doc))))).toBe('value.invalid');
		expect(told(desk.take(record))).toBe('passed');
	});

	it('a card of which the first text was replaced, and nothing says that it is removed', () => {
		const copy = desk.copy();
		copy.gc = false;
		const before = Y.encodeStateVector(copy);
		cardsOf(copy).set(NEW, aCard());
		entry(copy, NEW).set('text', new Y.Text('otro'));
		expect(told(desk.take(Y.encodeStateAsUpdate(copy, before)))).toBe('value.invalid');
	});

	it('two cards under one id in one update: one would hide the other, so only the first gets in', () => {
		const update = fromBoth((doc) => cardsOf(doc).set(NEW, aCard()));
		expect(told(desk.take(update))).toBe('partly value.invalid');
		expect(words(desk.doc, NEW)).toBe('hola');
	});

	it.each<[key: string, value: unknown]>([
		['pos', [Infinity, 0]],
		['size', [1, 1]],
		['z', 'zzz'],
		['gone', 'yes'],
		['into', CAUSE],
		['kind', 'boss'],
		['colour', 'red'],
		['text', 'plain'],
	])('%s of a card that is there', (key, value) => {
		const before = desk.content('cards');
		expect(told(desk.edit((doc) => entry(doc, CAUSE).set(key, value)))).toMatch(/value.invalid$/);
		expect(desk.content('cards')).toEqual(before);
	});

	it('a link that contradicts its id, a map for a link, a link to itself', () => {
		const id = linkId(SOLUTION, CAUSE);
		for (const value of [{ ...A_LINK, to: PROBLEM }, new Y.Map(), 1]) {
			expect(told(desk.edit((doc) => linksOf(doc).set(id, value)))).toBe('value.invalid');
		}
		const self = linkId(CAUSE, CAUSE);
		expect(told(desk.edit((doc) => linksOf(doc).set(self, { from: CAUSE, to: CAUSE, gone: false })))).toBe(
			'value.invalid',
		);
		expect(told(desk.edit((doc) => linksOf(doc).set(id, A_LINK)))).toBe('passed');
	});

	it('a text longer than readers take, and one with control characters', () => {
		const long = 'x'.repeat(CARD_TEXT_READ_MAX - 'Brecha'.length);
		expect(told(desk.edit((doc) => type(doc, PROBLEM, `${long}x`)))).toBe('value.invalid');
		expect(told(desk.edit((doc) => type(doc, PROBLEM, long)))).toBe('passed');
		expect(told(desk.edit((doc) => type(doc, PROBLEM, 'y')))).toBe('value.invalid');
		expect(told(desk.edit((doc) => type(doc, PROBLEM, 'y', 0, 1)))).toBe('passed');
		const raw = (letters: string) => desk.edit((doc) => cardText(doc, CAUSE)?.insert(0, letters));
		expect(['\u0000', 'a\u001b', '\u007f', '\tñ\n🙂'].map((letters) => told(raw(letters)))).toEqual([
			'value.invalid',
			'value.invalid',
			'value.invalid',
			'passed',
		]);
	});

	it('words that were typed and taken out again before they were sent do not count', () => {
		const copy = desk.copy();
		copy.gc = false;
		const before = Y.encodeStateVector(copy);
		for (let i = 0; i < 3; i++) {
			type(copy, CAUSE, 'x'.repeat(5_000));
			type(copy, CAUSE, '', 0, 5_000);
		}
		expect(told(desk.take(Y.encodeStateAsUpdate(copy, before)))).toBe('passed');
		expect(words(desk.doc, CAUSE)).toBe('Secreto');
	});

	it('words that were typed onto new ones, and taken out again before they were sent, are no refusal', () => {
		const answer = desk.editInSteps((doc) => {
			type(doc, CAUSE, 'ab');
			type(doc, CAUSE, 'c', 2);
			type(doc, CAUSE, '', 2, 1);
		});
		expect(told(answer)).toBe('passed');
		expect(words(desk.doc, CAUSE)).toBe('abSecreto');
	});

	it('more records than readers take', () => {
		desk.seed((doc) => {
			doc.transact(() => {
				for (let i = linksOf(doc).size; i < RECORDS_READ_MAX; i++) linksOf(doc).set(`x${i}`, 1);
				for (let i = drawingsOf(doc).size; i < RECORDS_READ_MAX; i++) drawingsOf(doc).set(`x${i}`, 1);
			});
		});
		const copy = desk.copy();
		expect(told(desk.take(updateOf(copy, (doc) => linksOf(doc).set(linkId(SOLUTION, CAUSE), A_LINK))))).toBe(
			'document.full',
		);
		const drawing = new Y.Map<unknown>([['body', A_FRAME]]);
		expect(told(desk.edit((doc) => drawingsOf(doc).set('one-more', drawing)))).toBe('document.full');
		const known = linkId(CAUSE, PROBLEM);
		expect(told(desk.edit((doc) => unlink(doc, known)))).toBe('passed');
	});

	it('a last record still fits beside changes of those that are there', () => {
		desk.seed((doc) => {
			doc.transact(() => {
				for (let i = linksOf(doc).size; i < RECORDS_READ_MAX - 1; i++) linksOf(doc).set(`x${i}`, 1);
			});
		});
		const answer = desk.editInSteps((doc) => {
			unlink(doc, linkId(CAUSE, PROBLEM));
			link(doc, SOLUTION, CAUSE);
		});
		expect(told(answer)).toBe('passed');
		expect(told(desk.editInSteps((doc) => link(doc, SOLUTION, PROBLEM)))).toBe('document.full');
	});
});

describe('[G1] [G2] phases and locks inside the board', () => {
	it('a new card needs the right to its kind, a changed one to both kinds', () => {
		during('solutions');
		const make = (kind: 'cause' | 'solution') => desk.edit((doc) => cardsOf(doc).set(NEW, aCard({ kind })));
		expect([told(make('cause')), told(make('solution'))]).toEqual(['phase.closed', 'passed']);
		expect(told(desk.edit((doc) => setKind(doc, SOLUTION, 'note')))).toBe('passed');
		expect(told(desk.edit((doc) => setKind(doc, SOLUTION, 'cause')))).toBe('phase.closed');
		expect(told(desk.edit((doc) => setKind(doc, CAUSE, 'solution')))).toBe('phase.closed');
		expect(told(desk.edit((doc) => type(doc, CAUSE, 'x')))).toBe('phase.closed');
		expect(told(desk.edit((doc) => moveCard(doc, CAUSE, [5, 5])))).toBe('passed');
	});

	it('words in a card that comes with them ask for nothing more than the card', () => {
		during('solutions');
		const answer = desk.editInSteps((doc) => {
			addCard(doc, { id: NEW, kind: 'solution', pos: [0, 0], text: 'Publicar los salarios' });
			type(doc, NEW, '¡Sí! ');
		});
		expect(told(answer)).toBe('passed');
		expect(words(desk.doc, NEW)).toBe('¡Sí! Publicar los salarios');
	});

	it('a locked branch holds as the tree stands at each edit', () => {
		desk.locks = [lockOn({ kind: 'branch', card: CAUSE })];
		const closed = [CAUSE, DEEPER, SOLUTION].map((id) => told(desk.edit((doc) => type(doc, id, 'x'))));
		expect(closed).toEqual(['lock.held', 'lock.held', 'lock.held']);
		expect(told(desk.edit((doc) => type(doc, PROBLEM, 'x')))).toBe('passed');
		expect(told(desk.edit((doc) => unlink(doc, linkId(SOLUTION, DEEPER))))).toBe('lock.held');
		expect(told(desk.editInSteps((doc) => link(doc, PROBLEM, SOLUTION)))).toBe('lock.held');
		desk.seed((doc) => unlink(doc, linkId(DEEPER, CAUSE)));
		expect(told(desk.edit((doc) => type(doc, SOLUTION, 'x')))).toBe('passed');
		desk.seed((doc) => mergeInto(doc, DEEPER, CAUSE));
		expect(told(desk.edit((doc) => type(doc, SOLUTION, 'x')))).toBe('lock.held');
		desk.seed((doc) => mergeInto(doc, PROBLEM, CAUSE));
		expect(told(desk.edit((doc) => type(doc, PROBLEM, 'x')))).toBe('lock.held');
	});

	it('a card comes with a link into a locked branch: the card gets in, the link does not', () => {
		desk.locks = [lockOn({ kind: 'branch', card: CAUSE })];
		const answer = desk.editInSteps((doc) =>
			addCards(doc, [{ id: NEW, kind: 'cause', pos: [0, 0] }], [{ from: NEW, to: DEEPER }]),
		);
		expect(told(answer)).toBe('partly lock.held');
		expect([cardsOf(desk.doc).has(NEW), linksOf(desk.doc).has(linkId(NEW, DEEPER))]).toEqual([true, false]);
	});

	it('merging touches the other card too, and so does taking a merge back', () => {
		desk.locks = [lockOn({ kind: 'card', card: CAUSE })];
		expect(told(desk.edit((doc) => mergeInto(doc, DEEPER, CAUSE)))).toBe('lock.held');
		expect(told(desk.edit((doc) => cardsOf(doc).set(NEW, aCard({ into: CAUSE }))))).toBe('lock.held');
		expect(told(desk.edit((doc) => mergeInto(doc, DEEPER, SOLUTION)))).toBe('passed');
		desk.locks = [lockOn({ kind: 'card', card: SOLUTION })];
		expect(told(desk.edit((doc) => entry(doc, DEEPER).set('into', null)))).toBe('lock.held');
	});

	it('a lock falls and lifts between two edits', () => {
		desk.locks = [lockOn({ kind: 'board' })];
		expect(told(desk.edit((doc) => type(doc, CAUSE, 'x')))).toBe('lock.held');
		desk.locks = [];
		expect(told(desk.edit((doc) => type(doc, CAUSE, 'x')))).toBe('passed');
	});
});
