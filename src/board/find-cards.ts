import type { CardId } from './ids.ts';
import type { ProblemTree } from './tree.ts';

/** The cards whose text holds every word that is asked for, in reading order; accents, case and the order of words don't count. */
export function findCards(tree: ProblemTree, asked: string): CardId[] {
	const wanted = plainText(asked).split(/\s+/).filter(Boolean);
	if (wanted.length === 0) return [];
	const found: CardId[] = [];
	for (const [id, { text }] of tree.cards) {
		const said = plainText(text);
		if (wanted.every((word) => said.includes(word))) found.push(id);
	}
	return found;
}

/** «Desigualdad» is found by «desigualdád», and «año» not by «ano»: a tilde makes another letter, an accent does not. */
export const plainText = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/(n)\u0303/giu, 'ñ')
		.replace(/\p{M}/gu, '')
		.toLowerCase();
