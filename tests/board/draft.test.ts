import { describe, expect, test } from 'vitest';
import { FIELD_KEYS, fieldText, indicatorText, readDraft } from '#board/draft.ts';
import { addIndicator, removeIndicator, restoreIndicator, setIndicatorType } from '#board/edit-draft.ts';
import { boardCards, draftCore } from '#board/content.ts';
import { setText } from '#board/edit-text.ts';
import { parseRecordId, type RecordId } from '#board/ids.ts';
import { FIELD_TEXT_MAX, INDICATOR_TEXT_MAX, INDICATORS_MAX } from '#board/limits.ts';
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

describe('what a freeze takes', () => {
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
