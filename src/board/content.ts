import type * as Y from 'yjs';
import type { FieldKey } from '#domain/cards.ts';
import type { FrozenCard, FrozenIndicator } from '#domain/texts.ts';
import { isReadable, readCard } from './card.ts';
import { readDraft } from './draft.ts';
import type { CardId } from './ids.ts';
import { cardsOf } from './roots.ts';

/**
 * The cards as they read now, in the order asked, for a poll to keep a copy. One that is unknown, unreadable or gone is left
 * out: a shorter answer than the question means that the board changed meanwhile.
 */
export function boardCards(doc: Y.Doc, ids: readonly CardId[]): FrozenCard[] {
	const root = cardsOf(doc);
	return ids.flatMap((id) => {
		const read = root.has(id) ? readCard(id, root.get(id)) : null;
		if (read === null || !isReadable(read) || read.gone) return [];
		return [{ card: read.id, kind: read.kind, text: read.text }];
	});
}

export interface DraftCore {
	readonly fields: Readonly<Record<FieldKey, string>>;
	readonly indicators: readonly FrozenIndicator[];
}

/** What is locked, hashed and signed of a draft: its fields and its result indicators, as plain text (design §4). */
export function draftCore(doc: Y.Doc): DraftCore {
	const { fields, indicators } = readDraft(doc);
	return {
		fields,
		indicators: indicators.flatMap(({ id, type, text, baseline, target, means }) =>
			type === 'result' ? [{ id, type, text, baseline, target, means }] : [],
		),
	};
}
