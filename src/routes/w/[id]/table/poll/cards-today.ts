import type { CardId } from '#domain/ids.ts';
import type { TreeCards } from '../facilitate/tree-cards.ts';

/** What the cards say today, where the page knows it: a vote is on the stored copy. A merged card says what the other says. */
export type CardsToday = ReadonlyMap<CardId, { readonly text: string; readonly isMerged: boolean }>;

export function cardsToday(cards: TreeCards): CardsToday {
	return new Map(
		cards.flatMap(({ id, text, merged = [] }) => {
			const today = (card: CardId, isMerged: boolean) => [card, { text, isMerged }] as const;
			return [today(id, false), ...merged.map((other) => today(other, true))];
		}),
	);
}
