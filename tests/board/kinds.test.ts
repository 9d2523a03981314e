import { describe, expect, test } from 'vitest';
import { addCard, addLinkedCard } from '#board/edit-cards.ts';
import { cardOutline, KIND_ICONS } from '#board/card-shape.ts';
import { linkBetween } from '#board/edit-links.ts';
import { CARD_KINDS, CHILD_KINDS, LATER_KINDS, MIRROR_KIND, runsBackwards, type CardKind } from '#board/kinds.ts';
import { layoutTree } from '#board/layout.ts';
import { treeAsOutline } from '#board/outline.ts';
import { readTree } from '#board/read-tree.ts';
import { renderTreeSvg } from '#board/render-svg.ts';
import { SVG_STYLE } from '#board/render-style.ts';
import { boardWords } from '../../src/lib/canvas/words.ts';
import { chordOf, keyOfKind } from '../../src/lib/keys/keys.ts';
import { KIND_WORDS, SECTION_WORDS } from '../../src/lib/list/kind-words.ts';
import { boardOf, docOf, idsFrom } from './support/boards.ts';

const areDistinct = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length);

describe('[A1] every kind of card can be told apart without colour', () => {
	test('by its outline, its icon, its key and its word in each language', () => {
		areDistinct(CARD_KINDS.map((kind) => cardOutline(kind, 220, 116)));
		areDistinct(CARD_KINDS.map((kind) => KIND_ICONS[kind]));
		areDistinct(CARD_KINDS.map((kind) => chordOf(keyOfKind(kind))));
		for (const locale of ['es', 'en'] as const) {
			const words = boardWords(locale);
			areDistinct(CARD_KINDS.map((kind) => words.kinds[kind]));
			areDistinct(CARD_KINDS.map((kind) => words.kindOnCard[kind]));
			areDistinct(CARD_KINDS.map((kind) => words.add[kind]));
		}
		areDistinct(CARD_KINDS.map((kind) => KIND_WORDS[kind]()));
		areDistinct(CARD_KINDS.map((kind) => SECTION_WORDS[kind].heading()));
	});

	test('the picture has colours for each', () => {
		for (const kind of CARD_KINDS) expect(SVG_STYLE).toContain(`.mt-${kind} .mt-shape{fill:var(--${kind}-fill,#`);
	});

	test('each has a section of its own in the outline, and a card of each has a place in the picture', () => {
		const nextId = idsFrom(3);
		const doc = docOf(1);
		const ids = CARD_KINDS.map((kind) => {
			const id = nextId();
			addCard(doc, { id, kind, pos: [0, 0], text: kind });
			return id;
		});
		const tree = readTree(doc);
		const sections = treeAsOutline(tree);
		expect(sections.map((section) => section.kind).sort()).toEqual([...CARD_KINDS].sort());
		for (const section of sections) expect(section.items).toHaveLength(1);
		expect([...layoutTree(tree).keys()].sort()).toEqual([...ids].sort());
	});

	test('those that no table begins with are known, and the five of every table are not among them', () => {
		expect(CARD_KINDS.filter((kind) => !LATER_KINDS.includes(kind))).toEqual([
			'problem',
			'cause',
			'effect',
			'solution',
			'note',
		]);
	});
});

describe('[A2] links run as both trees do', () => {
	test.each<[from: CardKind, to: CardKind]>([
		['solution', 'cause'],
		['cause', 'problem'],
		['problem', 'effect'],
		['means', 'objective'],
		['objective', 'end'],
		['solution', 'means'],
		['note', 'means'],
		['actor', 'problem'],
		['note', 'actor'],
	])('%s feeds %s, whichever was chosen first', (from, to) => {
		expect([runsBackwards(from, to), runsBackwards(to, from)]).toEqual([false, true]);
		for (const turned of [false, true]) {
			const { doc, ids } = boardOf({ a: [from, 'a'], b: [to, 'b'] });
			linkBetween(doc, turned ? ids.b : ids.a, turned ? ids.a : ids.b);
			expect(readTree(doc).links).toMatchObject([{ from: ids.a, to: ids.b }]);
		}
	});

	test('what grows from a card is tied to it as the tree runs', () => {
		for (const kind of CARD_KINDS) {
			for (const child of CHILD_KINDS[kind]) {
				const { doc, ids } = boardOf({ near: [kind, kind] });
				const id = idsFrom(9)();
				addLinkedCard(doc, ids.near, { id, kind: child });
				const tree = readTree(doc);
				expect(tree.places.get(id)?.parent, `${child} on ${kind}`).toBe(ids.near);
				const rises = (tree.places.get(id)?.level ?? 0) > 0;
				expect(rises, `${child} on ${kind}`).toBe(
					child === 'effect' || child === 'end' || kind === 'effect' || kind === 'end',
				);
			}
		}
	});

	test('means stand below their objective and ends above it, as causes and effects do', () => {
		const { doc, ids } = boardOf(
			{ o: ['objective', 'o'], m: ['means', 'm'], mm: ['means', 'mm'], e: ['end', 'e'], p: ['problem', 'p'] },
			[
				['m', 'o'],
				['mm', 'm'],
				['o', 'e'],
			],
		);
		const tree = readTree(doc);
		expect(tree.roots).toEqual([ids.p, ids.o]);
		expect([ids.m, ids.mm, ids.e].map((id) => tree.places.get(id)?.level)).toEqual([-1, -2, 1]);
		const sections = new Map(treeAsOutline(tree).map(({ kind, items }) => [kind, items.map((item) => item.id)]));
		expect(sections.get('means')).toEqual([ids.m]);
		expect(sections.get('end')).toEqual([ids.e]);
		expect(treeAsOutline(tree).flatMap(({ items }) => items.flatMap((item) => item.alsoFeeds))).toEqual([]);
	});

	test('problem, cause and effect have a counterpart in the objectives tree, the others none', () => {
		expect(CARD_KINDS.flatMap((kind) => (MIRROR_KIND[kind] ? [[kind, MIRROR_KIND[kind]]] : []))).toEqual([
			['problem', 'objective'],
			['cause', 'means'],
			['effect', 'end'],
		]);
	});
});

describe('[A2] a cause that feeds several effects stays one card', () => {
	test('with all its links kept, and one place', () => {
		const { doc, ids } = boardOf(
			{
				a: ['effect', 'a'],
				b: ['effect', 'b'],
				p: ['problem', 'p'],
				c: ['cause', 'c'],
				d: ['cause', 'd'],
				s: ['solution', 's'],
			},
			[
				['c', 'a'],
				['c', 'b'],
				['c', 'p'],
				['c', 'd'],
				['d', 'p'],
				['p', 'a'],
				['s', 'c'],
				['s', 'd'],
			],
		);
		const tree = readTree(doc);
		expect(tree.cards.size).toBe(6);
		expect(tree.links).toHaveLength(8);
		expect(tree.places.get(ids.c)?.feeds).toHaveLength(4);
		const parents = [...tree.places.values()].flatMap(({ children }) => children).filter((id) => id === ids.c);
		expect(parents).toHaveLength(1);
		expect(layoutTree(tree).size).toBe(6);
		const kinds = boardWords('es').kinds;
		const picture = renderTreeSvg(tree, { words: { title: '', description: '', kinds, noText: '', noCards: '' } });
		expect(picture.match(/<g class="mt-card /g)).toHaveLength(6);
		expect(picture.match(/<path class="mt-link/g)).toHaveLength(8);
		const items = treeAsOutline(tree).flatMap((section) => section.items);
		const shown: string[] = [];
		const also = new Map<string, readonly string[]>();
		for (const waiting = [...items]; waiting.length > 0;) {
			const item = waiting.pop();
			if (!item) break;
			shown.push(item.id);
			also.set(item.id, item.alsoFeeds);
			waiting.push(...item.children);
		}
		expect(shown.filter((id) => id === ids.c)).toHaveLength(1);
		expect(also.get(ids.c)?.length).toBeGreaterThanOrEqual(2);
	});
});
