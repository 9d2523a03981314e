import type { CardDetails } from '#domain/card-details.ts';
import type { CardKind } from '#domain/cards.ts';
import type { CardId } from '#domain/ids.ts';

/** What the panel needs of the tree: its cards in reading order. */
export type TreeCards = readonly {
	readonly id: CardId;
	readonly kind: CardKind;
	readonly text: string;
	/** The cards that were merged into this one. */
	readonly merged?: readonly CardId[];
	/** Whose power it needs, and whether money. */
	readonly details?: Pick<CardDetails, 'level' | 'norm' | 'budget'>;
}[];
