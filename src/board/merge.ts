import type * as Y from 'yjs';
import { act } from './acts.ts';
import { mergeInto } from './edit-cards.ts';
import type { CardId } from './ids.ts';
import { DONE, refuse, type Outcome } from './outcome.ts';
import { readTree } from './read-tree.ts';
import { cardsOf, entryOf } from './roots.ts';

/**
 * Cards that say the same become one, as one act: `keep` stays, the others show in it with their words, and their links count
 * as its. Nothing of them is lost: `separate` and undo bring each back. `card.unknown`, `card.into-itself`.
 */
export function mergeCards(doc: Y.Doc, keep: CardId, others: Iterable<CardId>): Outcome {
	const cards = cardsOf(doc);
	const stays = entryOf(cards, keep);
	const merged = [...new Set(others)].filter((id) => id !== keep);
	if (stays === null || merged.some((id) => entryOf(cards, id) === null)) return refuse('card.unknown');
	if (merged.length === 0) return refuse('card.into-itself');
	act(doc, () => {
		// Whatever it had been merged into may be among the others: a circle would undo the merge.
		if ((stays.get('into') ?? null) !== null) stays.set('into', null);
		for (const id of merged) mergeInto(doc, id, keep);
	});
	return DONE;
}

/** Takes one card out of the card that it was merged into, with its own words and links. `card.unknown`. */
export function separate(doc: Y.Doc, id: CardId): Outcome {
	const entry = entryOf(cardsOf(doc), id);
	if (entry === null) return refuse('card.unknown');
	act(doc, () => {
		if ((entry.get('into') ?? null) !== null) entry.set('into', null);
		// A second counterpart of one card shows in the first until it stands for that card no longer.
		if (!readTree(doc).cards.has(id) && (entry.get('mirrors') ?? null) !== null) entry.set('mirrors', null);
	});
	return DONE;
}
