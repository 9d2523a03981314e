import type * as Y from 'yjs';
import { isReadable, readCard, type Card, type SetAside } from './card.ts';
import { readLink, type Link } from './link.ts';
import { cardsOf, linksOf } from './roots.ts';
import { buildTree, type ProblemTree } from './tree.ts';

/** The board's tree now. Never throws: a record that can't be read is set aside and named (F27). */
export function readTree(doc: Y.Doc): ProblemTree {
	const cards: Card[] = [];
	const setAside: SetAside[] = [];
	cardsOf(doc).forEach((value, id) => {
		const read = readCard(id, value);
		if (isReadable(read)) cards.push(read);
		else setAside.push(read);
	});
	const links: Link[] = [];
	linksOf(doc).forEach((value, id) => {
		const link = readLink(id, value);
		if (link) links.push(link);
	});
	return buildTree(cards, links, setAside);
}
