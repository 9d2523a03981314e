import type { FrozenTree } from '#domain/texts.ts';
import type { Card } from './card.ts';
import { NO_DETAILS } from './details.ts';
import { linkId, parseCardId, parseLinkId } from './ids.ts';
import type { Link } from './link.ts';
import { FIRST_ORDER_KEY } from './order.ts';
import { buildTree, type ProblemTree } from './tree.ts';

/** The tree that a record or the minutes keep, as list and picture read it. What has no proper id is left out. */
export function treeOfFrozen(frozen: FrozenTree): ProblemTree {
	const cards = frozen.cards.flatMap(({ card, kind, text, pos, size }): Card[] => {
		const id = parseCardId(card);
		// What lay above what was not kept: the picture is laid out afresh, and nothing covers anything there.
		if (id === null) return [];
		const others = {
			z: FIRST_ORDER_KEY,
			gone: false,
			into: null,
			pinned: false,
			mirrors: null,
			details: NO_DETAILS,
		};
		return [{ id, kind, text, pos, size, ...others }];
	});
	const links = frozen.links.flatMap(({ from, to }): Link[] => {
		const ends = parseLinkId(linkId(from, to));
		return ends ? [{ ...ends, gone: false }] : [];
	});
	return buildTree(cards, links, []);
}
