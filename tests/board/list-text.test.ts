import { describe, expect, it } from 'vitest';
import { addCards } from '#board/edit-cards.ts';
import { readList, textOfCards } from '#board/list-text.ts';
import { plantList } from '#board/plant-list.ts';
import { readTree } from '#board/read-tree.ts';
import { boardOf, idsFrom } from './support/boards.ts';

const shape = (text: string) => readList(text)?.map(({ text: said, under }) => [said, under]);

describe('[Q3] a pasted list', () => {
	it('is read by its indentation, with spaces or tabs', () => {
		expect(shape('Brecha salarial\n  Cuidados sin pago\n    Faltan guarderías\n  Sueldos en secreto')).toEqual([
			['Brecha salarial', null],
			['Cuidados sin pago', 0],
			['Faltan guarderías', 1],
			['Sueldos en secreto', 0],
		]);
		expect(shape('Uno\n\tDos\n\t\tTres')).toEqual(shape('Uno\n  Dos\n    Tres'));
	});

	it('is read by its bullets, numbers and boxes, and a line above them heads them', () => {
		const said = [
			['Causas', null],
			['Cuidados', 0],
			['Secreto', 0],
		];
		for (const [a, b] of [
			['-', '-'],
			['•', '•'],
			['1.', '2)'],
			['- [ ]', '- [x]'],
			['*', '–'],
		]) {
			expect(shape(`Causas\n${a} Cuidados\n${b} Secreto`)).toEqual(said);
		}
	});

	it('goes on with the line before where a long bullet wraps', () => {
		expect(shape('- Cuidados que\n  nadie paga\n- Secreto')).toEqual([
			['Cuidados que nadie paga', null],
			['Secreto', null],
		]);
	});

	it.each(['', 'Una sola línea', '- Una sola viñeta', 'Un párrafo\nen dos renglones', '\n\n'])(
		'is none in %j, which stays one card',
		(text) => expect(readList(text)).toBeNull(),
	);

	it('gives back what was copied from a board, each card under the one it hangs on', () => {
		const { doc, ids } = boardOf(
			{
				p: ['problem', 'Brecha', [300, 0]],
				a: ['cause', 'Cuidados', [0, 200]],
				b: ['cause', 'Faltan\nguarderías', [0, 400]],
				c: ['cause', 'Secreto', [400, 200]],
			},
			[
				['a', 'p'],
				['b', 'a'],
				['c', 'p'],
			],
		);
		const tree = readTree(doc);
		expect(textOfCards(tree, Object.values(ids))).toBe(
			'- Brecha\n  - Cuidados\n    - Faltan guarderías\n  - Secreto',
		);
		expect(textOfCards(tree, [ids.b])).toBe('Faltan\nguarderías');
		expect(textOfCards(tree, [ids.b, ids.c])).toBe('- Faltan guarderías\n- Secreto');
	});
});

describe('[Q3] cards of a list', () => {
	const all = { mayAdd: () => true, makeId: idsFrom(3) };
	const planted = (text: string, board = boardOf({}), under: string | null = null) => {
		const near =
			under === null ? null : ([...readTree(board.doc).cards.values()].find((c) => c.text === under)?.id ?? null);
		const cards = plantList(readTree(board.doc), readList(text) ?? [], { ...all, under: near });
		if (cards === null) throw new Error('nothing was planted');
		expect(addCards(board.doc, cards.cards, cards.links).ok).toBe(true);
		return readTree(board.doc);
	};
	const said = (tree: ReturnType<typeof readTree>) => {
		const text = (id: string) => [...tree.cards.values()].find((card) => card.id === id)?.text;
		return tree.links.map(({ from, to }) => `${text(from)} → ${text(to)}`).sort();
	};

	it('become a problem with its causes on an empty board, side by side in the order of the lines', () => {
		const tree = planted('Brecha\n  Cuidados\n    Guarderías\n  Secreto');
		expect([...tree.cards.values()].map(({ kind }) => kind).sort()).toEqual(['cause', 'cause', 'cause', 'problem']);
		expect(said(tree)).toEqual(['Cuidados → Brecha', 'Guarderías → Cuidados', 'Secreto → Brecha']);
		const x = (text: string) => [...tree.cards.values()].find((card) => card.text === text)?.pos[0] ?? 0;
		expect(x('Cuidados')).toBeLessThan(x('Secreto'));
	});

	it('hang on the card that is selected, as «+» would hang them', () => {
		const board = boardOf({ e: ['effect', 'Menos ingresos'] });
		expect(said(planted('- Pobreza\n- Deudas', board, 'Menos ingresos'))).toEqual([
			'Menos ingresos → Deudas',
			'Menos ingresos → Pobreza',
		]);
	});

	it('are loose notes where nothing stands under anything', () => {
		const tree = planted('- Uno\n- Dos');
		expect([...tree.cards.values()].map(({ kind }) => kind)).toEqual(['note', 'note']);
		expect(tree.links).toEqual([]);
	});

	it('are of a kind that may be added now, or none', () => {
		const lines = readList('Uno\n  Dos') ?? [];
		const { doc } = boardOf({});
		const only = (kind: string) =>
			plantList(readTree(doc), lines, { ...all, under: null, mayAdd: (k) => k === kind });
		expect(only('solution')?.cards.map(({ kind }) => kind)).toEqual(['solution', 'solution']);
		expect(only('end')).toBeNull();
	});
});
