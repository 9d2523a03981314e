import type * as Y from 'yjs';
import { parseRecordId, type RecordId } from './ids.ts';
import { INDICATOR_TEXT_READ_MAX } from './limits.ts';
import { FIRST_ORDER_KEY, isOrderKey } from './order.ts';
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
	const milestones: Milestone[] = [];
	milestonesOf(doc).forEach((_, id) => {
		const entry = entryOf(milestonesOf(doc), id);
		const milestone = entry && (entry.get('gone') === true) === isGone ? readMilestone(entry, id) : null;
		if (milestone) milestones.push(milestone);
	});
	return milestones.sort(inOrder);
}

/** One of a milestone's texts, for a binding that follows it. */
export function milestoneText(doc: Y.Doc, id: RecordId, key: MilestoneText): Y.Text | null {
	return textOf(entryOf(milestonesOf(doc), id), key);
}

type Ordered = { readonly order: string; readonly id: string };
/** Two people may put two records into one place; then the ids decide, alike for everybody. */
export const inOrder = (a: Ordered, b: Ordered): number =>
	a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1;

function readMilestone(entry: Y.Map<unknown>, id: string): Milestone | null {
	const recordId = parseRecordId(id);
	if (recordId === null) return null;
	const order: unknown = entry.get('order');
	const day = (key: MilestoneDay): string | null => {
		const said: unknown = entry.get(key);
		return isDay(said) ? said : null;
	};
	const read = (key: MilestoneText): string => {
		const text = textOf(entry, key);
		return text === null || text.length > INDICATOR_TEXT_READ_MAX ? '' : text.toString();
	};
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
