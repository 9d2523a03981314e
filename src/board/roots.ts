import * as Y from 'yjs';
import type { DocumentTarget } from '#domain/permissions.ts';

/**
 * The root keys of each document (design §4). Values are `unknown` on purpose: whoever reads them checks them, since a
 * stock client may have written anything.
 */
export const ROOTS = {
	board: ['cards', 'links', 'drawings'],
	draft: ['fields', 'choices', 'indicators', 'milestones'],
	own: ['cards', 'links', 'drawings'],
} as const satisfies Record<DocumentTarget['document'], readonly string[]>;

export const cardsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('cards');
export const linksOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('links');
export const drawingsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('drawings');
export const fieldsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('fields');
export const choicesOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('choices');
export const indicatorsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('indicators');
export const milestonesOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('milestones');

/** The nested map under a key of a root, or null where something else is there. */
export function entryOf(root: Y.Map<unknown>, id: string): Y.Map<unknown> | null {
	const entry = root.get(id);
	return entry instanceof Y.Map ? entry : null;
}

/** The co-edited text under a key of a nested map, or null where something else is there. */
export function textOf(entry: Y.Map<unknown> | null, key: string): Y.Text | null {
	const text = entry?.get(key);
	return text instanceof Y.Text ? text : null;
}
