import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addCards, markGone, moveCard } from '#board/edit-cards.ts';
import { addDrawing, removeDrawings, updateDrawing } from '#board/edit-drawings.ts';
import type { CardId, RecordId } from '#board/ids.ts';
import { setPinned } from '#board/pin.ts';
import { cardsOf, entryOf } from '#board/roots.ts';
import { GateDesk, person, told } from '../../../support/gate-desk.ts';

const CAUSE = 'c'.repeat(20) as CardId;
const OTHER = 'o'.repeat(20) as CardId;
const FRAME = 'marco' as RecordId;
const body = { v: 1, type: 'frame', rotation: 0, opacity: 1, props: { w: 400, h: 300, name: '', color: 'black' } };

let desk: GateDesk;
beforeEach(() => {
	desk = new GateDesk();
	desk.facilitators.add(person('lucia'));
	desk.seed((doc) => {
		addCards(doc, [
			{ id: CAUSE, kind: 'cause', pos: [0, 0], text: 'Secreto' },
			{ id: OTHER, kind: 'cause', pos: [300, 0], text: 'Costumbre' },
		]);
		addDrawing(doc, { id: FRAME, pos: [-20, -20], body });
	});
});

describe('[Q5] F31 what a facilitator has pinned', () => {
	it('nobody else pins, also not as they add a card', () => {
		expect(told(desk.edit((doc) => setPinned(doc, [CAUSE], true)))).toBe('role.facilitator-only');
		const added = desk.edit((doc) =>
			cardsOf(doc).set(
				'n'.repeat(20),
				new Y.Map<unknown>(Object.entries({ kind: 'note', text: new Y.Text(''), pinned: true })),
			),
		);
		expect(told(added)).toBe('role.facilitator-only');
		expect(told(desk.edit((doc) => setPinned(doc, [CAUSE, FRAME], true), 'lucia'))).toBe('passed');
		expect(told(desk.edit((doc) => setPinned(doc, [CAUSE], false)))).toBe('role.facilitator-only');
	});

	it('moves for nobody until a facilitator lets it go, and the rest of the edit gets in', () => {
		desk.edit((doc) => setPinned(doc, [CAUSE, FRAME], true), 'lucia');
		for (const name of ['ana', 'lucia']) {
			expect(told(desk.edit((doc) => moveCard(doc, CAUSE, [9, 9]), name))).toBe('place.pinned');
		}
		expect(told(desk.edit((doc) => updateDrawing(doc, FRAME, { pos: [1, 1] })))).toBe('place.pinned');
		expect(told(desk.edit((doc) => removeDrawings(doc, [FRAME])))).toBe('place.pinned');
		expect(told(desk.edit((doc) => moveCard(doc, OTHER, [400, 0])))).toBe('passed');
		expect(told(desk.edit((doc) => markGone(doc, [CAUSE])))).toBe('passed');
		desk.edit((doc) => setPinned(doc, [CAUSE], false), 'lucia');
		expect(told(desk.edit((doc) => moveCard(doc, CAUSE, [9, 9])))).toBe('passed');
		expect(entryOf(cardsOf(desk.doc), CAUSE)?.get('pos')).toEqual([9, 9]);
	});
});
