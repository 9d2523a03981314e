import type { CardKind } from '#domain/cards.ts';
import type { CardId, CommitmentId, PollId } from '#domain/ids.ts';
import type { CommitmentView, PollView } from './view.ts';

/** What became of what the caller wrote: GET /api/workshops/<id>/mine. */
export interface MineAnswer {
	/** In reading order; what was taken off at the end. */
	readonly cards: readonly MyCard[];
}

export interface MyCard {
	readonly card: CardId;
	readonly kind: CardKind;
	/** As it reads now. */
	readonly text: string;
	/** The oldest wording that was kept and reads otherwise: on a board at the end of a phase, or as a vote asked it. */
	readonly original: { readonly text: string; readonly at: number } | null;
	readonly fate: 'there' | 'merged' | 'gone';
	/** The card that stands for it now, where it was merged. */
	readonly into: string | null;
	/** What it, or the card that stands for it, hangs on. */
	readonly under: readonly string[];
	/** Votes on it, or on the card that stands for it, oldest first. */
	readonly votes: readonly CardVote[];
	readonly commitments: readonly CardUse[];
}

export interface CardVote {
	readonly poll: PollId;
	readonly question: string;
	readonly closedAt: number | null;
	readonly status: PollView['status'];
	/** Of a shown result: chosen by the round, or not; its place in an order, of how many. null where there is none to show. */
	readonly result:
		| { readonly is: 'chosen' | 'not-chosen' }
		| { readonly is: 'ordered'; readonly place: number; readonly of: number }
		| null;
}

/** `directly`: the commitment starts from this very solution; otherwise from one that answers the card. */
export interface CardUse {
	readonly commitment: CommitmentId;
	readonly title: string;
	readonly status: CommitmentView['status'];
	readonly directly: boolean;
	readonly url: string | null;
}
