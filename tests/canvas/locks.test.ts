import { describe, expect, test } from 'vitest';
import { readTree } from '#board/read-tree.ts';
import { ALL_RIGHTS, type BoardRights } from '#board/rights.ts';
import { boardOf } from '../board/support/boards.ts';
import { shapeIdOf } from '../../src/lib/canvas/records.ts';
import { Canvas } from './two-canvases.ts';

/** Two causes on a problem; somebody has closed the first. */
function closedBoard() {
	const { doc, ids } = boardOf(
		{ problem: ['problem', 'Brecha salarial'], closed: ['cause', 'Cerrada'], open: ['cause', 'Abierta'] },
		[
			['closed', 'problem'],
			['open', 'problem'],
		],
	);
	const { problem, closed, open } = ids;
	const canvas = new Canvas(doc);
	const why = (...cards: (string | null)[]) => (cards.includes(closed) ? 'Lucía la cerró' : null);
	const rights: BoardRights = { ...ALL_RIGHTS, card: why, move: why, link: why };
	canvas.rights = rights;
	return { doc, canvas, problem, closed, open, rights };
}
const settled = () => Promise.resolve();

describe('a closed card on the canvas', () => {
	test('stays where it is while the others of a selection move, and the hand is told', async () => {
		const { doc, canvas, closed, open } = closedBoard();
		const before = readTree(doc).cards.get(closed)?.pos;
		canvas.change(shapeIdOf(closed), { x: 700, y: 700 });
		canvas.change(shapeIdOf(open), { x: 800, y: 800 });
		await settled();
		expect(readTree(doc).cards.get(closed)?.pos).toEqual(before);
		expect(readTree(doc).cards.get(open)?.pos).toEqual([800, 800]);
		expect([...canvas.held]).toEqual([closed]);
	});

	test('is not taken away, nor its link; an open one is', async () => {
		const { doc, canvas, closed, open, problem } = closedBoard();
		canvas.store.remove([shapeIdOf(closed), shapeIdOf(open)]);
		canvas.store.remove([shapeIdOf(`${closed}~${problem}`)]);
		await settled();
		const tree = readTree(doc);
		expect(tree.cards.has(closed)).toBe(true);
		expect(tree.cards.has(open)).toBe(false);
		expect(tree.links.map(({ from }) => from)).toEqual([closed]);
	});

	test('goes back to its place where the lock falls while it is in hand', async () => {
		const { doc, canvas, closed, rights } = closedBoard();
		const before = readTree(doc).cards.get(closed)?.pos;
		canvas.rights = ALL_RIGHTS;
		canvas.isDragging = true;
		canvas.change(shapeIdOf(closed), { x: 700, y: 700 });
		await settled();
		canvas.rights = rights;
		canvas.isDragging = false;
		canvas.binding.commit();
		expect(readTree(doc).cards.get(closed)?.pos).toEqual(before);
		expect(canvas.card(closed)?.x).toBe(before?.[0]);
	});

	test('of a kind that the phase does not take is not copied, and that is told', async () => {
		const { doc, canvas, closed } = closedBoard();
		canvas.rights = { ...ALL_RIGHTS, add: (kind) => (kind === 'cause' ? 'ahora no' : null) };
		canvas.draw({ type: 'card', props: { w: 200, h: 80, kind: 'cause', text: 'Copia' }, meta: { card: closed } });
		await settled();
		expect(readTree(doc).cards.size).toBe(3);
		expect(canvas.notCopied).toBe(1);
		expect(canvas.cards).toHaveLength(3);
	});
});
