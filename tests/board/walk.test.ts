import { describe, expect, it } from 'vitest';
import { dockCard } from '#board/dock.ts';
import { findCards } from '#board/find-cards.ts';
import { readTree } from '#board/read-tree.ts';
import { createUndo } from '#board/undo.ts';
import { walk } from '#board/walk.ts';
import { boardOf } from './support/boards.ts';

const { doc, ids } = boardOf(
	{
		effect: ['effect', 'Menos ingresos', [0, -300]],
		problem: ['problem', 'Desigualdad salarial', [0, 0]],
		left: ['cause', 'Cuidados sin pago', [-300, 300]],
		right: ['cause', 'Sueldos en secreto', [300, 300]],
		deeper: ['cause', 'Faltan guarderías', [-300, 600]],
		loose: ['note', 'Año 2018', [1200, 0]],
	},
	[
		['problem', 'effect'],
		['left', 'problem'],
		['right', 'problem'],
		['deeper', 'left'],
	],
);
const tree = readTree(doc);

describe('[Q2] walking from card to card', () => {
	it.each([
		['problem', 'above', 'effect'],
		['problem', 'below', 'right'],
		['effect', 'below', 'problem'],
		['left', 'above', 'problem'],
		['left', 'right', 'right'],
		['right', 'left', 'left'],
		['left', 'below', 'deeper'],
		['deeper', 'above', 'left'],
		['problem', 'right', 'loose'],
	] as const)('from %s %s comes to %s', (from, direction, to) => {
		expect(walk(tree, ids[from], direction)).toBe(ids[to]);
	});

	it('ends where nothing lies that way', () => {
		expect(walk(tree, ids.deeper, 'below')).toBeNull();
		expect(walk(tree, ids.effect, 'above')).toBeNull();
	});
});

describe('[Q2] searching cards', () => {
	const found = (asked: string) => findCards(tree, asked).map((id) => tree.cards.get(id)?.text);
	it('finds what holds every word, whatever the accents, the case and their order', () => {
		expect(found('GUARDERIAS faltan')).toEqual(['Faltan guarderías']);
		expect(found('salari')).toEqual(['Desigualdad salarial']);
		expect(found('  ')).toEqual([]);
		expect(found('nadie')).toEqual([]);
	});

	it('takes ñ for a letter of its own', () => {
		expect(found('año')).toEqual(['Año 2018']);
		expect(found('ano')).toEqual([]);
	});
});

describe('[Q4] a card let go over another’s edge', () => {
	it('is tied to it as the tree runs and moved beside it, and one undo takes back both', () => {
		const board = boardOf({ p: ['problem', 'Brecha', [0, 0]], c: ['cause', 'Secreto', [900, 900]] });
		const undo = createUndo(board.doc);
		const { p, c } = board.ids;
		expect(dockCard(board.doc, p, c, [10, 20])).toMatchObject({ ok: true });
		const after = readTree(board.doc);
		expect(after.links).toMatchObject([{ from: c, to: p }]);
		expect(after.cards.get(p)?.pos).toEqual([10, 20]);
		undo.undo();
		expect(readTree(board.doc).links).toEqual([]);
		expect(readTree(board.doc).cards.get(p)?.pos).toEqual([0, 0]);
		expect(undo.canUndo).toBe(false);
		expect(dockCard(board.doc, p, p, [0, 0])).toMatchObject({ ok: false, code: 'link.itself' });
	});
});
