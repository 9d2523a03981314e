import type { CardId } from './ids.ts';
import { parseLinkId } from './ids.ts';
import { buildTree, type ProblemTree } from './tree.ts';

/** The tree as if only these cards were on the board, with the links between them. */
export function partOfTree(tree: ProblemTree, ids: readonly CardId[]): ProblemTree {
	const wanted = new Set(ids);
	const cards = [...tree.cards.values()].filter(({ id }) => wanted.has(id));
	const links = tree.links.flatMap(({ from, to }) => {
		const ends = parseLinkId(`${from}~${to}`);
		return ends && wanted.has(from) && wanted.has(to) ? [{ ...ends, gone: false }] : [];
	});
	return buildTree(cards, links, []);
}
