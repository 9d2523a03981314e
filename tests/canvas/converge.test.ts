import { expect, it } from 'vitest';
import type { TLShape } from 'tldraw';
import { addCard, addLinkedCard, cardText, mergeInto, restore } from '#board/edit-cards.ts';
import { linkBetween } from '#board/edit-links.ts';
import { editText } from '#board/edit-text.ts';
import { CARD_KINDS } from '#board/kinds.ts';
import { readTree } from '#board/read-tree.ts';
import { shapeIdOf } from '../../src/lib/canvas/records.ts';
import { GateDesk, told } from '../support/gate-desk.ts';
import { A_STROKE, Canvas, freshId, seeded, settled, Wire } from './two-canvases.ts';

const STEPS = 120;

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
	'two people who do anything at all see one board in the end, and the gate lets all of it in (seed %i)',
	async (seed) => {
		const random = seeded(seed);
		const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
		const wire = new Wire();
		const people = [new Canvas(wire.docs[0], random), new Canvas(wire.docs[1], random)] as const;
		const desk = new GateDesk();
		const answers = new Set<string | number>();
		wire.docs.forEach((doc, index) =>
			doc.on('update', (update: Uint8Array, origin: unknown) => {
				if (origin !== wire) answers.add(told(desk.take(update, `person${'ab'[index]}`)));
			}),
		);
		const movable = (canvas: Canvas): TLShape[] => canvas.shapes.filter((shape) => shape.type !== 'link');

		const deeds: ((canvas: Canvas) => void)[] = [
			({ doc }) => {
				const pos = [random() * 900, random() * 900] as const;
				addCard(doc, { id: freshId(random), kind: pick(CARD_KINDS) ?? 'note', pos });
			},
			({ doc }) => {
				const near = pick([...readTree(doc).cards.keys()]);
				if (near) addLinkedCard(doc, near, { id: freshId(random) });
			},
			({ doc }) => {
				const ids = [...readTree(doc).cards.keys()];
				const [a, b] = [pick(ids), pick(ids)];
				if (a && b) linkBetween(doc, a, b);
			},
			({ doc }) => {
				const id = pick([...readTree(doc).cards.keys()]);
				const text = id && cardText(doc, id);
				if (text)
					editText(text, { index: Math.floor(random() * 9), remove: pick([0, 0, 2])!, insert: 'ñ🙂a' }, 200);
			},
			(canvas) => {
				const shape = pick(movable(canvas));
				if (shape) canvas.change(shape.id, { x: random() * 900, y: random() * 900 });
			},
			(canvas) => {
				canvas.isDragging = !canvas.isDragging;
				if (!canvas.isDragging) canvas.binding.commit();
			},
			(canvas) => {
				const shape = pick(canvas.shapes);
				if (shape && random() < 0.5) canvas.store.remove([shape.id]);
			},
			(canvas) => {
				const shape = pick(canvas.cards);
				if (shape) canvas.draw({ ...shape, id: shapeIdOf(`copy${Math.floor(random() * 1e9)}`) });
			},
			(canvas) => {
				canvas.draw({ ...A_STROKE, x: random() * 500 });
			},
			({ undo }) => undo.undo(),
			({ undo }) => undo.redo(),
			({ doc }) => {
				const ids = [...readTree(doc).cards.keys()];
				const [a, b] = [pick(ids), pick(ids)];
				if (a && b && random() < 0.3) mergeInto(doc, a, b);
			},
			({ doc }) => {
				const card = pick(readTree(doc).gone);
				if (card) restore(doc, [card.id]);
			},
			(canvas) =>
				canvas.binding.preview(
					new Map([...canvas.binding.tree.cards.keys()].slice(0, 2).map((id) => [id, [1, 1]])),
				),
		];
		for (let step = 0; step < STEPS; step++) {
			const canvas = pick(people);
			if (canvas) pick(deeds)?.(canvas);
			if (random() < 0.5) await settled();
			if (random() < 0.2) await wire.deliver();
		}
		for (const canvas of people) {
			canvas.isDragging = false;
			canvas.binding.commit();
			canvas.binding.preview(new Map());
		}
		await wire.deliver();
		const quiet = wire.updates;
		await wire.deliver();
		expect(wire.updates).toBe(quiet);

		expect([...answers]).toEqual(['passed']);
		expect(desk.content('cards')).toEqual(wire.docs[0].getMap('cards').toJSON());
		const [ana, ben] = people;
		expect(ana.picture()).toEqual(ben.picture());
		const tree = readTree(ana.doc);
		expect(ana.cards.map((shape) => shape.id).sort()).toEqual([...tree.cards.keys()].map(shapeIdOf).sort());
		expect(ana.links.map((shape) => shape.id).sort()).toEqual(tree.links.map((link) => shapeIdOf(link.id)).sort());
		for (const card of tree.cards.values()) {
			expect(ben.card(card.id)).toMatchObject({
				x: card.pos[0],
				y: card.pos[1],
				props: { text: card.text, kind: card.kind },
			});
		}
		expect(tree.setAside).toEqual([]);
	},
);
