import { getContext, setContext } from 'svelte';
import type { CardId } from '#board/ids.ts';

/** Something said of a card, or asked about it, in a few words: a chip in the list, a small mark on the canvas. */
export interface CardMark {
	readonly key: string;
	/** Path data from `icons.ts`. */
	readonly icon: string;
	/** Two or three words, for a card's foot. */
	readonly short: string;
	/** All of it. */
	readonly long: string;
	/** `warn`: somebody should look. */
	readonly tone: 'plain' | 'warn';
}

/** By card; cards without marks are left out. A card's list stays the same object while it says the same. */
export type CardMarks = ReadonlyMap<CardId, readonly CardMark[]>;

const KEY = Symbol('marks');
const NONE: readonly CardMark[] = [];

/** For the list, whose rows are many levels deep. */
export function provideCardMarks(marks: () => CardMarks): void {
	setContext(KEY, marks);
}

/** How to ask for a card's marks; none where nobody provides any. */
export function useCardMarks(): (id: CardId) => readonly CardMark[] {
	const marks = getContext<(() => CardMarks) | undefined>(KEY);
	return (id) => marks?.().get(id) ?? NONE;
}
