import * as Y from 'yjs';
import { act, bear } from './acts.ts';
import type { RecordId } from './ids.ts';
import { orderAbove } from './order.ts';
import { DONE, refuse, type Outcome } from './outcome.ts';
import { entryOf } from './roots.ts';

/** A record of a draft that is to come: its plain values, and the names of its texts. */
export interface NewRecord {
	readonly values: Readonly<Record<string, string | null>>;
	readonly texts: readonly string[];
}

/**
 * Adds a record below the others, its texts empty. `record.exists`, `board.full` beyond `max` that are present. Not inside another
 * transaction.
 */
export function addRecord(
	doc: Y.Doc,
	root: Y.Map<unknown>,
	id: RecordId,
	{ values, texts }: NewRecord,
	max: number,
): Outcome {
	if (root.has(id)) return refuse('record.exists');
	if (present(root) >= max) return refuse('board.full');
	const orders: unknown[] = [];
	root.forEach((other) => orders.push(other instanceof Y.Map ? other.get('order') : null));
	const entry = new Y.Map<unknown>([
		...Object.entries(values),
		['order', orderAbove(orders)],
		['gone', true],
		...texts.map((key) => [key, new Y.Text()] as const),
	]);
	bear(
		doc,
		() => root.set(id, entry),
		() => entry.set('gone', false),
	);
	return DONE;
}

/** Sets a plain value of a record. `record.unknown`. */
export function setRecord(
	doc: Y.Doc,
	root: Y.Map<unknown>,
	id: RecordId,
	key: string,
	value: string | boolean | null,
): Outcome {
	const entry = entryOf(root, id);
	if (entry === null) return refuse('record.unknown');
	if (entry.get(key) !== value) act(doc, () => entry.set(key, value));
	return DONE;
}

function present(root: Y.Map<unknown>): number {
	let count = 0;
	root.forEach((entry) => (count += Number(entry instanceof Y.Map && entry.get('gone') !== true)));
	return count;
}
