import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardCards } from '#board/content.ts';
import { addCard } from '#board/edit-cards.ts';
import { layoutTree } from '#board/layout.ts';
import { linkId } from '#board/ids.ts';
import { observeTree } from '#board/observe-tree.ts';
import { readTree } from '#board/read-tree.ts';
import { readDrawings } from '#board/edit-drawings.ts';
import { treeAsOutline } from '#board/outline.ts';
import { boardOf, docOf, idsFrom, JALISCO } from './support/boards.ts';

describe('F27 one bad record does not close the board', () => {
	test.each<[string, (entry: Y.Map<unknown>) => void, string]>([
		['an unknown kind', (entry) => entry.set('kind', 'manifesto'), 'kind'],
		['a kind that is no text', (entry) => entry.set('kind', { toString: 'x' }), 'kind'],
		['a text of 1 MB', (entry) => entry.set('text', new Y.Text('x'.repeat(1_000_000))), 'text'],
		['a text that is no text', (entry) => entry.set('text', 'plain'), 'text'],
		['no text', (entry) => entry.delete('text'), 'text'],
	])('%s is set aside and named; the others show', (_, spoil, why) => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const entry = doc.getMap('cards').get(ids.care);
		if (!(entry instanceof Y.Map)) throw new Error('no card');
		const observed = observeTree(doc);
		spoil(entry);
		const tree = readTree(doc);
		expect(tree.setAside).toEqual([{ id: ids.care, why }]);
		expect(tree.cards.size).toBe(Object.keys(ids).length - 1);
		expect(observed.current).toEqual(tree);
		expect(boardCards(doc, [ids.care, ids.problem])).toHaveLength(1);
	});

	test.each<[string, unknown]>([
		['NaN', [NaN, 0]],
		['infinite', [0, Infinity]],
		['text', 'x'],
		['missing', undefined],
		['too many numbers', [1, 2, 3]],
	])('a card whose position is %s still shows its text', (_, pos) => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const entry = doc.getMap('cards').get(ids.care);
		if (entry instanceof Y.Map) entry.set('pos', pos);
		const card = readTree(doc).cards.get(ids.care);
		expect(card).toMatchObject({ pos: [0, 0], text: 'El cuidado recae en las mujeres' });
		expect([...layoutTree(readTree(doc)).values()].flat().every(Number.isFinite)).toBe(true);
	});

	test('F9 keys such as __proto__ and constructor are no cards and no links', () => {
		const { doc } = boardOf({ p: ['problem', 'P'] });
		for (const key of ['__proto__', 'constructor', 'toString', '']) {
			doc.getMap('cards').set(key, new Y.Map([['kind', 'cause']]));
			doc.getMap('links').set(key, { from: 'a', to: 'b', gone: false });
			doc.getMap('drawings').set(`${key} `, new Y.Map());
		}
		expect(readTree(doc).cards.size).toBe(1);
		expect(readTree(doc).setAside).toHaveLength(4);
		expect(readTree(doc).links).toEqual([]);
		expect(readDrawings(doc)).toEqual([]);
	});

	test('links to cards that are gone or never were are kept in the document and ignored', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'], c: ['cause', 'C'] }, [['c', 'p']]);
		const stranger = idsFrom(99)();
		doc.getMap('links').set(linkId(stranger, ids.p), { from: stranger, to: ids.p, gone: false });
		doc.getMap('links').set(linkId(ids.p, stranger), 'x');
		expect(readTree(doc).links).toHaveLength(1);
	});

	test('whatever a stock client writes, reading ends with a tree', () => {
		const nextId = idsFrom(5);
		const known = [nextId(), nextId(), nextId()];
		const plain = fc.oneof(
			fc.constant(undefined),
			fc.constant(null),
			fc.boolean(),
			fc.double(),
			fc.string(),
			fc.constantFrom(...known),
			fc.constantFrom('problem', 'cause', 'effect', 'solution', 'note'),
			fc.array(fc.double(), { maxLength: 3 }),
			fc.dictionary(fc.string(), fc.double(), { maxKeys: 2, noNullPrototype: true }),
		);
		const entry = fc.oneof(
			plain,
			fc.dictionary(fc.constantFrom('kind', 'pos', 'size', 'z', 'text', 'gone', 'into', 'other'), plain, {
				noNullPrototype: true,
			}),
		);
		const cardKey = fc.oneof(fc.constantFrom<string>(...known), fc.string());
		const linkKey = fc.oneof(
			fc.tuple(fc.constantFrom(...known), fc.constantFrom(...known)).map(([a, b]) => `${a}~${b}`),
			fc.string(),
		);
		fc.assert(
			fc.property(
				fc.array(fc.tuple(cardKey, entry, fc.boolean()), { maxLength: 12 }),
				fc.array(fc.tuple(linkKey, entry), { maxLength: 8 }),
				(cards, links) => {
					const doc = docOf(1);
					const observed = observeTree(doc);
					addCard(doc, { id: idsFrom(6)(), kind: 'problem', pos: [0, 0], text: 'stays' });
					for (const [key, value, withText] of cards) {
						const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
						const map = new Y.Map<unknown>(isRecord ? Object.entries(value) : []);
						doc.getMap<unknown>('cards').set(key, isRecord ? map : value);
						if (isRecord && withText) map.set('text', new Y.Text('t'));
					}
					for (const [key, value] of links) doc.getMap<unknown>('links').set(key, value);
					const tree = readTree(doc);
					expect([...tree.cards.values()].map((card) => card.text)).toContain('stays');
					expect(observed.current).toEqual(tree);
					expect(layoutTree(tree).size).toBe(tree.cards.size);
					treeAsOutline(tree);
				},
			),
			{ numRuns: 300 },
		);
	});
});
