import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fieldText } from '#board/draft.ts';
import { addIndicator, choose, removeIndicator, setIndicatorType, setLevel } from '#board/edit-draft.ts';
import { addMilestone, moveMilestone, removeMilestone, setMilestoneDay } from '#board/edit-milestones.ts';
import { editText } from '#board/edit-text.ts';
import type { RecordId } from '#board/ids.ts';
import { FIELD_TEXT_READ_MAX } from '#board/limits.ts';
import { MILESTONE_TEXTS, milestoneText } from '#board/milestones.ts';
import { choicesOf, fieldsOf, indicatorsOf, milestonesOf } from '#board/roots.ts';
import { seedDraft } from '#board/seed.ts';
import { createUndo } from '#board/undo.ts';
import { agendaFrom } from '#domain/agenda.ts';
import type { FieldKey } from '#domain/cards.ts';
import { A_DRAFT, DRAFT, GateDesk, lockOn, told } from '../../../support/gate-desk.ts';

const RESULT = 'i-result' as RecordId;
const MANAGEMENT = 'i-management' as RecordId;
const NEW = 'i-new' as RecordId;

function type(doc: Y.Doc, key: FieldKey, text: string): void {
	const field = fieldText(doc, key);
	if (field === null) throw new Error('no such field');
	editText(field, { index: 0, remove: 0, insert: text }, 1_000_000);
}
const milestone = (keys: object = {}) =>
	new Y.Map<unknown>(
		Object.entries({
			order: 'a0',
			from: '2026-03-01',
			until: null,
			what: new Y.Text('Publicar'),
			output: new Y.Text(),
			responsible: new Y.Text(),
			counterpart: new Y.Text(),
			means: new Y.Text(),
			...keys,
		}),
	);
const milestones = milestonesOf;
const without = (key: string) => {
	const texts = MILESTONE_TEXTS.filter((other) => other !== key).map((other) => [other, new Y.Text()] as const);
	return new Y.Map<unknown>([['order', 'a0'], ...texts]);
};

let desk: GateDesk;
beforeEach(() => {
	desk = new GateDesk(A_DRAFT);
	desk.seed((doc) => {
		seedDraft(doc, { problem: 'Brecha' });
		addIndicator(doc, RESULT, 'result');
		addIndicator(doc, MANAGEMENT, 'management');
	});
});
const during = (kind: 'draft' | 'route') => {
	const phase = agendaFrom('full').find((candidate) => candidate.kind === kind);
	if (phase) desk.phase = phase;
};

describe('[G1] [G2] who may write what of a draft, and when', () => {
	it('fields and result indicators in one phase, management indicators and milestones in another', () => {
		const acts: ((doc: Y.Doc) => void)[] = [
			(doc) => type(doc, 'solution', 'x'),
			(doc) => removeIndicator(doc, RESULT),
			(doc) => removeIndicator(doc, MANAGEMENT),
			(doc) => indicatorsOf(doc).set(NEW, indicator('result')),
			(doc) => indicatorsOf(doc).set(`${NEW}2`, indicator('management')),
			(doc) => milestones(doc).set('m1', milestone()),
			(doc) => choicesOf(doc).set('axis-transparency', true),
		];
		during('draft');
		expect(acts.map((act) => told(desk.edit(act)))).toEqual([
			'passed',
			'passed',
			'phase.closed',
			'passed',
			'phase.closed',
			'phase.closed',
			'passed',
		]);
		during('route');
		expect(acts.map((act) => told(desk.edit(act)))).toEqual([
			'phase.closed',
			'known', // it is gone by now
			'passed',
			'value.invalid', // it is there by now
			'passed',
			'passed',
			'phase.closed',
		]);
	});

	it('[C12] a closed text leaves its route open, and a route leaves the text closed', () => {
		desk.locks = [lockOn({ kind: 'draft', commitment: DRAFT })];
		during('route');
		expect(told(desk.edit((doc) => milestones(doc).set('m1', milestone())))).toBe('passed');
		expect(told(desk.edit((doc) => milestoneText(doc, 'm1' as RecordId, 'output')?.insert(0, 'Tablero')))).toBe(
			'passed',
		);
		during('draft');
		expect(told(desk.edit((doc) => choicesOf(doc).set('level', 'structural')))).toBe('lock.held');
		expect(desk.content('choices')).toEqual({});
	});

	it('turning one kind of indicator into the other needs the right to both', () => {
		during('draft');
		expect(told(desk.edit((doc) => setIndicatorType(doc, RESULT, 'management')))).toBe('phase.closed');
		expect(told(desk.edit((doc) => setIndicatorType(doc, MANAGEMENT, 'result')))).toBe('phase.closed');
	});

	it('a locked field stays, those beside it go on', () => {
		desk.locks = [lockOn({ kind: 'field', commitment: DRAFT, field: 'solution' })];
		const answer = desk.edit((doc) => {
			type(doc, 'solution', 'x');
			type(doc, 'problem', 'y');
		});
		expect(answer).toMatchObject({ is: 'passed', refused: { code: 'lock.held', paths: [['fields', 'solution']] } });
		expect(desk.content('fields')).toMatchObject({ solution: '', problem: 'yBrecha' });
	});
});

const indicator = (kind: string, keys: object = {}) =>
	new Y.Map<unknown>(
		Object.entries({
			type: kind,
			order: 'a1',
			gone: false,
			text: new Y.Text('Salarios publicados'),
			baseline: new Y.Text(),
			target: new Y.Text(),
			means: new Y.Text(),
			...keys,
		}),
	);

describe('[G3] what a draft may hold', () => {
	it.each<[title: string, change: (doc: Y.Doc) => void]>([
		['a field of its own', (doc) => fieldsOf(doc).set('title', new Y.Text('x'))],
		['a field over one that is there', (doc) => fieldsOf(doc).set('problem', new Y.Text('mío'))],
		['a plain value for a field', (doc) => fieldsOf(doc).set('problem', 'x')],
		['a map for a field', (doc) => fieldsOf(doc).set('problem', new Y.Map())],
		['a field removed', (doc) => fieldsOf(doc).delete('problem')],
		['an indicator of no kind', (doc) => indicatorsOf(doc).set(NEW, indicator('other'))],
		['an indicator without its texts', (doc) => indicatorsOf(doc).set(NEW, new Y.Map([['type', 'result']]))],
		['an indicator that is plain', (doc) => indicatorsOf(doc).set(NEW, { type: 'result' })],
		['a milestone on no day', (doc) => milestones(doc).set('m1', milestone({ from: '2026-02-31T' }))],
		...MILESTONE_TEXTS.map((key): [string, (doc: Y.Doc) => void] => [
			`a milestone without ${key}`,
			(doc) => milestones(doc).set('m1', without(key)),
		]),
		['a milestone with a key of its own', (doc) => milestones(doc).set('m1', milestone({ budget: 1 }))],
		['a milestone that is plain', (doc) => milestones(doc).set('m1', { what: 'Publicar' })],
		['a choice that nobody offers', (doc) => choicesOf(doc).set('axis-money', true)],
		['a box that is neither ticked nor not', (doc) => choicesOf(doc).set('axis-transparency', 'yes')],
		['a level of its own', (doc) => choicesOf(doc).set('level', 'heroic')],
		['a text for a choice', (doc) => choicesOf(doc).set('level', new Y.Text('structural'))],
		['a map for a choice', (doc) => choicesOf(doc).set('sdg-5', new Y.Map())],
		['a milestone without its texts', (doc) => milestones(doc).set('m1', new Y.Map([['order', 'a0']]))],
		['more than a field may hold', (doc) => type(doc, 'background', 'x'.repeat(FIELD_TEXT_READ_MAX + 1))],
	])('F27 not %s', (_title, change) => {
		const roots = ['fields', 'choices', 'indicators', 'milestones'];
		const before = roots.map((root) => desk.content(root));
		expect(told(desk.edit(change))).toBe('value.invalid');
		expect(roots.map((root) => desk.content(root))).toEqual(before);
	});

	it('F27 a choice is changed and never removed', () => {
		desk.seed((doc) => choose(doc, 'sdg-5.4', true));
		expect(told(desk.edit((doc) => choicesOf(doc).delete('sdg-5.4')))).toBe('value.invalid');
		expect(told(desk.edit((doc) => choicesOf(doc).set('sdg-5.4', false)))).toBe('passed');
		expect(desk.content('choices')).toEqual({ 'sdg-5.4': false });
	});

	it('a field that the server did not put there may come once', () => {
		const bare = new GateDesk(A_DRAFT);
		bare.locks = [lockOn({ kind: 'field', commitment: DRAFT, field: 'problem' })];
		expect(told(bare.edit((doc) => fieldsOf(doc).set('problem', new Y.Text('Brecha'))))).toBe('lock.held');
		bare.locks = [];
		expect(told(bare.edit((doc) => fieldsOf(doc).set('problem', new Y.Text('Brecha'))))).toBe('passed');
		expect(told(bare.edit((doc) => fieldsOf(doc).set('problem', new Y.Text('otra'))))).toBe('value.invalid');
		for (const odd of ['plain', new Y.Map()]) {
			expect(told(bare.edit((doc) => fieldsOf(doc).set('term', odd)))).toBe('value.invalid');
		}
		expect(bare.content('fields')).toEqual({ problem: 'Brecha' });
	});

	it('what our page writes, undoes and does again passes', () => {
		const copy = desk.copy();
		const answers: (string | number)[] = [];
		copy.on('update', (bytes: Uint8Array) => answers.push(told(desk.take(bytes))));
		const undo = createUndo(copy);
		addIndicator(copy, NEW, 'result');
		type(copy, 'solution', 'Publicar ');
		undo.endBurst();
		type(copy, 'solution', '¡Ya! ');
		setIndicatorType(copy, NEW, 'management');
		removeIndicator(copy, RESULT);
		for (let i = 0; i < 4; i++) undo.undo();
		for (let i = 0; i < 3; i++) undo.redo();
		expect(answers.length).toBeGreaterThan(10);
		expect([...new Set(answers)]).toEqual(['passed']);
		choose(copy, 'axis-participation', true);
		setLevel(copy, 'proactive');
		setLevel(copy, 'structural');
		for (let i = 0; i < 3; i++) undo.undo();
		undo.redo();
		expect(copy.getMap('choices').toJSON()).toEqual({ 'axis-participation': true, level: null });
		during('route');
		const first = 'm-first' as RecordId;
		const second = 'm-second' as RecordId;
		addMilestone(copy, first);
		addMilestone(copy, second);
		setMilestoneDay(copy, first, 'until', '2026-06-30');
		moveMilestone(copy, first, 1);
		removeMilestone(copy, second);
		for (let i = 0; i < 5; i++) undo.undo();
		for (let i = 0; i < 4; i++) undo.redo();
		expect([...new Set(answers)]).toEqual(['passed']);
		for (const root of ['fields', 'choices', 'indicators', 'milestones'])
			expect(desk.content(root)).toEqual(copy.getMap(root).toJSON());
	});
});
