import type { NewCard, NewLink } from '#board/edit-cards.ts';
import { CARD_SIZE, toPosition, toSize, type Position, type Size } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import { isCardKind, type CardKind } from '#board/kinds.ts';
import type { ProblemTree } from '#board/tree.ts';

/** Cards on the clipboard, for another table or another tab; any program can read the plain text beside them. */
export const COPIED_FORMAT = 'application/x-mesa-abierta-cards';

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

/** Cards as they stand, with the links among them. */
export function copyOf(tree: ProblemTree, ids: readonly CardId[]): Copied {
	const known = ids.filter((id) => tree.cards.has(id));
	return {
		cards: known.flatMap((id) => {
			const card = tree.cards.get(id);
			return card ? [{ kind: card.kind, pos: card.pos, size: card.size, text: card.text }] : [];
		}),
		links: tree.links.flatMap((link): [number, number][] => {
			const [from, to] = [known.indexOf(link.from), known.indexOf(link.to)];
			return from >= 0 && to >= 0 ? [[from, to]] : [];
		}),
	};
}

export interface Pasting {
	readonly mayAdd: (kind: CardKind) => boolean;
	readonly makeId: () => CardId;
	/** Where the upper left corner of what is pasted goes, by how large it is. */
	readonly place: (size: Size) => Position;
}

/** Copied cards under ids of their own, arranged as they were; a kind that may not be added stays behind, and its links. */
export function pasteOf({ cards, links }: Copied, { mayAdd, makeId, place }: Pasting) {
	const left = Math.min(...cards.map(({ pos }) => pos[0]));
	const top = Math.min(...cards.map(({ pos }) => pos[1]));
	const right = Math.max(...cards.map(({ pos, size }) => pos[0] + (size?.[0] ?? 0)));
	const foot = Math.max(...cards.map(({ pos, size }) => pos[1] + (size?.[1] ?? 0)));
	const [x, y] = place([right - left, foot - top]);
	const made = cards.map((card): NewCard | null =>
		mayAdd(card.kind) ? { ...card, id: makeId(), pos: [card.pos[0] + x - left, card.pos[1] + y - top] } : null,
	);
	return {
		cards: made.filter((card) => card !== null),
		links: links.flatMap(([from, to]): NewLink[] => {
			const [a, b] = [made[from], made[to]];
			return a && b ? [{ from: a.id, to: b.id }] : [];
		}),
		leftOut: made.filter((card) => card === null).length,
	};
}
