import type * as Y from 'yjs';
import { COMMITMENT_TEMPLATE } from '#domain/commitment-template.ts';
import type { FrozenCard, FrozenCore, FrozenRoute } from '#domain/texts.ts';
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

/** What is locked, hashed and signed of a draft: its fields, choices and result indicators, as plain text (design §4). */
export function draftCore(doc: Y.Doc): Pick<FrozenCore, 'fields' | 'indicators' | 'choices' | 'template'> {
	const { fields, indicators, choices } = readDraft(doc);
	return {
		template: COMMITMENT_TEMPLATE,
		fields,
		choices,
		indicators: indicators.flatMap(({ id, type, text, baseline, target, means }) =>
			type === 'result' ? [{ id, type, text, baseline, target, means }] : [],
		),
	};
}

/** The annex of a draft, which is not signed: its lines of action and its management indicators. */
export function draftRoute(doc: Y.Doc): Pick<FrozenRoute, 'milestones' | 'indicators'> {
	const { indicators, milestones } = readDraft(doc);
	return {
		milestones: milestones.map(({ order: _, ...milestone }) => milestone),
		indicators: indicators.flatMap(({ id, type, text, baseline, target, means }) =>
			type === 'management' ? [{ id, type, text, baseline, target, means }] : [],
		),
	};
}
