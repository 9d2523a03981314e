import type { CardId } from '../ids.ts';
import type { CardKind } from '../kinds.ts';
import { treeAsOutline, type OutlineItem, type OutlineWords } from '../outline.ts';
import type { ProblemTree } from '../tree.ts';

/** The outline of a node, as Mermaid 11 writes it; the kind stands in the text, too. */
const SHAPES: Readonly<Record<CardKind, readonly [open: string, close: string]>> = {
	problem: ['{{', '}}'],
	cause: ['[', ']'],
	effect: ['([', '])'],
	solution: ['(', ')'],
	note: ['>', ']'],
	objective: ['{{', '}}'],
	means: ['[/', '/]'],
	end: ['([', '])'],
	actor: ['((', '))'],
};

/**
 * The tree as a Mermaid flowchart, in the order of the outline: effects above, each card one node, each link one arrow from what feeds.
 * Ids are numbers by order, since what a card says may be anything.
 */
export function boardMermaid(tree: ProblemTree, title: string, words: OutlineWords): string {
	const numbers = new Map<CardId, number>();
	const lines = ['---', `title: ${quoteYaml(oneLine(title))}`, '---', 'flowchart BT'];
	const write = ({ id, children }: OutlineItem) => {
		const card = tree.cards.get(id);
		if (!card || numbers.has(id)) return;
		numbers.set(id, numbers.size + 1);
		const [open, close] = SHAPES[card.kind];
		const text = card.text.trim() === '' ? words.noText : card.text.trim();
		lines.push(`\t${nodeOf(numbers, id)}${open}"${escapeMermaid(`${words.kinds[card.kind]}: ${text}`)}"${close}`);
		for (const child of children) write(child);
	};
	for (const { kind, items } of treeAsOutline(tree)) {
		if (items.length > 0) lines.push(`\t%% ${oneLine(words.sections[kind])}`);
		for (const item of items) write(item);
	}
	const rank = (id: CardId) => numbers.get(id) ?? 0;
	const links = [...tree.links].sort((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to));
	for (const { from, to } of links) lines.push(`\t${nodeOf(numbers, from)} --> ${nodeOf(numbers, to)}`);
	return `${lines.join('\n')}\n`;
}

const nodeOf = (numbers: ReadonlyMap<CardId, number>, id: CardId): string => `n${numbers.get(id) ?? 0}`;

const oneLine = (text: string): string =>
	text
		.replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
		.trim()
		.toWellFormed();

/** Quoted as YAML and JSON both read it; Mermaid looks for directives and style lines here, too. */
const quoteYaml = (text: string): string =>
	JSON.stringify(text).replace(
		/[%#]|style|classDef/g,
		(word) => `\\u${word.charCodeAt(0).toString(16).padStart(4, '0')}${word.slice(1)}`,
	);

/**
 * What Mermaid would take for its own within quotes, by its entity codes (`#quot;`, `#35;`): quotes end the text, `#` begins a code,
 * `<` and `&` are HTML, `%%{` would be a directive, and backticks, asterisks, lines and dollars markup or a formula. Mermaid also looks
 * for the words of its style lines anywhere, and takes a `;` away behind them.
 */
const escapeMermaid = (text: string): string =>
	text
		.toWellFormed()
		.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
		.replace(/[#&<>"'`*_~$%\\]/g, (sign) => `#${sign.charCodeAt(0)};`)
		.replace(/style|classDef/g, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`)
		.replace(/\n/g, '<br/>');
