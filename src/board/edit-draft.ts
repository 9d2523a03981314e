import type * as Y from 'yjs';
import type { Axis, ChoiceKey, Level } from '#domain/commitment-template.ts';
import type { SdgGoal, SdgTarget } from '#domain/sdg.ts';
import { act, bear } from './acts.ts';
import { INDICATOR_TEXTS, type IndicatorType } from './draft.ts';
import { addRecord, setRecord } from './edit-records.ts';
import type { RecordId } from './ids.ts';
import { INDICATORS_MAX } from './limits.ts';
import type { Outcome } from './outcome.ts';
import { choicesOf, indicatorsOf } from './roots.ts';

/** Adds an empty indicator below the others. `record.exists`, `board.full`. Not inside another transaction. */
export function addIndicator(doc: Y.Doc, id: RecordId, type: IndicatorType): Outcome {
	return addRecord(doc, indicatorsOf(doc), id, { values: { type }, texts: INDICATOR_TEXTS }, INDICATORS_MAX);
}

/** `record.unknown`. */
export function setIndicatorType(doc: Y.Doc, id: RecordId, type: IndicatorType): Outcome {
	return setRecord(doc, indicatorsOf(doc), id, 'type', type);
}

/** Marks an indicator gone; undo brings it back. `record.unknown`. */
export function removeIndicator(doc: Y.Doc, id: RecordId): Outcome {
	return setRecord(doc, indicatorsOf(doc), id, 'gone', true);
}

/** `record.unknown`. */
export function restoreIndicator(doc: Y.Doc, id: RecordId): Outcome {
	return setRecord(doc, indicatorsOf(doc), id, 'gone', false);
}

/** Ticks a box of a draft, or takes the tick off. Not inside another transaction. */
export function choose(doc: Y.Doc, what: `axis-${Axis}` | `sdg-${SdgGoal | SdgTarget}`, isChosen: boolean): void {
	setChoice(doc, what, isChosen, false);
}

/** null: the table has not said. Not inside another transaction. */
export function setLevel(doc: Y.Doc, level: Level | null): void {
	setChoice(doc, 'level', level, null);
}

/** A first choice stands on one that chose nothing, so that undoing it leaves that and never removes the key. */
function setChoice<Value>(doc: Y.Doc, key: ChoiceKey, value: Value, nothing: Value): void {
	const root = choicesOf(doc);
	if ((root.get(key) ?? nothing) === value) return;
	const set = () => root.set(key, value);
	if (root.has(key)) act(doc, set);
	else bear(doc, () => root.set(key, nothing), set);
}
