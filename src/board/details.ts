import type * as Y from 'yjs';
import {
	BASES,
	BUDGETS,
	DETAIL_KEYS,
	LEVELS,
	STAGES,
	type CardDetails,
	type DetailKey,
	type Voice,
} from '#domain/card-details.ts';
import { parseId, parseSectorId, type ParticipantId } from '#domain/ids.ts';
import { act, bear } from './acts.ts';
import { cleanText, cutText } from './clean-text.ts';
import type { CardId } from './ids.ts';
import { NORM_MAX, SOURCE_MAX } from './limits.ts';
import { DONE, refuse, type Outcome } from './outcome.ts';
import { cardsOf, entryOf } from './roots.ts';

export { DETAIL_KEYS, type CardDetails, type DetailKey, type Voice } from '#domain/card-details.ts';

/** Of a card of which nothing is said, as of most: always the same object, so that nothing is drawn again for it. */
export const NO_DETAILS: CardDetails = Object.freeze({
	basis: null,
	source: null,
	challenged: false,
	stage: null,
	norm: null,
	level: null,
	budget: null,
	voice: null,
});

const oneOf =
	<Word extends string>(words: readonly Word[]) =>
	(value: unknown): Word | null =>
		words.find((word) => word === value) ?? null;

const lineOf =
	(max: number) =>
	(value: unknown): string | null =>
		typeof value === 'string' && value !== '' && value.length <= max && isOneLine(value) ? value : null;

const isOneLine = (text: string) => text.isWellFormed() && !/[\u0000-\u001f\u007f\u2028\u2029]/.test(text);

function voiceOf(value: unknown): Voice | null {
	const said: Partial<Record<string, unknown>> = { ...(value ?? {}) };
	if (Object.keys(said).length !== 1) return null;
	const { participant, sector } = said;
	const person = parseId<ParticipantId>(participant);
	if (person !== null) return { participant: person };
	const side = parseSectorId(sector);
	return side === null ? null : { sector: side };
}

/** What stands under each key, as what it may be; what it may not be counts as not said (F27). */
const PARSE: { readonly [Key in DetailKey]: (value: unknown) => CardDetails[Key] } = {
	basis: oneOf(BASES),
	source: lineOf(SOURCE_MAX),
	challenged: (value) => value === true,
	stage: oneOf(STAGES),
	norm: lineOf(NORM_MAX),
	level: oneOf(LEVELS),
	budget: oneOf(BUDGETS),
	voice: voiceOf,
};

/** What may stand under the key of a detail; null takes back what was said. */
export function isDetail(key: DetailKey, value: unknown): boolean {
	if (value === null) return true;
	return key === 'challenged' ? typeof value === 'boolean' : PARSE[key](value) !== null;
}

/** What is said of the card that `entry` holds. */
export function readDetails(entry: Y.Map<unknown>): CardDetails {
	if (!DETAIL_KEYS.some((key) => (entry.get(key) ?? null) !== null)) return NO_DETAILS;
	const details: CardDetails = {
		basis: PARSE.basis(entry.get('basis')),
		source: PARSE.source(entry.get('source')),
		challenged: PARSE.challenged(entry.get('challenged')),
		stage: PARSE.stage(entry.get('stage')),
		norm: PARSE.norm(entry.get('norm')),
		level: PARSE.level(entry.get('level')),
		budget: PARSE.budget(entry.get('budget')),
		voice: PARSE.voice(entry.get('voice')),
	};
	return areSameDetails(details, NO_DETAILS) ? NO_DETAILS : details;
}

export function areSameDetails(a: CardDetails, b: CardDetails): boolean {
	return a === b || DETAIL_KEYS.every((key) => isSameDetail(a[key], b[key]));
}

const isSameDetail = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** What is said, key by key, for a new card or an export; empty where nothing is. */
export function saidDetails(details: Partial<CardDetails>): [DetailKey, unknown][] {
	return DETAIL_KEYS.flatMap((key): [DetailKey, unknown][] => {
		const value = cleanDetail(key, details[key]);
		return value === null || value === false ? [] : [[key, value]];
	});
}

/** As it is stored: lines without breaks, cut to their longest length; null for what says nothing. */
function cleanDetail(key: DetailKey, value: unknown): unknown {
	const max = key === 'source' ? SOURCE_MAX : key === 'norm' ? NORM_MAX : null;
	const line =
		max !== null && typeof value === 'string'
			? cutText(cleanText(value).replace(/\s+/g, ' ').trim(), max).trimEnd()
			: value;
	return isDetail(key, line) ? line : null;
}

/**
 * Says something of a card, or with null takes it back. Lines are cleaned and cut; what can't be said counts as null. Not inside
 * another transaction. `card.unknown`.
 */
export function setDetail<Key extends DetailKey>(
	doc: Y.Doc,
	id: CardId,
	key: Key,
	value: CardDetails[Key] | null,
): Outcome {
	const entry = entryOf(cardsOf(doc), id);
	if (entry === null) return refuse('card.unknown');
	const wanted = cleanDetail(key, value);
	const stored: unknown = entry.get(key);
	if (isSameDetail(wanted ?? null, stored ?? null)) return DONE;
	const put = () => entry.set(key, wanted);
	// Undo goes back to the value before: the first one needs one before it, since keys are never removed.
	if (entry.has(key)) act(doc, put);
	else bear(doc, () => entry.set(key, null), put);
	return DONE;
}
