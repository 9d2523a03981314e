// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { branchIn, cardsIn } from '#board/in-view.ts';
import { readTree } from '#board/read-tree.ts';
import { whatFits } from '../../src/routes/w/[id]/screen/what-fits.ts';
import { boardOf, JALISCO } from './support/boards.ts';

const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
const tree = readTree(doc);
const of = (id: keyof typeof ids) => {
	const card = tree.cards.get(ids[id]);
	if (!card) throw new Error(`no ${id}`);
	const [[left, top], [width, height]] = [card.pos, card.size];
	return { left: left + 1, top: top + 1, right: left + width - 1, bottom: top + height - 1 };
};
const drawn = (width: number) => ({ svg: '<svg/>', width, height: 10 });

describe('[J14] what the projector shows', () => {
	it('is what lies in the view, or the branch in its middle', () => {
		expect(cardsIn(tree, of('care'))).toEqual([ids.care]);
		expect(cardsIn(tree, { left: -9e5, top: -9e5, right: 9e5, bottom: 9e5 })).toHaveLength(tree.cards.size);
		const branch = branchIn(tree, of('problem'));
		expect(branch[0]).toBe(ids.problem);
		expect(branch).toContain(ids.care);
		expect(branch.every((id) => tree.cards.get(id)?.kind !== 'effect')).toBe(true);
	});

	it('is the whole tree where its letters can be read, else what is led to, else words', () => {
		const place = { width: 700, height: 400 };
		const whole = whatFits(tree, null, place, () => drawn(800));
		expect([whole.svg, whole.isPart]).toEqual(['<svg/>', false]);
		expect(whatFits(tree, null, place, () => drawn(801)).svg).toBeNull();
		const draw = (part: typeof tree) => drawn(part.cards.size === tree.cards.size ? 4_000 : 300);
		const led = whatFits(tree, of('care'), place, draw);
		expect([[...led.tree.cards.keys()], led.isPart, led.svg]).toEqual([[ids.care], true, '<svg/>']);
		const words = whatFits(tree, of('care'), place, () => drawn(4_000));
		expect([words.svg, words.tree.cards.has(ids.care), words.isPart]).toEqual([null, true, true]);
		const nowhere = { left: 8e5, top: 8e5, right: 9e5, bottom: 9e5 };
		expect(whatFits(tree, nowhere, place, () => drawn(10)).isPart).toBe(false);
	});
});
