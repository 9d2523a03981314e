import { describe, expect, it } from 'vitest';
import { treeOfFrozen } from '#board/frozen-tree.ts';
import { LATER_KINDS } from '#board/kinds.ts';
import { treeAsOutline } from '#board/outline.ts';
import type { CardId } from '#domain/ids.ts';
import { TREE } from '../support/fixtures/issued-record.ts';

describe('the tree that a record keeps', () => {
	it('reads as it did on the board: effects above, the problem in the trunk, a solution under its cause', () => {
		const tree = treeOfFrozen(TREE);
		expect(tree.cards.size).toBe(5);
		expect(tree.links.length).toBe(4);
		const told = treeAsOutline(tree)
			.filter(({ kind }) => !LATER_KINDS.includes(kind))
			.map(({ kind, items }) => [kind, items.map((item) => [item.id.replace(/a+$/, ''), item.children.length])]);
		expect(told).toEqual([
			['effect', [['efecto', 0]]],
			['problem', [['problem', 0]]],
			[
				'cause',
				[
					['causauno', 1],
					['causados', 0],
				],
			],
			['solution', []],
			['note', []],
		]);
	});

	it('leaves out cards and links without a proper id, and keeps the rest', () => {
		const [first] = TREE.cards;
		const odd = { ...first!, card: '<script>' as CardId };
		const tree = treeOfFrozen({
			cards: [...TREE.cards, odd],
			links: [...TREE.links, { from: odd.card, to: first!.card }],
		});
		expect(tree.cards.size).toBe(5);
		expect(tree.links.length).toBe(4);
	});
});
