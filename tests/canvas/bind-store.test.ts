import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { setDetail } from '#board/details.ts';
import { addCard, addLinkedCard, cardText, mergeInto, markGone, moveCard } from '#board/edit-cards.ts';
import { readDrawings } from '#board/edit-drawings.ts';
import { linkBetween } from '#board/edit-links.ts';
import { editText } from '#board/edit-text.ts';
import { readTree } from '#board/read-tree.ts';
import { BOARD_PAGE, shapeIdOf } from '../../src/lib/canvas/records.ts';
import { A_STROKE, Canvas, freshId, settled, Wire } from './two-canvases.ts';

function tableOfTwo() {
	const wire = new Wire();
	const ana = new Canvas(wire.docs[0]);
	const ben = new Canvas(wire.docs[1]);
	return { wire, ana, ben };
}

describe('a board on the canvas', () => {
	it('shows the cards and links that were there before', () => {
		const doc = new Y.Doc();
		const [problem, cause] = [freshId(), freshId()];
		addCard(doc, { id: problem, kind: 'problem', pos: [0, 0], text: 'Desigualdad salarial' });
		addLinkedCard(doc, problem, { id: cause });
		const ana = new Canvas(doc);
		expect(ana.card(problem)?.props).toMatchObject({ kind: 'problem', text: 'Desigualdad salarial' });
		expect(ana.links.map((link) => link.props)).toEqual([{ from: cause, to: problem }]);
	});

	it('shows a card that somebody else adds, and each letter that they type', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [10, 20] });
		await wire.deliver();
		expect(ben.card(id)).toMatchObject({ x: 10, y: 20 });
		const text = cardText(ana.doc, id);
		for (const letter of 'El cuidado') editText(text!, { index: text!.length, remove: 0, insert: letter }, 2000);
		await wire.deliver();
		expect(ben.card(id)?.props.text).toBe('El cuidado');
	});

	it('writes a move once, when the card is put down, as one key', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [0, 0] });
		await wire.deliver();
		const before = wire.updates;
		ben.isDragging = true;
		for (let x = 1; x <= 40; x++) {
			ben.change(shapeIdOf(id), { x });
			await settled();
		}
		expect(wire.updates).toBe(before);
		ben.isDragging = false;
		ben.binding.commit();
		await wire.deliver();
		expect(wire.updates).toBe(before + 1);
		expect(ana.card(id)).toMatchObject({ x: 40, y: 0 });
	});

	it('does not answer a change with a change', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [0.123456, 0] });
		await wire.deliver();
		ben.change(shapeIdOf(id), { x: 7.123456 });
		await wire.deliver();
		const before = wire.updates;
		await wire.deliver();
		await wire.deliver();
		expect(wire.updates).toBe(before);
		expect(ben.card(id)?.x).toBe(7.12);
		expect(ana.picture()).toEqual(ben.picture());
	});

	it('keeps a card in hand where the hand is, and takes what others write on it meanwhile', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [0, 0] });
		await wire.deliver();
		ben.isDragging = true;
		ben.change(shapeIdOf(id), { x: 100 });
		moveCard(ana.doc, id, [-50, 0]);
		editText(cardText(ana.doc, id)!, { index: 0, remove: 0, insert: 'Hola' }, 2000);
		await wire.deliver();
		expect(ben.card(id)).toMatchObject({ x: 100, props: { text: 'Hola' } });
		ben.isDragging = false;
		ben.binding.commit();
		await wire.deliver();
		expect(ana.card(id)?.x).toBe(100);
	});

	it('takes a card away by marking it gone, and undo brings it back with its links', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const [problem, cause] = [freshId(), freshId()];
		addCard(ana.doc, { id: problem, kind: 'problem', pos: [0, 0], text: 'Desigualdad' });
		addLinkedCard(ana.doc, problem, { id: cause });
		await wire.deliver();
		ben.store.remove([shapeIdOf(problem)]);
		await wire.deliver();
		expect(ana.card(problem)).toBeNull();
		expect(ana.links).toEqual([]);
		expect(readTree(ana.doc).gone.map((card) => card.text)).toEqual(['Desigualdad']);
		ben.undo.undo();
		await wire.deliver();
		expect(ana.card(problem)?.props.text).toBe('Desigualdad');
		expect(ben.links).toHaveLength(1);
		expect(ana.picture()).toEqual(ben.picture());
	});

	it('takes a whole selection away as one act, which one undo takes back', async () => {
		const { wire, ana } = tableOfTwo();
		const ids = [freshId(), freshId(), freshId()];
		for (const id of ids) addCard(ana.doc, { id, kind: 'note', pos: [0, 0] });
		ana.draw(A_STROKE);
		await wire.deliver();
		ana.store.remove(ana.shapes.map((shape) => shape.id));
		await wire.deliver();
		expect(ana.shapes).toEqual([]);
		ana.undo.undo();
		await wire.deliver();
		expect(ana.shapes).toHaveLength(4);
	});

	it('a card that goes while somebody drags it goes from their hand', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [0, 0] });
		await wire.deliver();
		ben.isDragging = true;
		ben.change(shapeIdOf(id), { x: 30 });
		markGone(ana.doc, [id]);
		await wire.deliver();
		expect(ben.card(id)).toBeNull();
		ben.isDragging = false;
		ben.binding.commit();
		await wire.deliver();
		expect(readTree(ana.doc).gone.map((card) => card.id)).toEqual([id]);
		expect(ana.picture()).toEqual(ben.picture());
	});

	it('shows a merged card as the one that it was merged into, and again when that one goes', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const [kept, merged] = [freshId(), freshId()];
		addCard(ana.doc, { id: kept, kind: 'cause', pos: [0, 0] });
		addCard(ana.doc, { id: merged, kind: 'cause', pos: [0, 0] });
		mergeInto(ana.doc, merged, kept);
		await wire.deliver();
		expect(ben.cards.map((card) => card.id)).toEqual([shapeIdOf(kept)]);
		ben.store.remove([shapeIdOf(kept)]);
		await wire.deliver();
		expect(ana.cards.map((card) => card.id)).toEqual([shapeIdOf(merged)]);
	});
});

describe('copies', () => {
	it('a duplicated branch gets cards, texts, links and what is said of its cards of its own', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const [problem, cause] = [freshId(), freshId()];
		addCard(ana.doc, { id: problem, kind: 'problem', pos: [0, 0], text: 'Desigualdad' });
		addLinkedCard(ana.doc, problem, { id: cause, text: 'El cuidado' });
		setDetail(ana.doc, cause, 'source', 'ENUT 2019');
		await wire.deliver();
		const made = ben.shapes.map((shape) =>
			ben.draw({ ...shape, id: shapeIdOf(`copy-${shape.type}-${shape.x}`), x: shape.x + 500 }),
		);
		await wire.deliver();
		expect(ana.cards.map((card) => card.props.text).sort()).toEqual([
			'Desigualdad',
			'Desigualdad',
			'El cuidado',
			'El cuidado',
		]);
		expect(ana.links).toHaveLength(2);
		expect(made.every((id) => !ben.store.has(id))).toBe(true);
		const copy = ana.cards.find((card) => card.props.text === 'El cuidado' && card.id !== shapeIdOf(cause));
		expect([...ben.copied.values()]).toContain(copy?.id);
		expect([...readTree(ana.doc).cards.values()].map(({ details }) => details.source).sort()).toEqual([
			'ENUT 2019',
			'ENUT 2019',
			null,
			null,
		]);
		const text = cardText(ana.doc, cause)!;
		editText(text, { index: 0, remove: text.length, insert: 'Otra cosa' }, 2000);
		await wire.deliver();
		expect(ben.cards.filter((card) => card.props.text === 'El cuidado')).toHaveLength(1);
		expect(ana.picture()).toEqual(ben.picture());
	});

	it('a link that the canvas makes by itself is no link', async () => {
		const { ana } = tableOfTwo();
		const [a, b] = [freshId(), freshId()];
		addCard(ana.doc, { id: a, kind: 'cause', pos: [0, 0] });
		addCard(ana.doc, { id: b, kind: 'problem', pos: [0, 0] });
		ana.draw({ type: 'link', props: { from: a, to: b } });
		await settled();
		expect(ana.links).toEqual([]);
		expect(readTree(ana.doc).links).toEqual([]);
	});
});

describe('links', () => {
	it('follow from their cards and cannot be moved', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const [problem, cause] = [freshId(), freshId()];
		addCard(ana.doc, { id: problem, kind: 'problem', pos: [0, 0] });
		addCard(ana.doc, { id: cause, kind: 'cause', pos: [0, 300] });
		linkBetween(ana.doc, problem, cause);
		await wire.deliver();
		const [link] = ben.links;
		ben.change(link!.id, { x: 99 });
		await wire.deliver();
		expect(ben.links[0]).toMatchObject({ x: 0, y: 0, props: { from: cause, to: problem } });
	});

	it('are untied by taking their line away, and tied again by undo', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const [problem, cause] = [freshId(), freshId()];
		addCard(ana.doc, { id: problem, kind: 'problem', pos: [0, 0] });
		addLinkedCard(ana.doc, problem, { id: cause });
		await wire.deliver();
		ben.store.remove(ben.links.map((link) => link.id));
		await wire.deliver();
		expect(ana.links).toEqual([]);
		expect(ana.cards).toHaveLength(2);
		ben.undo.undo();
		await wire.deliver();
		expect(ana.links).toHaveLength(1);
	});
});

describe('drawings', () => {
	it('a stroke shows to others with the same body, and is removed and restored like a card', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = ana.draw({ ...A_STROKE, x: 5, y: 6 });
		await wire.deliver();
		expect(ben.store.get(id)).toMatchObject({ type: 'draw', x: 5, y: 6, props: A_STROKE.props });
		ben.change(id, { x: 50 });
		await wire.deliver();
		expect(ana.store.get(id)).toMatchObject({ x: 50 });
		ben.store.remove([id]);
		await wire.deliver();
		expect(ana.store.has(id)).toBe(false);
		ben.undo.undo();
		await wire.deliver();
		expect(ana.store.has(id)).toBe(true);
		expect(ana.picture()).toEqual(ben.picture());
	});

	it('one that is too long is refused and leaves the canvas', async () => {
		const { ana } = tableOfTwo();
		const points = Array.from({ length: 9000 }, (_, x) => ({ x: x / 7, y: x / 3, z: 0.5 }));
		ana.draw({ ...A_STROKE, props: { ...A_STROKE.props, segments: [{ type: 'free', points }] } });
		await settled();
		expect(ana.refused).toEqual(['record.too-long']);
		expect(ana.shapes).toEqual([]);
		expect(readDrawings(ana.doc)).toEqual([]);
	});
});

describe('who may only read', () => {
	it('changes nothing: not the document, not even the own picture of it', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [0, 0] });
		await wire.deliver();
		ben.isReadOnly = true;
		const before = wire.updates;
		ben.change(shapeIdOf(id), { x: 77 });
		ben.store.remove([shapeIdOf(id)]);
		ben.draw(A_STROKE);
		await wire.deliver();
		expect(wire.updates).toBe(before);
		expect(ben.picture()).toEqual(ana.picture());
	});

	it('loses what was in hand when the board closed', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [0, 0] });
		await wire.deliver();
		ben.isDragging = true;
		ben.change(shapeIdOf(id), { x: 77 });
		ben.isReadOnly = true;
		ben.isDragging = false;
		ben.binding.commit();
		await wire.deliver();
		expect(ben.card(id)?.x).toBe(0);
		expect(ana.card(id)?.x).toBe(0);
	});
});

describe('what the canvas may not do to a card', () => {
	it('turn it, fade it, lock it, or put it into a frame', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [0, 0] });
		await wire.deliver();
		ben.change(shapeIdOf(id), { rotation: 1, opacity: 0.2, isLocked: true, parentId: shapeIdOf('frame') });
		await wire.deliver();
		expect(ben.card(id)).toMatchObject({ rotation: 0, opacity: 1, isLocked: false, parentId: BOARD_PAGE });
	});
});

describe('previews of what others drag', () => {
	it('show without being written, and end where the document says', async () => {
		const { wire, ana, ben } = tableOfTwo();
		const id = freshId();
		addCard(ana.doc, { id, kind: 'cause', pos: [0, 0] });
		await wire.deliver();
		const before = wire.updates;
		ben.binding.preview(new Map([[id, [60, 70]]]));
		await settled();
		expect(ben.card(id)).toMatchObject({ x: 60, y: 70 });
		ben.binding.preview(new Map());
		await wire.deliver();
		expect(ben.card(id)).toMatchObject({ x: 0, y: 0 });
		expect(wire.updates).toBe(before);
	});
});
