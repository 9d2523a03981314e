import type * as Y from 'yjs';
import { entryOf } from './roots.ts';

type Ordered = { readonly order: string; readonly id: string };
/** Two people may put two records into one place; then the ids decide, alike for everybody. */
const inOrder = (a: Ordered, b: Ordered): number =>
	a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1;

/** The records of a root that are present (or those marked as gone), in the order of the table; `read` leaves out what it can't. */
export function readRecords<Read extends Ordered>(
	root: Y.Map<unknown>,
	isGone: boolean,
	read: (entry: Y.Map<unknown>, id: string) => Read | null,
): Read[] {
	const records: Read[] = [];
	root.forEach((_, id) => {
		const entry = entryOf(root, id);
		const record = entry && (entry.get('gone') === true) === isGone ? read(entry, id) : null;
		if (record) records.push(record);
	});
	return records.sort(inOrder);
}

/** A co-edited text as it reads; beyond the limit it is nobody's honest work (F27). */
export const plainText = (text: Y.Text | null, limit: number): string =>
	text === null || text.length > limit ? '' : text.toString();
