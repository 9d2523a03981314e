import type { CardDetails } from '#domain/card-details.ts';
import type { CardId } from '#domain/ids.ts';
import type { TreeCards } from '../facilitate/tree-cards.ts';

/** What the cards say today, where the page knows it: a vote is on the stored copy. A merged card says what the other says. */
export type CardsToday = ReadonlyMap<
	CardId,
	{ readonly text: string; readonly isMerged: boolean; readonly details?: CardNeeds | undefined }
>;
/** What it takes to do what a card says. */
export type CardNeeds = Pick<CardDetails, 'level' | 'norm' | 'budget'>;

export function cardsToday(cards: TreeCards): CardsToday {
	return new Map(
		cards.flatMap(({ id, text, merged = [], details }) => {
			const today = (card: CardId, isMerged: boolean) => [card, { text, isMerged, details }] as const;
			return [today(id, false), ...merged.map((other) => today(other, true))];
		}),
	);
}
