import * as encoding from 'lib0/encoding';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ROOTS } from '#board/roots.ts';
import { decodeUpdate } from '../../../../server/rooms/gate/decode.ts';
import { inspect } from '../../../../server/rooms/gate/inspect.ts';
import { UPDATE_MAX_BYTES, UPDATE_MAX_PARTS } from '../../../../server/rooms/limits.ts';
import {
	lettersBeside,
	numbers,
	together,
	tombstone,
	updateByHand,
	valueBeside,
	type Write,
} from '../../../faults/support/by-hand.ts';
import { updateOf } from '../../../support/raw-client.ts';

/* Each shape that an update can be wrong in, on its own: without the check for it, just this one fails. */

const MINE = 77;
let doc: Y.Doc;
/** Somebody else’s client id: a card `a` with a text, and a value beside it. Clocks: 0 card, 1 text, 2–7 «Brecha», 8 kind. */
const ANA = 5;

beforeEach(() => {
	doc = new Y.Doc();
	for (const root of ROOTS.board) doc.getMap(root);
	doc.clientID = ANA;
	doc.getMap('cards').set(
		'a',
		new Y.Map<unknown>([
			['text', new Y.Text('Brecha')],
			['kind', 'cause'],
		]),
	);
});

const is = (update: Uint8Array) => inspect(doc, update, ROOTS.board).is;
const mine = (change: (copy: Y.Doc) => void) => {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	copy.clientID = MINE;
	return updateOf(copy, change);
};
const struct = (...writes: readonly Write[]) => updateByHand(together(numbers(1, writes.length, MINE, 0), ...writes));
const textWith = (change: (text: Y.Text) => void) => {
	const text = new Y.Text();
	change(text);
	return text;
};

test('an honest letter and an honest move are fresh; what is known is known', () => {
	expect(is(struct(lettersBeside(ANA, 7, 's')))).toBe('fresh');
	expect(is(mine((copy) => copy.getMap('cards').set('b', 1)))).toBe('fresh');
	expect(is(Y.encodeStateAsUpdate(doc))).toBe('known');
});

describe('reading', () => {
	test('a client id beyond 32 bits', () => {
		expect(decodeUpdate(updateByHand(together(numbers(1, 1, 2 ** 32, 0), tombstone(1))))).toBeNull();
		expect(decodeUpdate(updateByHand(together(numbers(1, 1, 2 ** 32 - 1, 0), tombstone(1))))).not.toBeNull();
	});
	test('one client listed twice in a row', () =>
		expect(
			decodeUpdate(
				updateByHand(together(numbers(2, 1, MINE, 0), tombstone(1), numbers(1, MINE, 1), tombstone(1))),
			),
		).toBeNull());
	test('more parts than an update may name', () => {
		const count = UPDATE_MAX_PARTS + 1;
		const many = updateByHand((encoder) => {
			numbers(1, count, MINE, 0)(encoder);
			for (let part = 0; part < count; part++) tombstone(1)(encoder);
		});
		expect(decodeUpdate(many)).toBeNull();
	});
	test('more bytes than an update may have', () => {
		const large = struct(lettersBeside(ANA, 7, 'x'.repeat(UPDATE_MAX_BYTES)));
		expect(decodeUpdate(large)).toBeNull();
	});
	test('bytes that are no update', () => expect(is(Uint8Array.of(9, 9))).toBe('malformed'));
});

describe('clocks', () => {
	test('nothing long', () => expect(is(struct(tombstone(0)))).toBe('malformed'));
	test('longer than anybody writes', () => expect(is(struct(tombstone(5 * 1024 * 1024)))).toBe('malformed'));
	test('beyond what anybody counts to', () => {
		// Stored already up to there, so that nothing is missing before it.
		const far = new Y.Doc();
		far.getMap('cards');
		const near = 2 ** 40 - 1;
		Y.applyUpdate(far, updateByHand(together(numbers(1, 1, MINE, 0), tombstone(near))));
		expect(inspect(far, updateByHand(together(numbers(1, 1, MINE, near), tombstone(2))), ROOTS.board).is).toBe(
			'malformed',
		);
	});
	test('a hole before it', () =>
		expect(is(updateByHand(together(numbers(1, 1, MINE, 3), tombstone(1))))).toBe('gap'));
	test('a hole in it', () => {
		const skip = (encoder: Parameters<ReturnType<typeof tombstone>>[0]) => {
			numbers(10, 2)(encoder);
		};
		expect(is(struct(tombstone(1), skip, tombstone(1)))).toBe('gap');
	});
	test('a delete of nothing', () => expect(is(updateByHand(numbers(0), numbers(1, ANA, 1, 0, 0)))).toBe('malformed'));
	test('a delete of what is not there', () =>
		expect(is(updateByHand(numbers(0), numbers(1, ANA, 1, 0, 999)))).toBe('gap'));
});

describe('neighbours', () => {
	const between = (left: [number, number], right: [number, number]) =>
		struct((encoder) => {
			encoding.writeUint8(encoder, 4 + 128 + 64); // letters, with both neighbours
			numbers(...left, ...right)(encoder);
			encoding.writeVarString(encoder, 'x');
		});
	test('itself, or what comes after it', () => expect(is(struct(lettersBeside(MINE, 0, 'x')))).toBe('malformed'));
	test('one that is not there', () => {
		expect(is(struct(lettersBeside(ANA, 500, 'x')))).toBe('gap');
		expect(is(between([ANA, 2], [ANA, 500]))).toBe('gap');
	});
	test('two of one text', () => expect(is(between([ANA, 2], [ANA, 3]))).toBe('fresh'));
	test('of two places', () => {
		doc.getMap('cards').set('b', new Y.Text('otro'));
		expect(is(between([ANA, 2], [ANA, 10]))).toBe('malformed');
	});
	test('of two keys', () => {
		doc.getMap('links').set('x', 1);
		doc.getMap('links').set('y', 2);
		expect(is(between([ANA, 9], [ANA, 10]))).toBe('malformed');
	});
	test('what comes after a value', () => {
		doc.getMap('links').set('x', 1);
		const update = struct((encoder) => {
			numbers(8 + 64)(encoder);
			numbers(ANA, 9, 1, 127)(encoder);
		});
		expect(is(update)).toBe('malformed');
	});
});

describe('places', () => {
	test('a root of its own', () => expect(is(mine((copy) => copy.getMap('mine').set('a', 1)))).toBe('malformed'));
	test('a key too long', () =>
		expect(is(mine((copy) => copy.getMap('cards').set('x'.repeat(201), 1)))).toBe('malformed'));
	test('a key named __proto__', () =>
		expect(is(mine((copy) => copy.getMap('cards').set('__proto__', 1)))).toBe('malformed'));
	test('a list where a map is', () => expect(is(mine((copy) => copy.getArray('cards').push([1])))).toBe('malformed'));
	test('inside a value', () => {
		const update = struct((encoder) => {
			numbers(8 + 32, 0, ANA, 8)(encoder);
			numbers(1, 'k'.charCodeAt(0), 1, 127)(encoder);
		});
		expect(is(update)).toBe('malformed');
	});
	test('letters inside a value', () => {
		const update = struct((encoder) => {
			numbers(4, 0, ANA, 8)(encoder);
			encoding.writeVarString(encoder, 'x');
		});
		expect(is(update)).toBe('malformed');
	});
	test.each<[title: string, clock: number]>([
		['under what was removed', 0],
		['under what was removed with all around it', 1],
	])('%s: nowhere any more', (_title, clock) => {
		doc.getMap('cards').delete('a');
		const update = struct((encoder) => {
			numbers(8 + 32, 0, ANA, clock)(encoder);
			numbers(1, 'k'.charCodeAt(0), 1, 127)(encoder);
		});
		expect(inspect(doc, update, ROOTS.board)).toMatchObject({ is: 'fresh', items: [{ place: 'gone' }] });
	});
	test('too deep', () =>
		expect(
			is(
				mine((copy) => {
					let map = copy.getMap<unknown>('cards');
					for (let depth = 0; depth < 9; depth++) {
						const inner = new Y.Map<unknown>();
						map.set('in', inner);
						map = inner;
					}
				}),
			),
		).toBe('malformed'));
});

describe('contents', () => {
	const put = (value: unknown) => is(mine((copy) => copy.getMap('cards').set('d', value)));
	test.each<[string, unknown]>([
		['a subdocument', new Y.Doc()],
		['bytes', new Uint8Array(3)],
		['a list', new Y.Array()],
		['an embed', textWith((text) => text.insertEmbed(0, { a: 1 }))],
		['formatting', textWith((text) => text.insert(0, 'x', { bold: true }))],
		['a value with another prototype', JSON.parse('{"__proto__":{"a":1}}')],
		['such a value inside another', { a: JSON.parse('{"__proto__":{"a":1}}') as unknown }],
		['a value nested without end', Array.from({ length: 30 }).reduce<unknown>((inner) => [inner], 1)],
		['a number that no JSON has', 10n],
	])('%s', (_title, value) => expect(put(value)).toBe('malformed'));
	test('plain values pass', () => expect(put({ a: [1, 'x', null, true] })).toBe('fresh'));
	test('a value in the place of letters', () => expect(is(struct(valueBeside(ANA, 7, 'x')))).toBe('malformed'));
});
