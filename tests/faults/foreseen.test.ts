import * as encoding from 'lib0/encoding';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addCard, cardText, moveCard } from '#board/edit-cards.ts';
import { addDrawing } from '#board/edit-drawings.ts';
import { fieldText } from '#board/draft.ts';
import type { CardId, RecordId } from '#board/ids.ts';
import { FIELD_TEXT_READ_MAX } from '#board/limits.ts';
import { cardsOf, entryOf, fieldsOf } from '#board/roots.ts';
import { A_DRAFT, GateDesk, lockOn, told } from '../support/gate-desk.ts';
import { updateOf } from '../support/raw-client.ts';
import { numbers, together, updateByHand, type Write } from './support/by-hand.ts';
import { takeAsForeseen } from './support/foreseen.ts';

/*
 * What the fuzz once found, each as the smallest update that shows it: the gate does with it what a rehearsal on a copy says that it
 * has to. Seeds are those of the run that found it.
 */

const card = (letter: string) => letter.repeat(20) as CardId;
const [GAP, PAY] = [card('a'), card('b')];
const MINE = 77;

let desk: GateDesk;
beforeEach(() => {
	desk = new GateDesk();
	desk.seed((doc) => {
		addCard(doc, { id: GAP, kind: 'cause', pos: [0, 0], text: 'Brecha 👍' });
		addCard(doc, { id: PAY, kind: 'cause', pos: [0, 200], text: 'Sueldos' });
	});
});

const words = (id: CardId) => cardText(desk.doc, id)?.toString();
const entry = (id: CardId, doc = desk.doc) => {
	const found = entryOf(cardsOf(doc), id);
	if (found === null) throw new Error('no such card');
	return found;
};
const textOf = (id: CardId, doc = desk.doc) => {
	const text = cardText(doc, id);
	if (text === null) throw new Error('no such card');
	return text;
};
const idOf = (item: Y.Item | null | undefined): Y.ID => {
	if (!item) throw new Error('nothing stands there');
	return item.id;
};
const news = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(desk.doc));
const aCard = (keys: readonly (readonly [string, unknown])[] = []) =>
	new Y.Map<unknown>([['kind', 'cause'], ['text', new Y.Text('mío')], ...keys]);

/** Structs of one client, from clock 0 on, and nothing else. */
const structs = (...writes: readonly Write[]) => updateByHand(together(numbers(1, writes.length, MINE, 0), ...writes));
/** Removals alone, each of some units from an id on. */
const removals = (...ranges: readonly (readonly [Y.ID, number])[]) =>
	updateByHand(
		numbers(0),
		together(
			numbers(1, ranges[0]?.[0].client ?? 0, ranges.length),
			...ranges.map(([id, length]) => numbers(id.clock, length)),
		),
	);
const [DELETED, LETTERS] = [1, 4];
/** `length` letters or values that were removed before they were sent, behind another. */
const deadBehind =
	({ client, clock }: Y.ID, length: number): Write =>
	(encoder) => {
		encoding.writeUint8(encoder, DELETED | 128);
		numbers(client, clock, length)(encoder);
	};
const lettersIn =
	({ client, clock }: Y.ID, letters: string): Write =>
	(encoder) => {
		encoding.writeUint8(encoder, LETTERS);
		numbers(0, client, clock)(encoder);
		encoding.writeVarString(encoder, letters);
	};

/** Leaves a tombstone where a card was refused, and says which id it has. */
function refuseCard(): Y.ID {
	const copy = desk.copy();
	takeAsForeseen(
		desk,
		updateOf(copy, (doc) => {
			cardsOf(doc).set(card('c'), aCard([['boss', true]]));
			moveCard(doc, GAP, [5, 5]);
		}),
	);
	return Y.createID(copy.clientID, 0);
}

describe('whoever wipes a card', () => {
	test('takes none of its letters with it, not even one that is named by itself (seed 29)', () => {
		const letter = Y.createID(idOf(textOf(GAP)._start).client, idOf(textOf(GAP)._start).clock + 2);
		expect(takeAsForeseen(desk, removals([idOf(entry(GAP)._item), 1], [letter, 1]))).toBe('value.invalid');
		expect(words(GAP)).toBe('Brecha 👍');
	});

	test('still writes in it what was written beside the wipe', () => {
		const wiping = desk.copy();
		cardsOf(wiping).delete(GAP);
		const typing = desk.copy();
		textOf(GAP, typing).insert(0, 'La ');
		const both = Y.mergeUpdates([news(wiping), news(typing)]);
		expect(takeAsForeseen(desk, both)).toBe('partly value.invalid');
		expect(words(GAP)).toBe('La Brecha 👍');
	});

	test('gives it a value in place of one that was to go', () => {
		const wiping = desk.copy();
		cardsOf(wiping).delete(GAP);
		const moving = desk.copy();
		moveCard(moving, GAP, [7, 7]);
		expect(takeAsForeseen(desk, Y.mergeUpdates([news(wiping), news(moving)]))).toBe('partly value.invalid');
		expect(entry(GAP).toJSON()).toMatchObject({ pos: [7, 7], text: 'Brecha 👍' });
	});
});

describe('whoever sends a card anew that is there', () => {
	test('may not hide it; letters that name the words which are there count for themselves (seeds 93, 133, 163, 273)', () => {
		const late = new Y.Doc(); // it never saw the card
		cardsOf(late).set(GAP, aCard());
		const seen = desk.copy();
		seen.transact(() => {
			entry(GAP, seen).set('kind', 'effect');
			textOf(GAP, seen).insert(0, 'La ');
		});
		expect(takeAsForeseen(desk, Y.mergeUpdates([Y.encodeStateAsUpdate(late), news(seen)]))).toBe(
			'partly value.invalid',
		);
		expect(entry(GAP).toJSON()).toMatchObject({ kind: 'effect', text: 'La Brecha 👍' });
	});

	test('of two cards for one free place the first may be there', () => {
		const [first, second] = [desk.copy(), desk.copy()];
		cardsOf(first).set(card('d'), aCard([['pos', [1, 1]]]));
		cardsOf(second).set(card('d'), aCard([['pos', [2, 2]]]));
		expect(takeAsForeseen(desk, Y.mergeUpdates([news(first), news(second)]))).toBe('partly value.invalid');
		expect(entry(card('d')).toJSON()).toMatchObject({ text: 'mío' });
	});

	test('a card whose kind is removed as it comes is none', () => {
		const copy = desk.copy();
		const born = updateOf(copy, (doc) => cardsOf(doc).set(card('d'), aCard()));
		const bare = updateOf(copy, (doc) => entry(card('d'), doc).delete('kind'));
		const update = Y.mergeUpdates([born, bare]); // with the kind in it, and its removal beside
		expect(takeAsForeseen(desk, update)).toBe('value.invalid');
		expect(cardsOf(desk.doc).has(card('d'))).toBe(false);
	});
});

describe('a text', () => {
	test('is not replaced by a value; half of a sign that goes beside that leaves the mark of a broken one (seed 50)', () => {
		const start = idOf(textOf(GAP)._start);
		const half = removals([Y.createID(start.client, start.clock + 7), 1]);
		const copy = desk.copy();
		const replaced = updateOf(copy, (doc) => entry(GAP, doc).set('text', 'cause'));
		expect(takeAsForeseen(desk, replaced)).toBe('value.invalid');
		expect(words(GAP)).toBe('Brecha 👍');
		const value = Y.decodeUpdate(replaced).structs[0];
		if (!(value instanceof Y.Item) || value.origin === null) throw new Error('not what replaces a text');
		const { origin } = value;
		const inItsPlace: Write = (encoder) => {
			encoding.writeUint8(encoder, 8 | 128);
			numbers(origin.client, origin.clock, 1)(encoder);
			encoding.writeAny(encoder, 'cause');
		};
		expect(takeAsForeseen(desk, Y.mergeUpdates([structs(inItsPlace), half]))).toBe('partly value.invalid');
		expect(words(GAP)).toBe('Brecha \ufffd');
	});

	test('takes letters, piece by piece, as long as they fit; the rest is refused, and so is what comes after (seed 266)', () => {
		desk = new GateDesk(A_DRAFT);
		desk.seed((doc) => fieldsOf(doc).set('problem', new Y.Text('x'.repeat(FIELD_TEXT_READ_MAX - 10))));
		const copy = desk.copy();
		const typed = updateOf(copy, (doc) => {
			const text = fieldText(doc, 'problem');
			text?.insert(0, 'y'.repeat(8));
			text?.insert(20, 'z'.repeat(8));
			text?.insert(40, 'w');
		});
		expect(takeAsForeseen(desk, typed)).toBe('partly value.invalid');
		const read = fieldText(desk.doc, 'problem')?.toString() ?? '';
		expect([read.length, read.includes('y'), read.includes('z'), read.includes('w')]).toEqual([
			FIELD_TEXT_READ_MAX - 1,
			true,
			false,
			true,
		]);
		expect(told(desk.take(updateOf(copy, (doc) => fieldText(doc, 'problem')?.insert(0, 'v'))))).toBe(
			'value.invalid',
		);
	});

	test('is not made room in by naming one letter for removal again and again', () => {
		desk = new GateDesk(A_DRAFT);
		desk.seed((doc) => fieldsOf(doc).set('problem', new Y.Text('x'.repeat(FIELD_TEXT_READ_MAX))));
		const letter = idOf(fieldText(desk.doc, 'problem')?._start);
		const twice = updateByHand(
			together(numbers(1, 1, MINE, 0), lettersIn(idOf(fieldText(desk.doc, 'problem')?._item), 'ab')),
			numbers(1, letter.client, 2, letter.clock, 1, letter.clock, 1),
		);
		expect(takeAsForeseen(desk, twice)).toBe('partly value.invalid');
		expect(fieldText(desk.doc, 'problem')?.length).toBe(FIELD_TEXT_READ_MAX - 1);
	});
});

describe('what builds on something that is gone is refused, and said so', () => {
	test('also where it was removed before it was sent: that copy shows what nobody else does (seeds 127, 259, 263)', () => {
		expect(takeAsForeseen(desk, structs(deadBehind(refuseCard(), 1)), 'ben')).toBe('text.gone');
	});

	test('and what was written beside it gets in (seed 358)', () => {
		const gone = refuseCard();
		const pos = idOf(entry(GAP)._map.get('pos'));
		const moved = (encoder: encoding.Encoder) => {
			encoding.writeUint8(encoder, 8 | 128);
			numbers(pos.client, pos.clock, 1)(encoder);
			encoding.writeAny(encoder, [3, 3]);
		};
		expect(takeAsForeseen(desk, structs(deadBehind(gone, 1), moved), 'ben')).toBe('partly text.gone');
		expect(entry(GAP).get('pos')).toEqual([3, 3]);
	});

	test('also letters that say that they stand in letters, where these are gone (seed 2603)', () => {
		const letter = idOf(textOf(GAP)._start);
		desk.edit((doc) => textOf(GAP, doc).delete(0, 6));
		expect(takeAsForeseen(desk, structs(lettersIn(letter, 'ab'), deadBehind(Y.createID(MINE, 1), 2)), 'ben')).toBe(
			'text.gone',
		);
	});
});

describe('the row of a key', () => {
	test('keeps what counted where only something dead comes on top', () => {
		const pos = idOf(entry(GAP)._map.get('pos'));
		expect(takeAsForeseen(desk, structs(deadBehind(pos, 3)))).toBe('value.invalid');
		expect(entry(GAP).get('pos')).toEqual([0, 0]);
	});

	test('takes the dead with a living one on top, and falls back to what counted where that one is refused', () => {
		const set = (value: unknown) => {
			const copy = desk.copy();
			copy.transact(() => {
				entry(GAP, copy).set('pos', [1, 1]);
				entry(GAP, copy).set('pos', value);
			});
			return news(copy);
		};
		expect(takeAsForeseen(desk, set([2, 2]))).toBe('passed');
		expect(takeAsForeseen(desk, set([NaN, 2]))).toBe('value.invalid');
		expect(entry(GAP).get('pos')).toEqual([2, 2]);
	});

	test('two tabs of one person may both give a key its first value; one of them counts, in every copy', () => {
		desk.seed((doc) => addDrawing(doc, { id: 'r1' as RecordId, pos: [0, 0], body: { type: 'geo' } }));
		const tabs = [desk.copy(), desk.copy()].map((copy, tab) => {
			entry(GAP, copy).set('size', [200 + tab, 100]);
			return news(copy);
		});
		expect(takeAsForeseen(desk, Y.mergeUpdates(tabs))).toBe('passed');
	});
});

test('what a locked card refuses does not move what is allowed beside it', () => {
	desk.locks = [lockOn({ kind: 'card', card: PAY })];
	const update = updateOf(desk.copy(), (doc) => {
		textOf(GAP, doc).insert(3, '1');
		textOf(PAY, doc).insert(3, '2');
		textOf(GAP, doc).insert(4, '3');
		textOf(PAY, doc).delete(0, 2);
	});
	expect(takeAsForeseen(desk, update)).toBe('partly lock.held');
	expect([words(GAP), words(PAY)]).toEqual(['Bre13cha 👍', 'Sueldos']);
});
