import { FIELD_KEYS } from '#domain/cards.ts';
import { CHOICE_KEYS, isChoice } from '#domain/commitment-template.ts';
import { DETAIL_KEYS, isDetail } from './details.ts';
import { INDICATOR_TEXTS, isIndicatorType } from './draft.ts';
import { isDrawingBody } from './drawing-body.ts';
import type { Position } from './geometry.ts';
import { parseCardId, parseLinkId, parseRecordId } from './ids.ts';
import { isCardKind } from './kinds.ts';
import {
	CARD_TEXT_READ_MAX,
	COORDINATE_MAX,
	FIELD_TEXT_READ_MAX,
	INDICATOR_TEXT_READ_MAX,
	RECORDS_READ_MAX,
	SIZE_MAX,
	SIZE_MIN,
} from './limits.ts';
import { isDay, MILESTONE_DAYS, MILESTONE_TEXTS } from './milestones.ts';
import { isOrderKey } from './order.ts';

/** What may stand under one key of a record. */
export type KeyRule =
	/** A plain co-edited text of at most `max` UTF-16 units. */
	| { readonly is: 'text'; readonly max: number }
	/** A plain value, replaced whole. `id` is the record's. */
	| { readonly is: 'value'; readonly accepts: (value: unknown, id: string) => boolean };

/** What may stand under one root of a document. */
export type RootRule =
	/** Maps by id, each with keys of its own; `required` are those without which nobody could read it. */
	| {
			readonly is: 'records';
			readonly isId: (id: string) => boolean;
			readonly keys: ReadonlyMap<string, KeyRule>;
			readonly required: readonly string[];
			readonly max: number;
	  }
	/** One plain value by id. */
	| { readonly is: 'values'; readonly accepts: (value: unknown, id: string) => boolean; readonly max: number }
	/** One text by key. */
	| { readonly is: 'texts'; readonly isId: (id: string) => boolean; readonly max: number };

const value = (accepts: (value: unknown, id: string) => boolean): KeyRule => ({ is: 'value', accepts });
const text = (max: number): KeyRule => ({ is: 'text', max });

const isBoolean = (flag: unknown): boolean => typeof flag === 'boolean';
/** Null where it was let go by undoing the act that held it. */
const isPin = (pinned: unknown): boolean => pinned === null || isBoolean(pinned);
const isRecordId = (id: string): boolean => parseRecordId(id) !== null;
const isPair = (pair: unknown, least: number, most: number): pair is Position =>
	Array.isArray(pair) &&
	pair.length === 2 &&
	pair.every((side) => typeof side === 'number' && side >= least && side <= most);
const isPosition = (pair: unknown): boolean => isPair(pair, -COORDINATE_MAX, COORDINATE_MAX);
const isSize = (pair: unknown): boolean => isPair(pair, SIZE_MIN, SIZE_MAX);
/** A merge into a card that is not there, or in a circle, harms nothing: readers pass over it. So does a mirror of one. */
const isOtherCard = (into: unknown, id: string): boolean =>
	into === null || (parseCardId(into) !== null && into !== id);

function isLink(link: unknown, id: string): boolean {
	const ends = parseLinkId(id);
	if (ends === null) return false;
	const { from, to, gone, ...rest }: Partial<Record<string, unknown>> = { ...(link ?? {}) }; // no object holds none of these
	return from === ends.from && to === ends.to && isBoolean(gone) && Object.keys(rest).length === 0;
}

const CARDS: RootRule = {
	is: 'records',
	isId: (id) => parseCardId(id) !== null,
	keys: new Map([
		['kind', value(isCardKind)],
		['pos', value(isPosition)],
		['size', value(isSize)],
		['z', value(isOrderKey)],
		['gone', value(isBoolean)],
		['into', value(isOtherCard)],
		['mirrors', value(isOtherCard)],
		['text', text(CARD_TEXT_READ_MAX)],
		['pinned', value(isPin)],
		...DETAIL_KEYS.map((key) => [key, value((said) => isDetail(key, said))] as const),
	]),
	required: ['kind', 'text'],
	max: RECORDS_READ_MAX,
};

const LINKS: RootRule = { is: 'values', accepts: isLink, max: RECORDS_READ_MAX };

/** Not one that could be a card's: the canvas tells them apart by their ids. */
const isDrawingId = (id: string): boolean => parseRecordId(id) !== null && parseCardId(id) === null;

const DRAWINGS: RootRule = {
	is: 'records',
	isId: isDrawingId,
	keys: new Map([
		['pos', value(isPosition)],
		['z', value(isOrderKey)],
		['gone', value(isBoolean)],
		['body', value(isDrawingBody)],
		['pinned', value(isPin)],
	]),
	required: ['body'],
	max: RECORDS_READ_MAX,
};

const FIELDS: RootRule = {
	is: 'texts',
	isId: (id) => FIELD_KEYS.some((key) => key === id),
	max: FIELD_TEXT_READ_MAX,
};

const CHOICES: RootRule = {
	is: 'values',
	accepts: (chosen, id) => isChoice(id, chosen),
	max: CHOICE_KEYS.length,
};

const INDICATORS: RootRule = {
	is: 'records',
	isId: isRecordId,
	keys: new Map([
		['type', value(isIndicatorType)],
		['order', value(isOrderKey)],
		['gone', value(isBoolean)],
		...INDICATOR_TEXTS.map((key) => [key, text(INDICATOR_TEXT_READ_MAX)] as const),
	]),
	required: ['type', ...INDICATOR_TEXTS],
	max: RECORDS_READ_MAX,
};

const MILESTONES: RootRule = {
	is: 'records',
	isId: isRecordId,
	keys: new Map([
		['order', value(isOrderKey)],
		['gone', value(isBoolean)],
		...MILESTONE_DAYS.map((key) => [key, value(isDay)] as const),
		...MILESTONE_TEXTS.map((key) => [key, text(INDICATOR_TEXT_READ_MAX)] as const),
	]),
	required: MILESTONE_TEXTS,
	max: RECORDS_READ_MAX,
};

/** By the name of the root: what a document may hold. The server takes nothing else; names of roots are unlike each other. */
export const RECORD_RULES: ReadonlyMap<string, RootRule> = new Map<string, RootRule>([
	['cards', CARDS],
	['links', LINKS],
	['drawings', DRAWINGS],
	['fields', FIELDS],
	['choices', CHOICES],
	['indicators', INDICATORS],
	['milestones', MILESTONES],
]);

/** The rule for what stands under a key of a record; null where no such key may be. */
export function keyRule(root: string, key: string): KeyRule | null {
	const rule = RECORD_RULES.get(root);
	return rule?.is === 'records' ? (rule.keys.get(key) ?? null) : null;
}

/** UTF-16 units that the text at a path may have; null where no text may stand. */
export function textMax([root = '', , key]: readonly string[]): number | null {
	const rule = RECORD_RULES.get(root);
	if (rule?.is === 'texts') return key === undefined ? rule.max : null;
	const inner = key === undefined ? null : keyRule(root, key);
	return inner?.is === 'text' ? inner.max : null;
}
