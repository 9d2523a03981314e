import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FIELD_KEYS, fieldText, indicatorText, readDraft } from '#board/draft.ts';
import {
	addIndicator,
	choose,
	removeIndicator,
	restoreIndicator,
	setIndicatorType,
	setLevel,
} from '#board/edit-draft.ts';
import {
	addMilestone,
	moveMilestone,
	removeMilestone,
	restoreMilestone,
	setMilestoneDay,
} from '#board/edit-milestones.ts';
import { boardCards, draftCore, draftRoute } from '#board/content.ts';
import { milestoneText, readMilestones } from '#board/milestones.ts';
import { milestonesOf } from '#board/roots.ts';
import { setText } from '#board/edit-text.ts';
import { parseRecordId, type RecordId } from '#board/ids.ts';
import { FIELD_TEXT_MAX, INDICATOR_TEXT_MAX, INDICATORS_MAX, MILESTONES_MAX } from '#board/limits.ts';
import { seedBoard, seedDraft } from '#board/seed.ts';
import { createUndo } from '#board/undo.ts';
import { markGone } from '#board/edit-cards.ts';
import { boardOf, docOf, idsFrom, JALISCO, sync } from './support/boards.ts';

const record = (text: string): RecordId => {
	const id = parseRecordId(text);
	if (!id) throw new Error('no record id');
	return id;
};

function seededDraft() {
	const doc = docOf(1);
	seedDraft(doc, { problem: 'Desigualdad laboral', solution: 'Registro público' });
	return doc;
}

describe('a draft of a commitment', () => {
	test('the server seeds every field, and a second seed changes nothing', () => {
		const doc = seededDraft();
		seedDraft(doc, { problem: 'otra cosa', lead: 'Secretaría' });
		const { fields } = readDraft(doc);
		expect(Object.keys(fields)).toEqual([...FIELD_KEYS]);
		expect(fields.problem).toBe('Desigualdad laboral');
		expect(fields.lead).toBe('');
	});

	test('two people write in one field and nobody’s words are lost', () => {
		const [ana, ben] = [seededDraft(), docOf(2)];
		sync(ana, ben);
		for (const [doc, words] of [
			[ana, 'Desigualdad laboral y salarial'],
			[ben, 'La Desigualdad laboral'],
		] as const) {
			const text = fieldText(doc, 'problem');
			if (text) setText(text, words, FIELD_TEXT_MAX);
		}
		sync(ana, ben);
		expect(readDraft(ana).fields.problem).toBe('La Desigualdad laboral y salarial');
		expect(readDraft(ben)).toEqual(readDraft(ana));
	});

	test('indicators are added, typed, written, removed, brought back and undone', () => {
		const doc = seededDraft();
		const undo = createUndo(doc);
		addIndicator(doc, record('one'), 'result');
		addIndicator(doc, record('two'), 'result');
		const text = indicatorText(doc, record('one'), 'text');
		if (text) setText(text, 'Brecha salarial', INDICATOR_TEXT_MAX);
		setIndicatorType(doc, record('two'), 'management');
		expect(readDraft(doc).indicators.map(({ id, type, text: words }) => [id, type, words])).toEqual([
			['one', 'result', 'Brecha salarial'],
			['two', 'management', ''],
		]);
		removeIndicator(doc, record('one'));
		expect(readDraft(doc).indicators.map(({ id }) => id)).toEqual(['two']);
		restoreIndicator(doc, record('one'));
		undo.undo();
		undo.undo();
		expect(readDraft(doc).indicators.map(({ id }) => id)).toEqual(['one', 'two']);
		expect(addIndicator(doc, record('one'), 'result')).toEqual({ ok: false, code: 'record.exists' });
		expect(setIndicatorType(doc, record('none'), 'result')).toEqual({ ok: false, code: 'record.unknown' });
	});

	test('there is an end to indicators', () => {
		const doc = seededDraft();
		for (let n = 0; n < INDICATORS_MAX; n++) addIndicator(doc, record(`i${n}`), 'result');
		expect(addIndicator(doc, record('more'), 'result')).toEqual({ ok: false, code: 'board.full' });
	});
});

describe('[C11] what is chosen in a draft', () => {
	test('two people tick two boxes at once and both stay; a target brings its goal', () => {
		const [ana, ben] = [seededDraft(), docOf(2)];
		sync(ana, ben);
		choose(ana, 'axis-transparency', true);
		choose(ben, 'sdg-5.4', true);
		setLevel(ben, 'structural');
		sync(ana, ben);
		expect(readDraft(ana).choices).toEqual({
			axes: ['transparency'],
			level: 'structural',
			goals: [5],
			targets: ['5.4'],
		});
		expect(readDraft(ben)).toEqual(readDraft(ana));
	});

	test('whoever undoes a choice gets what stood there before, also where nobody had chosen', () => {
		const doc = seededDraft();
		const undo = createUndo(doc);
		choose(doc, 'sdg-10', true);
		setLevel(doc, 'innovative');
		expect([undo.undo(), undo.undo(), undo.undo()]).toEqual(['done', 'done', 'nothing']);
		expect(readDraft(doc).choices).toEqual({ axes: [], level: null, goals: [], targets: [] });
		expect([undo.redo(), undo.redo()]).toEqual(['done', 'done']);
		expect(readDraft(doc).choices).toMatchObject({ level: 'innovative', goals: [10] });
	});
});

describe('[C12] the lines of action of a route', () => {
	const names = (doc: Y.Doc) => readMilestones(doc).map(({ id }) => id);

	test('they are added, dated, put in another order, removed, brought back and undone', () => {
		const doc = seededDraft();
		const undo = createUndo(doc);
		for (const id of ['a', 'b', 'c']) expect(addMilestone(doc, record(id)).ok).toBe(true);
		expect(addMilestone(doc, record('a'))).toEqual({ ok: false, code: 'record.exists' });
		moveMilestone(doc, record('c'), -1);
		expect(names(doc)).toEqual(['a', 'c', 'b']);
		moveMilestone(doc, record('a'), -1);
		moveMilestone(doc, record('b'), 1);
		expect(names(doc)).toEqual(['a', 'c', 'b']);
		undo.undo();
		expect(names(doc)).toEqual(['a', 'b', 'c']);
		setMilestoneDay(doc, record('b'), 'until', '2026-06-30');
		removeMilestone(doc, record('b'));
		expect(readMilestones(doc, true).map(({ id, until }) => [id, until])).toEqual([['b', '2026-06-30']]);
		restoreMilestone(doc, record('b'));
		expect(names(doc)).toEqual(['a', 'b', 'c']);
		expect(moveMilestone(doc, record('none'), 1)).toEqual({ ok: false, code: 'record.unknown' });
	});

	test('two that came to one place at once can still be moved apart', () => {
		const doc = seededDraft();
		for (const id of ['a', 'b', 'c']) addMilestone(doc, record(id));
		milestonesOf(doc).forEach((entry) => entry instanceof Y.Map && entry.set('order', 'a0'));
		moveMilestone(doc, record('c'), -1);
		expect(names(doc)).toEqual(['a', 'c', 'b']);
		moveMilestone(doc, record('a'), 1);
		expect(names(doc)).toEqual(['c', 'a', 'b']);
	});

	test('there is an end to them', () => {
		const doc = seededDraft();
		for (let n = 0; n < MILESTONES_MAX; n++) addMilestone(doc, record(`m${n}`));
		expect(addMilestone(doc, record('more'))).toEqual({ ok: false, code: 'board.full' });
	});
});

describe('what a freeze takes', () => {
	test('[C12] the route is apart from the core: lines of action and management indicators', () => {
		const doc = seededDraft();
		addIndicator(doc, record('one'), 'result');
		addIndicator(doc, record('two'), 'management');
		const before = JSON.stringify(draftCore(doc));
		addMilestone(doc, record('line'));
		milestoneText(doc, record('line'), 'what')?.insert(0, 'Publicar el registro');
		expect(JSON.stringify(draftCore(doc))).toBe(before);
		expect(draftRoute(doc)).toEqual({
			milestones: [
				{
					id: 'line',
					what: 'Publicar el registro',
					output: '',
					responsible: '',
					counterpart: '',
					means: '',
					from: null,
					until: null,
				},
			],
			indicators: [{ id: 'two', type: 'management', text: '', baseline: '', target: '', means: '' }],
		});
	});

	test('[C11] the core says which form it answers and what was chosen', () => {
		const doc = seededDraft();
		choose(doc, 'axis-accountability', true);
		expect(draftCore(doc)).toMatchObject({
			template: 'ogp-guide/2',
			choices: { axes: ['accountability'], level: null, goals: [], targets: [] },
		});
	});

	test('the core of a draft is its fields and its result indicators, alike on every device', () => {
		const [ana, ben] = [seededDraft(), docOf(2)];
		addIndicator(ana, record('one'), 'result');
		addIndicator(ana, record('two'), 'management');
		sync(ana, ben);
		expect(draftCore(ana).indicators).toEqual([
			{ id: 'one', type: 'result', text: '', baseline: '', target: '', means: '' },
		]);
		expect(JSON.stringify(draftCore(ben))).toBe(JSON.stringify(draftCore(ana)));
	});

	test('cards are copied in the order asked, without those that are gone or unknown', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		markGone(doc, [ids.care]);
		expect(boardCards(doc, [ids.inspection, ids.care, idsFrom(3)(), ids.problem])).toEqual([
			{ card: ids.inspection, kind: 'cause', text: 'La inspección laboral no revisa igualdad salarial' },
			{ card: ids.problem, kind: 'problem', text: JALISCO.cards.problem[1] },
		]);
	});

	test('a board is seeded whole or not at all', () => {
		const doc = docOf(1);
		const id = idsFrom(4)();
		expect(seedBoard(doc, [{ id, kind: 'problem', pos: [0, 0], text: 'P' }])).toMatchObject({ ok: true });
		expect(seedBoard(doc, [{ id, kind: 'cause', pos: [0, 0] }])).toEqual({ ok: false, code: 'card.exists' });
	});
});
