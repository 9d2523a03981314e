import { getContext, setContext } from 'svelte';
import type { CardId } from '#board/ids.ts';

/** What a chosen solution leads to: a draft that is there, one that this person may start, or somebody to ask for one. */
export type DraftOffer =
	| { readonly is: 'there'; readonly title: string; readonly open: () => void }
	| { readonly is: 'may'; readonly start: () => void }
	| { readonly is: 'ask' };

/** Null where the card is no solution that the table chose. */
export type Drafting = (card: CardId) => DraftOffer | null;

const KEY = Symbol('drafting');

/** For the list, whose rows are many levels deep. */
export function provideDrafting(drafting: Drafting): void {
	setContext(KEY, drafting);
}

/** Nobody drafts where nothing is provided. */
export function useDrafting(): Drafting {
	return getContext<Drafting | undefined>(KEY) ?? (() => null);
}
