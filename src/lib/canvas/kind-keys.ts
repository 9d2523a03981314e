import type { CardKind } from '#board/kinds.ts';

/** The key that takes up a card of each kind; N is a note in tldraw and elsewhere too. */
export const KIND_KEYS: Readonly<Record<CardKind, string>> = {
	problem: '1',
	cause: '2',
	effect: '3',
	solution: '4',
	note: 'N',
	objective: '5',
	means: '6',
	end: '7',
	actor: '8',
};
