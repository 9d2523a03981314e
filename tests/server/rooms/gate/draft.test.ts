import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fieldText } from '#board/draft.ts';
import { addIndicator, removeIndicator, setIndicatorType } from '#board/edit-draft.ts';
import { editText } from '#board/edit-text.ts';
import type { RecordId } from '#board/ids.ts';
import { FIELD_TEXT_READ_MAX } from '#board/limits.ts';
import { fieldsOf, indicatorsOf } from '#board/roots.ts';
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
			responsible: new Y.Text(),
			counterpart: new Y.Text(),
			means: new Y.Text(),
			...keys,
		}),
	);
const milestones = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('milestones');

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
		];
		during('draft');
		expect(acts.map((act) => told(desk.edit(act)))).toEqual([
			'passed',
			'passed',
			'phase.closed',
			'passed',
			'phase.closed',
			'phase.closed',
		]);
		during('route');
		expect(acts.map((act) => told(desk.edit(act)))).toEqual([
			'phase.closed',
			'known', // it is gone by now
			'passed',
			'value.invalid', // it is there by now
			'passed',
			'passed',
		]);
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
		['a milestone without its texts', (doc) => milestones(doc).set('m1', new Y.Map([['order', 'a0']]))],
		['more than a field may hold', (doc) => type(doc, 'background', 'x'.repeat(FIELD_TEXT_READ_MAX + 1))],
	])('F27 not %s', (_title, change) => {
		const before = ['fields', 'indicators', 'milestones'].map((root) => desk.content(root));
		expect(told(desk.edit(change))).toBe('value.invalid');
		expect(['fields', 'indicators', 'milestones'].map((root) => desk.content(root))).toEqual(before);
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
		for (const root of ['fields', 'indicators']) expect(desk.content(root)).toEqual(copy.getMap(root).toJSON());
	});
});
