import { NO_DETAILS } from './details.ts';
import type { NewCard, NewLink } from './edit-cards.ts';
import { CARD_SIZE } from './geometry.ts';
import { linkId, parseLinkId, type CardId } from './ids.ts';
import { CHILD_KINDS, rises, runsBackwards, type CardKind } from './kinds.ts';
import { layoutTree } from './layout.ts';
import type { Link } from './link.ts';
import type { ListLine } from './list-text.ts';
import { FIRST_ORDER_KEY } from './order.ts';
import { buildTree, type Card, type ProblemTree } from './tree.ts';

export interface Planting {
	/** The card that the list hangs on; null where it stands by itself. */
	readonly under: CardId | null;
	readonly mayAdd: (kind: CardKind) => boolean;
	readonly makeId: () => CardId;
}

/**
 * Cards and links that say what a list says: each line hangs on the one that it stands under, and the top ones on `under`, as "+"
 * would hang them. A list by itself becomes a problem with its causes on a board that has none; lines without any below them, notes.
 * Laid out, around `under` where there is one. Null where no kind may be added that fits.
 */
export function plantList(
	tree: ProblemTree,
	lines: readonly ListLine[],
	{ under, mayAdd, makeId }: Planting,
): { readonly cards: readonly NewCard[]; readonly links: readonly NewLink[] } | null {
	const near = under === null ? undefined : tree.cards.get(under);
	const cards: Card[] = [];
	const links: NewLink[] = [];
	for (const [index, line] of lines.entries()) {
		const above = line.under === null ? near : cards[line.under];
		const wished = above ? CHILD_KINDS[above.kind] : topKinds(tree, lines);
		const kind = wished.find(mayAdd);
		if (kind === undefined) return null;
		const card = newCard(makeId(), kind, line.text, index);
		cards.push(card);
		if (above) links.push(tie(above, card));
	}
	// The list's own tree, with the card it hangs on: siblings stand in the order of their lines.
	const stored = links.flatMap(({ from, to }): Link[] => {
		const ends = parseLinkId(linkId(from, to));
		return ends ? [{ ...ends, gone: false }] : [];
	});
	const places = layoutTree(buildTree(near ? [near, ...cards] : cards, stored, []));
	return {
		cards: cards.map(({ id, kind, size, text, pos }) => ({ id, kind, size, text, pos: places.get(id) ?? pos })),
		links,
	};
}

function topKinds(tree: ProblemTree, lines: readonly ListLine[]): readonly CardKind[] {
	const tops = lines.filter((line) => line.under === null).length;
	if (tops === lines.length) return ['note', 'cause', 'solution'];
	const hasProblem = [...tree.cards.values()].some((card) => card.kind === 'problem');
	return tops === 1 && !hasProblem ? ['problem', 'cause', 'solution', 'note'] : ['cause', 'solution', 'note'];
}

const newCard = (id: CardId, kind: CardKind, text: string, index: number): Card => ({
	id,
	kind,
	text,
	pos: [index, 0],
	size: CARD_SIZE[kind],
	z: FIRST_ORDER_KEY,
	gone: false,
	into: null,
	pinned: false,
	details: NO_DETAILS,
	mirrors: null,
});

/** As "+" ties them: two of a kind by which of them stands on the other. */
function tie(near: Card, card: Card): NewLink {
	const isFed = card.kind === near.kind ? rises(card.kind) : runsBackwards(card.kind, near.kind);
	return isFed ? { from: near.id, to: card.id } : { from: card.id, to: near.id };
}
