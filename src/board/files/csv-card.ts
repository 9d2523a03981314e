import type { CardDetails } from '../details.ts';
import type { CardId } from '../ids.ts';
import { runsBackwards, type CardKind } from '../kinds.ts';

/** One card as a line of a file says it. */
export interface CsvCard {
	readonly line: number;
	readonly number: string;
	readonly kind: CardKind;
	readonly text: string;
	readonly feeds: readonly string[];
	readonly details: Partial<CardDetails>;
}

/** The links that the numbers of a file say, each running as the tree does. */
export function csvLinks(
	cards: readonly CsvCard[],
	idOf: (card: CsvCard) => CardId,
): readonly { readonly from: CardId; readonly to: CardId }[] {
	const byNumber = new Map(cards.map((card) => [card.number, card]));
	return cards.flatMap((card) =>
		card.feeds.flatMap((number) => {
			const other = byNumber.get(number);
			if (other === undefined) return [];
			const ends = { from: idOf(card), to: idOf(other) };
			return runsBackwards(card.kind, other.kind) ? { from: ends.to, to: ends.from } : ends;
		}),
	);
}
