import type * as Y from 'yjs';
import type { Card } from './card.ts';
import { counterparts } from './counterparts.ts';
import { NO_DETAILS } from './details.ts';
import { areaOf, clearInRow, drawnSize, type Area } from './drawn-size.ts';
import { addCards, moveCard, type NewCard, type NewLink } from './edit-cards.ts';
import { BESIDE_GAP, extentOf } from './extent.ts';
import { CARD_SIZE, type Position } from './geometry.ts';
import { linkId, type CardId } from './ids.ts';
import { MIRROR_KIND } from './kinds.ts';
import { layoutTree } from './layout.ts';
import { done, refuse, type Outcome } from './outcome.ts';
import { readTree } from './read-tree.ts';
import { cardsOf, entryOf } from './roots.ts';
import { buildTree, type ProblemTree } from './tree.ts';

/**
 * Turns each problem, cause and effect into an objective, a means and an end, tied among themselves as their originals are, to be
 * reworded; each keeps its link to the card that it answers. As one act. What already has a counterpart is left as it is, so
 * that a second time adds only what has come since; a counterpart that was taken off comes back. Gives how many cards came.
 * `tree.nothing`, `board.full`.
 */
export function growObjectives(doc: Y.Doc, newId: () => CardId): Outcome<number> {
	const tree = readTree(doc);
	const originals = [...tree.cards.values()].filter(({ kind }) => MIRROR_KIND[kind] !== null);
	if (originals.length === 0) return refuse('tree.nothing');
	const standing = counterparts(tree.cards.values());
	const missing = originals.filter(({ id }) => !standing.has(id));
	if (missing.length === 0) return done(0);

	const gone = counterparts(tree.gone);
	const turned = new Map(missing.map((card) => [card.id, turn(card, gone.get(card.id)?.id ?? newId())]));
	const idOf = (original: CardId): CardId | undefined => turned.get(original)?.id ?? standing.get(original)?.id;
	const links = tree.links.flatMap((link): NewLink[] => {
		const [from, to] = [idOf(link.from), idOf(link.to)];
		const isNew = turned.has(link.from) || turned.has(link.to);
		return from !== undefined && to !== undefined && isNew ? [{ from, to }] : [];
	});
	const places = standing.size === 0 ? besideTree(doc, tree, turned, links) : amongOthers(tree, turned, standing);
	const back = [...turned.values()].filter(({ id }) => entryOf(cardsOf(doc), id) !== null);
	const cards = [...turned.values()].flatMap(({ id, kind, text, mirrors }): NewCard[] =>
		back.some((card) => card.id === id) || mirrors === null
			? []
			: [{ id, kind, text, mirrors, pos: places.get(id) ?? [0, 0] }],
	);
	const outcome = addCards(doc, cards, links, {
		reveal() {
			for (const { id } of back) {
				entryOf(cardsOf(doc), id)?.set('gone', false);
				moveCard(doc, id, places.get(id) ?? [0, 0]);
			}
		},
	});
	return outcome.ok ? done(turned.size) : outcome;
}

function turn(original: Card, id: CardId): Card {
	const kind = MIRROR_KIND[original.kind] ?? original.kind;
	const others = { gone: false, into: null, pinned: false, details: NO_DETAILS };
	return { ...original, ...others, id, kind, size: CARD_SIZE[kind], mirrors: original.id };
}

/** A tree of its own, laid out in the order of the first one, right of all that is on the board. */
function besideTree(
	doc: Y.Doc,
	tree: ProblemTree,
	turned: ReadonlyMap<CardId, Card>,
	links: readonly NewLink[],
): ReadonlyMap<CardId, Position> {
	const ties = links.map((link) => ({ ...link, id: linkId(link.from, link.to), gone: false }));
	const objectives = buildTree(turned.values(), ties, []);
	const places = layoutTree(objectives, drawnSize);
	const right = extentOf(doc, tree)?.right ?? 0;
	const left = Math.min(...[...places.values()].map(([x]) => x));
	return new Map([...places].map(([id, [x, y]]) => [id, [x - left + right + BESIDE_GAP, y]]));
}

/** Where its original lies, seen from the card that both hang on; else right of all that is there. Covers nothing. */
function amongOthers(
	tree: ProblemTree,
	turned: ReadonlyMap<CardId, Card>,
	standing: ReadonlyMap<CardId, Card>,
): ReadonlyMap<CardId, Position> {
	const taken: Area[] = [...tree.cards.values()].map((card) => areaOf(card));
	const right = Math.max(...taken.map(({ x, w }) => x + w));
	const placed = new Map<CardId, Position>([...standing].map(([original, { pos }]) => [original, pos]));
	const places = new Map<CardId, Position>();
	// In reading order a parent may come after its child; those nearer the trunk go first.
	const nearest = [...turned].sort(([a], [b]) => distance(tree, a) - distance(tree, b));
	for (const [original, card] of nearest) {
		const parent = tree.places.get(original)?.parent ?? null;
		const holder = parent === null ? undefined : placed.get(parent);
		const from = parent === null ? undefined : tree.cards.get(parent)?.pos;
		const [x, y] =
			holder && from
				? [holder[0] + card.pos[0] - from[0], holder[1] + card.pos[1] - from[1]]
				: [right + BESIDE_GAP, card.pos[1]];
		const [w, h] = drawnSize(card);
		const pos = clearInRow(taken, { x, y, w, h });
		taken.push({ x: pos[0], y: pos[1], w, h });
		placed.set(original, pos);
		places.set(card.id, pos);
	}
	return places;
}

const distance = (tree: ProblemTree, id: CardId): number => Math.abs(tree.places.get(id)?.level ?? 0);
