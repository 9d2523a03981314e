import type * as Y from 'yjs';
import { addCard, cardText } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import type { CardId } from '#domain/ids.ts';
import type { DocumentLink } from '../../src/lib/live/document-link.ts';
import type { KeyedStore } from '../../src/lib/live/set-aside.ts';
import { eventually } from '../server/rooms/table.ts';

/** The card that is meant where no other is named. */
export const CARD = 'tarjeta2222222222222' as CardId;

/** A browser's storage whose content the test holds, so that it outlives whoever opens it. */
export const storeOver = (kept: Map<string, string>): KeyedStore => ({
	getItem: (key) => kept.get(key) ?? null,
	setItem: (key, value) => void kept.set(key, value),
	removeItem: (key) => void kept.delete(key),
});

export async function online(link: DocumentLink): Promise<DocumentLink> {
	await eventually(() => link.connection.is === 'online');
	return link;
}

export const add = (link: DocumentLink, text: string, id = CARD) =>
	addCard(link.replica.doc, { id, kind: 'problem', pos: [0, 0], text });

/** What a card says; null where it is not there. */
export const wording = (doc: Y.Doc, id = CARD) => cardText(doc, id)?.toString() ?? null;

/** Writes at the end of a card, as its editor does. */
export function type(link: DocumentLink, text: string, id = CARD): void {
	const into = cardText(link.replica.doc, id);
	if (into) editText(into, { index: into.length, remove: 0, insert: text }, 2_000);
}
