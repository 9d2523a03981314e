import type { Card, SetAside } from './card.ts';
import type { CardId, LinkId } from './ids.ts';
import type { Link } from './link.ts';
import { foldMerged } from './merged.ts';
import { placeCards, type Place } from './places.ts';
import { byReading } from './reading-order.ts';

export type { Card, SetAside, Place };

/** A link between two cards that are present; where a card was merged into another, the link is that other's. */
export interface TreeLink {
	readonly id: LinkId;
	readonly from: CardId;
	readonly to: CardId;
}

/**
 * The board as people read it: effects above, the problem in the trunk, causes below, solutions on causes. A DAG: each card
 * has one place, under its first parent, and may feed others besides. A plain snapshot that never changes.
 */
export interface ProblemTree {
	/** Cards that are present, in reading order. */
	readonly cards: ReadonlyMap<CardId, Card>;
	readonly places: ReadonlyMap<CardId, Place>;
	/** Cards without a parent: problems first, then in reading order. */
	readonly roots: readonly CardId[];
	/** Links between cards that are present; dangling ones and those that are gone are left out. */
	readonly links: readonly TreeLink[];
	/** Links that close a loop: drawn and listed, but not followed. */
	readonly loops: ReadonlySet<LinkId>;
	/** Cards marked as gone, in reading order; they can be restored. */
	readonly gone: readonly Card[];
	/** By card: what was merged into it. */
	readonly merged: ReadonlyMap<CardId, readonly Card[]>;
	/** Records that could not be read (F27). */
	readonly setAside: readonly SetAside[];
}

/** Pure and deterministic: the same cards and links, in any order, make the same tree. */
export function buildTree(cards: Iterable<Card>, links: Iterable<Link>, setAside: Iterable<SetAside>): ProblemTree {
	const all = [...cards].sort(byReading);
	const { present, merged, standsFor } = foldMerged(all);
	const treeLinks = presentLinks(links, present, standsFor);
	const { places, roots, loops } = placeCards(present, treeLinks);
	return {
		cards: present,
		places,
		roots,
		links: treeLinks,
		loops,
		gone: all.filter((card) => card.gone),
		merged,
		setAside: [...setAside].sort((a, b) => (a.id < b.id ? -1 : 1)),
	};
}

function presentLinks(
	links: Iterable<Link>,
	present: ReadonlyMap<CardId, Card>,
	standsFor: (id: CardId) => CardId,
): TreeLink[] {
	const byEnds = new Map<string, TreeLink>();
	for (const link of links) {
		if (link.gone) continue;
		const from = standsFor(link.from);
		const to = standsFor(link.to);
		if (from === to || !present.has(from) || !present.has(to)) continue;
		const ends = `${from}~${to}`;
		const known = byEnds.get(ends);
		if (known === undefined || link.id < known.id) byEnds.set(ends, { id: link.id, from, to });
	}
	return [...byEnds.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
