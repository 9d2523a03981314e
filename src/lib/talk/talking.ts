import { getContext, setContext } from 'svelte';
import type { CardId } from '#board/ids.ts';

/** What people say about cards, as far as a board shows it; the words themselves stand beside the board. */
export interface Talking {
	/** False on a sheet that nobody else sees. */
	readonly isHere: boolean;
	/** Open conversations about a card and about what was merged into it. */
	countOf(card: CardId): number;
	/** Shows them beside the board. */
	open(card: CardId): void;
}

const KEY = Symbol('talking');

/** For the list, whose rows are many levels deep. */
export function provideTalking(talking: Talking): void {
	setContext(KEY, talking);
}

/** null on a board about which nobody talks: a picture, a test. */
export function useTalking(): Talking | null {
	return getContext<Talking | undefined>(KEY) ?? null;
}
