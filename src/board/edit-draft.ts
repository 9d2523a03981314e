import * as Y from 'yjs';
import { act, bear } from './acts.ts';
import { INDICATOR_TEXTS, type IndicatorType } from './draft.ts';
import type { RecordId } from './ids.ts';
import { INDICATORS_MAX } from './limits.ts';
import { orderAbove } from './order.ts';
import { DONE, refuse, type Outcome } from './outcome.ts';
import { entryOf, indicatorsOf } from './roots.ts';

/** Adds an empty indicator below the others. `record.exists`, `board.full`. Not inside another transaction. */
export function addIndicator(doc: Y.Doc, id: RecordId, type: IndicatorType): Outcome {
	const root = indicatorsOf(doc);
	if (root.has(id)) return refuse('record.exists');
	if (present(root) >= INDICATORS_MAX) return refuse('board.full');
	const orders: unknown[] = [];
	root.forEach((other) => orders.push(other instanceof Y.Map ? other.get('order') : null));
	const entry = new Y.Map<unknown>([
		['type', type],
		['order', orderAbove(orders)],
		['gone', true],
		...INDICATOR_TEXTS.map((key) => [key, new Y.Text()] as const),
	]);
	bear(
		doc,
		() => root.set(id, entry),
		() => entry.set('gone', false),
	);
	return DONE;
}

/** `record.unknown`. */
export function setIndicatorType(doc: Y.Doc, id: RecordId, type: IndicatorType): Outcome {
	return setKey(doc, id, 'type', type);
}

/** Marks an indicator gone; undo brings it back. `record.unknown`. */
export function removeIndicator(doc: Y.Doc, id: RecordId): Outcome {
	return setKey(doc, id, 'gone', true);
}

/** `record.unknown`. */
export function restoreIndicator(doc: Y.Doc, id: RecordId): Outcome {
	return setKey(doc, id, 'gone', false);
}

function setKey(doc: Y.Doc, id: RecordId, key: 'type' | 'gone', value: string | boolean): Outcome {
	const entry = entryOf(indicatorsOf(doc), id);
	if (entry === null) return refuse('record.unknown');
	if (entry.get(key) !== value) act(doc, () => entry.set(key, value));
	return DONE;
}

function present(root: Y.Map<unknown>): number {
	let count = 0;
	root.forEach((entry) => (count += Number(entry instanceof Y.Map && entry.get('gone') !== true)));
	return count;
}
