import type * as Y from 'yjs';
import { parseRecordId, type RecordId } from './ids.ts';
import { INDICATOR_TEXT_READ_MAX } from './limits.ts';
import { FIRST_ORDER_KEY, isOrderKey } from './order.ts';
import { plainText, readRecords } from './read-records.ts';
import { entryOf, milestonesOf, textOf } from './roots.ts';

/** The co-edited texts of a line of action: what is done, what comes out of it, who answers for it, their counterpart, how it is verified. */
export const MILESTONE_TEXTS = ['what', 'output', 'responsible', 'counterpart', 'means'] as const;
export type MilestoneText = (typeof MILESTONE_TEXTS)[number];

export const MILESTONE_DAYS = ['from', 'until'] as const;
export type MilestoneDay = (typeof MILESTONE_DAYS)[number];

/** A line of action as it reads now; days are ISO dates. */
export interface Milestone
	extends Readonly<Record<MilestoneText, string>>, Readonly<Record<MilestoneDay, string | null>> {
	readonly id: RecordId;
	readonly order: string;
}

/** A calendar day, or none. */
export function isDay(day: unknown): day is string | null {
	if (day === null) return true;
	if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
	const read = Date.parse(day);
	return !Number.isNaN(read) && new Date(read).toISOString().startsWith(day); // no 31st of February
}

/** Those that are present (or those marked as gone), in the order of the table. */
export function readMilestones(doc: Y.Doc, isGone = false): Milestone[] {
	return readRecords(milestonesOf(doc), isGone, readMilestone);
}

/** One of a milestone's texts, for a binding that follows it. */
export function milestoneText(doc: Y.Doc, id: RecordId, key: MilestoneText): Y.Text | null {
	return textOf(entryOf(milestonesOf(doc), id), key);
}

function readMilestone(entry: Y.Map<unknown>, id: string): Milestone | null {
	const recordId = parseRecordId(id);
	if (recordId === null) return null;
	const order: unknown = entry.get('order');
	const day = (key: MilestoneDay): string | null => {
		const said: unknown = entry.get(key);
		return isDay(said) ? said : null;
	};
	const read = (key: MilestoneText) => plainText(textOf(entry, key), INDICATOR_TEXT_READ_MAX);
	return {
		id: recordId,
		order: isOrderKey(order) ? order : FIRST_ORDER_KEY,
		what: read('what'),
		output: read('output'),
		responsible: read('responsible'),
		counterpart: read('counterpart'),
		means: read('means'),
		from: day('from'),
		until: day('until'),
	};
}
