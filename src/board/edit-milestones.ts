import type * as Y from 'yjs';
import { act } from './acts.ts';
import { addRecord, setRecord } from './edit-records.ts';
import type { RecordId } from './ids.ts';
import { MILESTONES_MAX } from './limits.ts';
import { MILESTONE_TEXTS, readMilestones, type MilestoneDay } from './milestones.ts';
import { orderBetween } from './order.ts';
import { DONE, refuse, type Outcome } from './outcome.ts';
import { milestonesOf } from './roots.ts';

/** Adds an empty line of action below the others. `record.exists`, `board.full`. Not inside another transaction. */
export function addMilestone(doc: Y.Doc, id: RecordId): Outcome {
	const empty = { values: { from: null, until: null }, texts: MILESTONE_TEXTS };
	return addRecord(doc, milestonesOf(doc), id, empty, MILESTONES_MAX);
}

/** An ISO date, or null for none. `record.unknown`. */
export function setMilestoneDay(doc: Y.Doc, id: RecordId, key: MilestoneDay, day: string | null): Outcome {
	return setRecord(doc, milestonesOf(doc), id, key, day);
}

/** Puts a line of action before the one above it (-1) or after the one below (1); at either end nothing changes. `record.unknown`. */
export function moveMilestone(doc: Y.Doc, id: RecordId, step: -1 | 1): Outcome {
	const others = readMilestones(doc);
	const at = others.findIndex((one) => one.id === id);
	if (at === -1) return refuse('record.unknown');
	const near = others[at + step];
	if (near === undefined) return DONE;
	const far = others[at + 2 * step];
	const [below, above] = step === 1 ? [near.order, far?.order ?? null] : [far?.order ?? null, near.order];
	// Two that were put into one place at once have one key, and nothing fits between: the whole row is told apart first.
	if (below !== null && above !== null && below >= above) return spreadOut(doc, moved(others, at, step));
	return setRecord(doc, milestonesOf(doc), id, 'order', orderBetween(below, above));
}

/** Marks a line of action gone; undo brings it back. `record.unknown`. */
export function removeMilestone(doc: Y.Doc, id: RecordId): Outcome {
	return setRecord(doc, milestonesOf(doc), id, 'gone', true);
}

/** `record.unknown`. */
export function restoreMilestone(doc: Y.Doc, id: RecordId): Outcome {
	return setRecord(doc, milestonesOf(doc), id, 'gone', false);
}

function moved<Item>(row: readonly Item[], at: number, step: -1 | 1): Item[] {
	const next = [...row];
	next.splice(at + step, 0, ...next.splice(at, 1));
	return next;
}

function spreadOut(doc: Y.Doc, row: readonly { readonly id: RecordId }[]): Outcome {
	let last: string | null = null;
	act(doc, () => {
		for (const { id } of row) setRecord(doc, milestonesOf(doc), id, 'order', (last = orderBetween(last, null)));
	});
	return DONE;
}
