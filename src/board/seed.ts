import * as Y from 'yjs';
import { FIELD_KEYS, type FieldKey } from '#domain/cards.ts';
import { SEED } from './acts.ts';
import { cleanText, cutText } from './clean-text.ts';
import { addCards, type NewCard, type NewLink } from './edit-cards.ts';
import { FIELD_TEXT_MAX } from './limits.ts';
import type { Outcome } from './outcome.ts';
import { fieldsOf } from './roots.ts';

/**
 * Creates the texts of a draft. Only the server calls it, once, before anyone joins: two clients that both create the text of
 * one key lose one side's. Fields that exist are left alone, so that a second call harms nothing.
 */
export function seedDraft(doc: Y.Doc, fields: Partial<Record<FieldKey, string>>): void {
	doc.transact(() => {
		const root = fieldsOf(doc);
		for (const key of FIELD_KEYS) {
			if (!root.has(key)) root.set(key, new Y.Text(cutText(cleanText(fields[key] ?? ''), FIELD_TEXT_MAX)));
		}
	}, SEED);
}

/** Puts the first cards and links on a board, for an example or a duplicate. Refuses as `addCards` does. */
export function seedBoard(doc: Y.Doc, cards: readonly NewCard[], links: readonly NewLink[] = []): Outcome {
	return addCards(doc, cards, links);
}
