import type * as Y from 'yjs';
import { act, BIRTH } from './acts.ts';
import type { CardId, RecordId } from './ids.ts';
import { DONE, type Outcome } from './outcome.ts';
import { cardsOf, drawingsOf, entryOf } from './roots.ts';

/**
 * Holds cards and drawings in their place, or lets them go, as one act. Facilitators alone may; what is pinned moves for nobody.
 * Unknown ones are passed over. Not inside another transaction.
 */
export function setPinned(doc: Y.Doc, ids: Iterable<CardId | RecordId>, pinned: boolean): Outcome {
	const entries = [...ids].flatMap((id) => entryOf(cardsOf(doc), id) ?? entryOf(drawingsOf(doc), id) ?? []);
	const changed = entries.filter((entry) => (entry.get('pinned') === true) !== pinned);
	if (changed.length === 0) return DONE;
	// Undo goes back to the value before: the first one needs one before it, since keys are never removed.
	doc.transact(() => {
		for (const entry of changed) if (!entry.has('pinned')) entry.set('pinned', null);
	}, BIRTH);
	act(doc, () => {
		for (const entry of changed) entry.set('pinned', pinned);
	});
	return DONE;
}
