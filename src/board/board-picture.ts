import type * as Y from 'yjs';
import type { CardDetails } from '#domain/card-details.ts';
import type { BoardPicture } from '#domain/texts.ts';
import type { Card } from './card.ts';
import { readDrawings } from './edit-drawings.ts';
import { NO_DETAILS, saidDetails } from './details.ts';
import { linkId, parseCardId, parseLinkId } from './ids.ts';
import type { Link } from './link.ts';
import { FIRST_ORDER_KEY } from './order.ts';
import { readTree } from './read-tree.ts';
import { buildTree, type ProblemTree } from './tree.ts';

/** The board as it stands, to be kept: cards, what was merged into them, links. Not what was taken off; of drawings, how many. */
export function boardPicture(doc: Y.Doc): BoardPicture {
	const tree = readTree(doc);
	const cards = [...tree.cards.values(), ...[...tree.merged.values()].flat()].sort((a, b) => (a.id < b.id ? -1 : 1));
	return {
		format: 'mesa-abierta/board/1',
		cards: cards.map(({ id, kind, text, pos, size, into, mirrors, details }) => ({
			card: id,
			kind,
			text: text.toWellFormed(),
			pos,
			size,
			into: tree.cards.has(id) ? null : into,
			mirrors,
			// Each value is the one that stands under its key.
			details: Object.fromEntries(saidDetails(details)) as Partial<CardDetails>,
		})),
		links: tree.links.map(({ from, to }) => ({ from, to })),
		drawings: readDrawings(doc).length,
	};
}

/** A kept board as list and picture read it. What has no proper id is left out. */
export function treeOfPicture(picture: BoardPicture): ProblemTree {
	const cards = picture.cards.flatMap(({ card, kind, text, pos, size, into, mirrors, details }): Card[] => {
		const id = parseCardId(card);
		if (id === null) return [];
		const others = {
			z: FIRST_ORDER_KEY,
			gone: false,
			into,
			pinned: false,
			mirrors,
			details: { ...NO_DETAILS, ...details },
		};
		return [{ id, kind, text, pos, size, ...others }];
	});
	const links = picture.links.flatMap(({ from, to }): Link[] => {
		const ends = parseLinkId(linkId(from, to));
		return ends ? [{ ...ends, gone: false }] : [];
	});
	return buildTree(cards, links, []);
}
