import type * as Y from 'yjs';
import type { CardId } from './ids.ts';
import { cardsOf, entryOf } from './roots.ts';

/**
 * The Yjs client id under which a card came to the board: what is made of a card later, its words included, has ids of its own. Whose
 * it is the server's claims say. Null where there is no such card.
 */
export function enteredUnder(doc: Y.Doc, card: CardId): number | null {
	return entryOf(cardsOf(doc), card)?._item?.id.client ?? null;
}
