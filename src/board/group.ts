import type * as Y from 'yjs';
import { areaOf, clearInRow, type Area } from './drawn-size.ts';
import { addCards, moveCards, type NewLink } from './edit-cards.ts';
import { fanned } from './fan.ts';
import { CARD_SIZE, type Position } from './geometry.ts';
import type { CardId, LinkId } from './ids.ts';
import { linkId } from './ids.ts';
import { rises, type CardKind } from './kinds.ts';
import { readLink, type LinkValue } from './link.ts';
import { refuse, type Outcome } from './outcome.ts';
import { readTree } from './read-tree.ts';
import { shiftBranch } from './reorder.ts';
import { linksOf } from './roots.ts';
import type { Card, ProblemTree } from './tree.ts';

const ROW_GAP = 80; // page units between the heading and what stands under it

/**
 * Puts a new card of the same kind between the chosen ones and what they all feed (for effects: what feeds them all), as one
 * act. Ties that they do not share stay. They make room for it with all that hangs on them, as far as `mayMove` lets them.
 * `card.unknown`, `group.kinds`, `card.exists`, `board.full`.
 */
export function groupUnder(
	doc: Y.Doc,
	ids: Iterable<CardId>,
	heading: { readonly id: CardId; readonly text: string },
	mayMove: (id: CardId) => boolean = () => true,
): Outcome {
	const tree = readTree(doc);
	const chosen = [...new Set(ids)].flatMap((id) => tree.cards.get(id) ?? []);
	const [first] = chosen;
	if (first === undefined || chosen.length < new Set(ids).size) return refuse('card.unknown');
	const { kind } = first;
	if (chosen.some((card) => card.kind !== kind)) return refuse('group.kinds');

	const towards = (trunk: CardId, card: CardId): NewLink =>
		rises(kind) ? { from: trunk, to: card } : { from: card, to: trunk };
	const shared = sharedParents(tree, chosen, kind);
	const freed = chosen.flatMap(({ id }) => shared.flatMap((parent) => storedLinks(doc, tree, towards(parent, id))));
	const { pos, moves } = makeRoom(tree, chosen, heading, mayMove);
	return addCards(
		doc,
		[{ ...heading, kind, pos }],
		[...shared.map((parent) => towards(parent, heading.id)), ...chosen.map((card) => towards(heading.id, card.id))],
		{
			reveal() {
				for (const link of freed) linksOf(doc).set(linkId(link.from, link.to), { ...link, gone: true });
				moveCards(doc, moves);
			},
		},
	);
}

function sharedParents(tree: ProblemTree, chosen: readonly Card[], kind: CardKind): CardId[] {
	const taken = new Set(chosen.map(({ id }) => id));
	const parentsOf = ({ id }: Card): readonly CardId[] => {
		const place = tree.places.get(id);
		return (rises(kind) ? place?.fedBy : place?.feeds) ?? [];
	};
	const [first = [], ...others] = chosen.map(parentsOf);
	return first.filter((parent) => !taken.has(parent) && others.every((parents) => parents.includes(parent)));
}

/** The links that show as this one: its own, and those of what was merged into either end. */
function storedLinks(doc: Y.Doc, tree: ProblemTree, { from, to }: NewLink): LinkValue[] {
	const all = (id: CardId) => [id, ...(tree.merged.get(id) ?? []).map((card) => card.id)];
	const links = linksOf(doc);
	return all(from).flatMap((a) =>
		all(to).flatMap((b): LinkValue[] => {
			const id: LinkId = linkId(a, b);
			const link = links.has(id) ? readLink(id, links.get(id)) : null;
			return link === null || link.gone ? [] : [{ from: a, to: b, gone: false }];
		}),
	);
}

/** The heading takes the row in which the chosen cards stood, and they move away from the trunk, with their branches. */
function makeRoom(
	tree: ProblemTree,
	chosen: readonly Card[],
	heading: { readonly id: CardId; readonly text: string },
	mayMove: (id: CardId) => boolean,
): { pos: Position; moves: [CardId, Position][] } {
	const kind = chosen[0]?.kind ?? 'note';
	const up = rises(kind);
	const areas = chosen.map((card) => areaOf(card));
	const left = Math.min(...areas.map(({ x }) => x));
	const right = Math.max(...areas.map(({ x, w }) => x + w));
	const top = Math.min(...areas.map(({ y }) => y));
	const foot = Math.max(...areas.map(({ y, h }) => y + h));
	const own = areaOf({ kind, size: CARD_SIZE[kind], text: heading.text, pos: [0, 0] });
	const step = (own.h + ROW_GAP) * (up ? -1 : 1);
	const shifted = new Map<CardId, Position>();
	for (const { id } of chosen) shiftBranch(tree, id, [0, step], shifted);
	const moves = [...shifted].filter(([id]) => tree.cards.get(id)?.pinned !== true && mayMove(id));
	const moved = new Map(moves);
	const taken: Area[] = [...tree.cards.values()].map((card) => areaOf(card, moved.get(card.id) ?? card.pos));
	const wish = { ...own, x: (left + right - own.w) / 2, y: up ? foot - own.h : top };
	return { pos: fanned(clearInRow(taken, wish), heading.id), moves };
}
