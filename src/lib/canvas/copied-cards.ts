import type { NewCard } from '#board/edit-cards.ts';
import { CARD_SIZE, toPosition, toSize } from '#board/geometry.ts';
import { isCardKind } from '#board/kinds.ts';

/** One paste, so that a slip does not fill the board. */
const PASTE_MAX = 500;

export interface Copied {
	readonly cards: readonly Omit<NewCard, 'id'>[];
	/** By place in `cards`: the first feeds the second. */
	readonly links: readonly (readonly [number, number])[];
}

/** What a clipboard holds comes from outside: anything that is no card is left out. */
export function readCopied(json: string): Copied | null {
	if (json === '') return null;
	try {
		const value: unknown = JSON.parse(json);
		const { cards, links } = Object(value) as Record<string, unknown>; // a box around whatever it was; fields are checked below
		if (!Array.isArray(cards) || cards.length === 0 || cards.length > PASTE_MAX) return null;
		const read = cards.map((card: unknown): Omit<NewCard, 'id'> => {
			const { kind, pos, size, text } = Object(card) as Record<string, unknown>;
			const known = isCardKind(kind) ? kind : 'note';
			return {
				kind: known,
				pos: toPosition(pos) ?? [0, 0],
				size: toSize(size) ?? CARD_SIZE[known],
				text: typeof text === 'string' ? text : '',
			};
		});
		const pairs = (Array.isArray(links) ? links : []).flatMap((pair: unknown): [number, number][] => {
			const [from, to]: unknown[] = Array.isArray(pair) ? pair : [];
			const isPlace = (at: unknown): at is number =>
				Number.isInteger(at) && Number(at) >= 0 && Number(at) < read.length;
			return isPlace(from) && isPlace(to) && from !== to ? [[from, to]] : [];
		});
		return { cards: read, links: pairs };
	} catch {
		return null;
	}
}
