import type { CardId } from '#domain/ids.ts';

/** What stands beside the board about it, in place of the panel; null while that does. */
export type Beside =
	| { readonly is: 'review' }
	| { readonly is: 'details'; readonly card: CardId }
	| { readonly is: 'talk'; readonly card: CardId };
