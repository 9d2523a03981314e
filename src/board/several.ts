import type * as Y from 'yjs';
import { act, bear } from './acts.ts';
import { readCard, isReadable } from './card.ts';
import { addCards, setKind, type NewCard } from './edit-cards.ts';
import { linkId, type CardId } from './ids.ts';
import { isCardKind, runsBackwards, type CardKind } from './kinds.ts';
import { readLink, type LinkValue } from './link.ts';
import { DONE, done, refuse, type Outcome } from './outcome.ts';
import { cardsOf, entryOf, linksOf } from './roots.ts';
import type { ProblemTree } from './tree.ts';

/** What is done with several cards at once: each is one act, which one undo takes back whole. */

/** Changes what the cards are; unknown ones are passed over. */
export function setKinds(doc: Y.Doc, ids: Iterable<CardId>, kind: CardKind): Outcome {
	act(doc, () => {
		for (const id of ids) setKind(doc, id, kind);
	});
	return DONE;
}

/**
 * Ties each of the cards to one other, turned as the tree runs; those that are tied already, and that card itself, are passed
 * over. `card.unknown` where the other is unknown.
 */
export function linkAll(doc: Y.Doc, ids: Iterable<CardId>, other: CardId): Outcome {
	const kindOf = (id: CardId): unknown => entryOf(cardsOf(doc), id)?.get('kind');
	const otherKind = kindOf(other);
	if (!isCardKind(otherKind)) return refuse('card.unknown');
	const values: LinkValue[] = [];
	for (const id of ids) {
		const kind = kindOf(id);
		if (id === other || !isCardKind(kind)) continue;
		const ends = runsBackwards(kind, otherKind) ? { from: other, to: id } : { from: id, to: other };
		values.push({ ...ends, gone: false });
	}
	putLinks(doc, values);
	return DONE;
}

/** Copies land this far aside of what they copy, in page units, as on the canvas. */
const ASIDE = 32;

/**
 * Copies cards with what is said of them and with the links among them, each under the fresh id that `newId` makes; what ties
 * them to other cards is not copied, as on the canvas. Answers the copies' ids in the same order. `card.unknown`, `board.full`.
 */
export function duplicateCards(doc: Y.Doc, ids: readonly CardId[], newId: () => CardId): Outcome<readonly CardId[]> {
	const copies = new Map<CardId, NewCard>();
	for (const id of ids) {
		const card = readCard(id, cardsOf(doc).get(id));
		if (!isReadable(card)) return refuse('card.unknown');
		const { kind, text, pos, size, details } = card;
		copies.set(id, { kind, text, size, details, id: newId(), pos: [pos[0] + ASIDE, pos[1] + ASIDE] });
	}
	const links: Pick<LinkValue, 'from' | 'to'>[] = [];
	linksOf(doc).forEach((value, id) => {
		const link = readLink(id, value);
		if (link === null || link.gone) return;
		const [from, to] = [copies.get(link.from), copies.get(link.to)];
		if (from && to) links.push({ from: from.id, to: to.id });
	});
	const outcome = addCards(doc, [...copies.values()], links);
	return outcome.ok ? done([...copies.values()].map(({ id }) => id)) : outcome;
}

/**
 * Hangs a card under another parent, with all that hangs on it: its link to the parent that it has goes, one to the new parent
 * comes. With null it stands alone. Links to further cards stay. `card.unknown`, `link.itself`.
 */
export function moveUnder(doc: Y.Doc, tree: ProblemTree, id: CardId, parent: CardId | null): Outcome {
	const card = tree.cards.get(id);
	const holder = parent === null ? undefined : tree.cards.get(parent);
	if (card === undefined || (parent !== null && holder === undefined)) return refuse('card.unknown');
	if (parent === id) return refuse('link.itself');
	const before = tree.places.get(id)?.parent ?? null;
	if (before === parent) return DONE;
	const isBefore = (from: CardId, to: CardId) =>
		before !== null && ((from === id && to === before) || (from === before && to === id));
	const values: LinkValue[] = tree.links
		.filter((link) => isBefore(link.from, link.to))
		.map(({ id: link }) => readLink(link, linksOf(doc).get(link)))
		.flatMap((link) => (link ? [{ from: link.from, to: link.to, gone: true }] : []));
	if (holder) {
		// Of two effects the one on top is fed by the other; any other two of one kind feed what holds them.
		const isFed = card.kind === holder.kind ? card.kind === 'effect' : runsBackwards(card.kind, holder.kind);
		const ends = isFed ? { from: holder.id, to: id } : { from: id, to: holder.id };
		values.push({ ...ends, gone: false });
	}
	putLinks(doc, values);
	return DONE;
}

/** Sets links as one act. A link that never was is born gone first, so that undo marks it gone and does not delete its key. */
function putLinks(doc: Y.Doc, values: readonly LinkValue[]): void {
	const links = linksOf(doc);
	const changed = values.filter(({ from, to, gone }) => {
		const id = linkId(from, to);
		const known = links.has(id) ? readLink(id, links.get(id)) : null;
		return (known?.gone ?? true) !== gone;
	});
	if (changed.length === 0) return;
	bear(
		doc,
		() => {
			for (const value of changed) {
				const id = linkId(value.from, value.to);
				if (!links.has(id)) links.set(id, { ...value, gone: true } satisfies LinkValue);
			}
		},
		() => {
			for (const value of changed) links.set(linkId(value.from, value.to), value);
		},
	);
}
