import type * as Y from 'yjs';
import { FIELD_KEYS, type FieldKey } from '#domain/cards.ts';
import { choicesFrom, type Choices } from '#domain/commitment-template.ts';
import { parseRecordId, type RecordId } from './ids.ts';
import { FIELD_TEXT_READ_MAX, INDICATOR_TEXT_READ_MAX } from './limits.ts';
import { readMilestones, type Milestone } from './milestones.ts';
import { FIRST_ORDER_KEY, isOrderKey } from './order.ts';
import { plainText, readRecords } from './read-records.ts';
import { choicesOf, entryOf, fieldsOf, indicatorsOf, textOf } from './roots.ts';

export { FIELD_KEYS, type FieldKey };

export const INDICATOR_TYPES = ['result', 'management'] as const;
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/** The co-edited texts of an indicator; all are created with it. */
export const INDICATOR_TEXTS = ['text', 'baseline', 'target', 'means'] as const;
export type IndicatorText = (typeof INDICATOR_TEXTS)[number];

export interface Indicator extends Readonly<Record<IndicatorText, string>> {
	readonly id: RecordId;
	readonly type: IndicatorType;
	readonly order: string;
}

/** A draft as it reads at one moment. A field that nobody wrote in, or that can't be read, is empty. */
export interface Draft {
	readonly fields: Readonly<Record<FieldKey, string>>;
	/** Those that are present, in the order of the table. */
	readonly indicators: readonly Indicator[];
	readonly choices: Choices;
	/** Lines of action that are present, in the order of the table. */
	readonly milestones: readonly Milestone[];
}

export function readDraft(doc: Y.Doc): Draft {
	const choices = choicesOf(doc);
	return {
		fields: readFields(doc),
		indicators: readRecords(indicatorsOf(doc), false, readIndicator),
		choices: choicesFrom((key) => choices.get(key)),
		milestones: readMilestones(doc),
	};
}

/** Indicators marked as gone, in the order of the table; they can be restored. */
export function goneIndicators(doc: Y.Doc): readonly Indicator[] {
	return readRecords(indicatorsOf(doc), true, readIndicator);
}

/** The text of a field, for a binding that follows it; null until the server has seeded the draft. */
export function fieldText(doc: Y.Doc, key: FieldKey): Y.Text | null {
	return textOf(fieldsOf(doc), key);
}

/** One of an indicator's texts, for a binding that follows it. */
export function indicatorText(doc: Y.Doc, id: RecordId, key: IndicatorText): Y.Text | null {
	return textOf(entryOf(indicatorsOf(doc), id), key);
}

export function isIndicatorType(value: unknown): value is IndicatorType {
	return INDICATOR_TYPES.some((type) => type === value);
}

function readFields(doc: Y.Doc): Record<FieldKey, string> {
	const read = (key: FieldKey) => plainText(fieldText(doc, key), FIELD_TEXT_READ_MAX);
	return {
		problem: read('problem'),
		causes: read('causes'),
		background: read('background'),
		solution: read('solution'),
		results: read('results'),
		transparency: read('transparency'),
		accountability: read('accountability'),
		participation: read('participation'),
		lead: read('lead'),
		supporters: read('supporters'),
		term: read('term'),
	};
}

function readIndicator(entry: Y.Map<unknown>, id: string): Indicator | null {
	const recordId = parseRecordId(id);
	const type: unknown = entry.get('type');
	if (recordId === null || !isIndicatorType(type)) return null;
	const order: unknown = entry.get('order');
	const read = (key: IndicatorText) => plainText(textOf(entry, key), INDICATOR_TEXT_READ_MAX);
	return {
		id: recordId,
		type,
		order: isOrderKey(order) ? order : FIRST_ORDER_KEY,
		text: read('text'),
		baseline: read('baseline'),
		target: read('target'),
		means: read('means'),
	};
}
