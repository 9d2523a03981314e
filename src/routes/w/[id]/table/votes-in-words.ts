import type { CardId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { WorkshopView } from '#protocol/view.ts';

/** By card: what the last counted round of points gave it, and its place in that order, as a sentence. */
export function votesInWords(view: Pick<WorkshopView, 'polls'>): ReadonlyMap<CardId, string> {
	const words = new Map<CardId, string>();
	for (const { question, options, tally } of view.polls) {
		if (tally?.method !== 'dots') continue;
		for (const { id, dots } of tally.options) {
			const card = options.find((option) => option.id === id)?.card ?? null;
			if (card === null) continue;
			const before = tally.order.slice(
				0,
				tally.order.findIndex((tied) => tied.includes(id)),
			);
			const rank = before.flat().length + 1;
			const votes = m.list_votes({ count: dots, question });
			words.set(card, m.list_votes_rank({ votes, rank, total: options.length }));
		}
	}
	return words;
}
