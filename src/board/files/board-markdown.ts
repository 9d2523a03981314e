import type { CardId } from '../ids.ts';
import { treeAsOutline, type OutlineItem, type OutlineWords } from '../outline.ts';
import type { CardKind } from '../kinds.ts';
import type { ProblemTree } from '../tree.ts';

/** The tree as a Markdown document: a heading a section, nested lists, each card once; what a card feeds besides stands below it. */
export function boardMarkdown(tree: ProblemTree, title: string, words: OutlineWords): string {
	const textOf = (id: CardId) => escapeMarkdown(oneLine(tree.cards.get(id)?.text ?? '') || words.noText);
	const lines = [`# ${escapeMarkdown(oneLine(title))}`];
	const write = (item: OutlineItem, section: CardKind, depth: number) => {
		const kind = tree.cards.get(item.id)?.kind ?? section;
		const indent = '  '.repeat(depth);
		lines.push(`${indent}- ${kind === section ? '' : `**${words.kinds[kind]}:** `}${textOf(item.id)}`);
		const tell = (label: string, ids: readonly CardId[]) => {
			if (ids.length > 0) lines.push(`${indent}  *${label}: ${ids.map(textOf).join('; ')}*`);
		};
		tell(words.alsoFeeds, item.alsoFeeds);
		tell(words.alsoFedBy, item.alsoFedBy);
		for (const child of item.children) write(child, section, depth + 1);
	};
	for (const { kind, items } of treeAsOutline(tree)) {
		if (items.length === 0) continue;
		lines.push('', `## ${words.sections[kind]}`, '');
		for (const item of items) write(item, kind, 0);
	}
	return `${lines.join('\n')}\n`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What Markdown would take for its own, as CommonMark 0.31 (section 2.4) lets it be said. */
const escapeMarkdown = (text: string): string =>
	text
		.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
		.replace(/^(\d+)([.)])/, '$1\\$2')
		.replace(/^([-+])/, '\\$1');
