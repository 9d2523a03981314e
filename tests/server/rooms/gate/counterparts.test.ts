import { beforeEach, describe, expect, it } from 'vitest';
import { addCards } from '#board/edit-cards.ts';
import type { CardId } from '#board/ids.ts';
import { growObjectives } from '#board/objectives.ts';
import { readTree } from '#board/read-tree.ts';
import { cardsOf, entryOf } from '#board/roots.ts';
import { agendaFrom } from '#domain/agenda.ts';
import { GateDesk, lockOn, told } from '../../../support/gate-desk.ts';

const card = (letter: string) => letter.repeat(20) as CardId;
const [PROBLEM, CAUSE, OBJECTIVE, MEANS] = [card('p'), card('c'), card('o'), card('m')];

let desk: GateDesk;
beforeEach(() => {
	desk = new GateDesk();
	const phase = agendaFrom('full').find(({ kind }) => kind === 'causes');
	if (phase) desk.phase = phase;
	desk.seed((doc) => {
		const ids = [OBJECTIVE, MEANS];
		addCards(
			doc,
			[
				{ id: PROBLEM, kind: 'problem', pos: [0, 0], text: 'Brecha' },
				{ id: CAUSE, kind: 'cause', pos: [0, 200], text: 'Secreto' },
			],
			[{ from: CAUSE, to: PROBLEM }],
		);
		growObjectives(doc, () => ids.shift() ?? card('x'));
	});
});

const another = (letter: string, mirrors: CardId) => (doc: Parameters<typeof addCards>[0]) =>
	void addCards(doc, [{ id: card(letter), kind: 'means', pos: [9, 9], text: 'Otro', mirrors }]);

describe('[A6] a counterpart beside one that is there', () => {
	it('gets in like any card, and shows as one with it', () => {
		expect(told(desk.editInSteps(another('a', CAUSE)))).toBe('passed');
		expect(readTree(desk.doc).cards.has(card('a'))).toBe(true);
		expect(
			readTree(desk.doc)
				.merged.get(card('a'))
				?.map(({ id }) => id),
		).toEqual([MEANS]);
	});

	it('does not get in where the other is locked, alone or by its branch: it would hide what was closed', () => {
		desk.locks = [lockOn({ kind: 'card', card: MEANS })];
		expect(told(desk.editInSteps(another('a', CAUSE)))).toBe('lock.held');
		expect(readTree(desk.doc).cards.get(MEANS)?.text).toBe('Secreto');
		expect(told(desk.editInSteps(another('b', PROBLEM)))).toBe('passed');
		desk.locks = [lockOn({ kind: 'branch', card: OBJECTIVE })];
		expect(told(desk.editInSteps(another('d', CAUSE)))).toBe('lock.held');
	});

	it('nor by turning a card that is there into one', () => {
		desk.seed((doc) => void addCards(doc, [{ id: card('f'), kind: 'means', pos: [9, 9], text: 'Suelta' }]));
		desk.locks = [lockOn({ kind: 'card', card: MEANS })];
		const turn = () =>
			desk.edit((doc) => {
				entryOf(cardsOf(doc), card('f'))?.set('mirrors', CAUSE);
			});
		expect(told(turn())).toBe('lock.held');
		desk.locks = [];
		expect(told(turn())).toBe('passed');
	});

	it('a branch closed through one closes the other, too', () => {
		desk.seed(another('z', CAUSE));
		expect(readTree(desk.doc).merged.get(MEANS)).toHaveLength(1);
		desk.locks = [lockOn({ kind: 'branch', card: OBJECTIVE })];
		expect(told(desk.edit((doc) => void entryOf(cardsOf(doc), card('z'))?.set('pos', [1, 1])))).toBe('lock.held');
	});
});
