import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '#board/card.ts';
import { NO_DETAILS } from '#board/details.ts';
import { CARD_KINDS } from '#board/kinds.ts';
import { layoutTree } from '#board/layout.ts';
import { linkId } from '#board/ids.ts';
import type { Link } from '#board/link.ts';
import { treeAsOutline } from '#board/outline.ts';
import { readTree } from '#board/read-tree.ts';
import { moveCards } from '#board/edit-cards.ts';
import { buildTree, type ProblemTree } from '#board/tree.ts';
import type { Position } from '#board/geometry.ts';
import { boardOf, idsFrom, JALISCO, randomFrom } from './support/boards.ts';

function overlaps(tree: ProblemTree, positions: ReadonlyMap<string, Position>): string[] {
	const boxes = [...tree.cards.values()]
		.map((card) => ({ id: card.id, at: positions.get(card.id) ?? [NaN, NaN], size: card.size }))
		.sort((a, b) => a.at[0] - b.at[0]);
	const pairs: string[] = [];
	boxes.forEach((a, index) => {
		for (const b of boxes.slice(index + 1)) {
			if (b.at[0] >= a.at[0] + a.size[0]) break;
			if (b.at[1] < a.at[1] + a.size[1] && a.at[1] < b.at[1] + b.size[1]) pairs.push(`${a.id} ${b.id}`);
		}
	});
	return pairs;
}

function randomTree(seed: number, count: number, linked: number): ProblemTree {
	const random = randomFrom(seed);
	const nextId = idsFrom(seed);
	const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
	const cards = Array.from({ length: count }, (_, index): Card => ({
		id: nextId(),
		kind: index === 0 ? 'problem' : pick(CARD_KINDS),
		text: '',
		pos: [Math.floor(random() * 4000), Math.floor(random() * 4000)],
		size: [150 + Math.floor(random() * 200), 80 + Math.floor(random() * 120)],
		z: 'a0',
		pinned: false,
		gone: false,
		into: null,
		mirrors: null,
		details: NO_DETAILS,
	}));
	const links = Array.from({ length: linked }, (): Link => {
		const [from, to] = [pick(cards).id, pick(cards).id];
		return { id: linkId(from, to), from, to, gone: false };
	}).filter((link) => link.from !== link.to);
	return buildTree(cards, links, []);
}

describe('“Acomodar” lays out the tree', () => {
	test('effects stand above the problem, causes below it, solutions below their cause', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const at = layoutTree(readTree(doc));
		const top = (name: keyof typeof ids) => at.get(ids[name])?.[1] ?? NaN;
		expect(top('pensions')).toBeLessThan(top('problem'));
		expect(top('poverty')).toBe(top('pensions'));
		expect(top('care')).toBeGreaterThan(top('problem'));
		expect(top('unpublished')).toBe(top('care'));
		expect(top('registry')).toBeGreaterThan(top('unpublished'));
	});

	test('the order from left to right that people gave by hand stays', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		moveCards(doc, [[ids.inspection, [-500, 600]]]);
		const at = layoutTree(readTree(doc));
		const left = (name: keyof typeof ids) => at.get(ids[name])?.[0] ?? NaN;
		expect(left('inspection')).toBeLessThan(left('unpublished'));
		expect(left('unpublished')).toBeLessThan(left('care'));
	});

	test('the problem stays where it stands, centred over its causes', () => {
		const { doc, ids } = boardOf(
			{ p: ['problem', 'P', [1000, 500]], a: ['cause', 'A', [0, 0]], b: ['cause', 'B', [10, 0]] },
			[
				['a', 'p'],
				['b', 'p'],
			],
		);
		const tree = readTree(doc);
		const at = layoutTree(tree);
		const middle = (id: keyof typeof ids) =>
			(at.get(ids[id])?.[0] ?? NaN) + (tree.cards.get(ids[id])?.size[0] ?? NaN) / 2;
		expect(at.get(ids.p)).toEqual([1000, 500]);
		expect((middle('a') + middle('b')) / 2).toBeCloseTo(middle('p'), 0);
	});

	test('laying out twice changes nothing more', () => {
		const { doc } = boardOf(
			{
				...JALISCO.cards,
				loose: ['cause', 'x', [0, 9]],
				other: ['cause', 'y', [50, 9]],
				note: ['note', 'z', [9, 9]],
			},
			JALISCO.links,
		);
		const first = layoutTree(readTree(doc));
		moveCards(doc, first);
		expect([...layoutTree(readTree(doc))].sort()).toEqual([...first].sort());
	});

	test('no two cards lie on each other, whatever is linked to what', () => {
		fc.assert(
			fc.property(
				fc.integer(),
				fc.integer({ min: 1, max: 120 }),
				fc.integer({ min: 0, max: 160 }),
				(seed, n, m) => {
					const tree = randomTree(seed, n, m);
					const at = layoutTree(tree);
					expect(at.size).toBe(tree.cards.size);
					expect(overlaps(tree, at)).toEqual([]);
				},
			),
			{ numRuns: 150 },
		);
	});

	test('2,000 cards take less than 100 ms, and a chain of 5,000 does not break it', () => {
		const tree = randomTree(3, 2_000, 2_200);
		// The best of several: how long the layout takes, not how busy the machine is.
		const times = Array.from({ length: 8 }, () => {
			const began = performance.now();
			layoutTree(tree);
			return performance.now() - began;
		});
		expect(Math.min(...times)).toBeLessThan(100);
		expect(overlaps(tree, layoutTree(tree))).toEqual([]);

		const cards = [...randomTree(4, 5_000, 0).cards.values()].map((card) => ({ ...card, kind: 'cause' as const }));
		const chain = cards.slice(1).map((card, index): Link => {
			const to = cards[index]?.id ?? card.id;
			return { id: linkId(card.id, to), from: card.id, to, gone: false };
		});
		const deep = buildTree(cards, chain, []);
		expect(layoutTree(deep).size).toBe(5_000);
		expect(treeAsOutline(deep).flatMap((section) => section.items).length).toBeLessThan(200);
	});
});
