import type { CardId } from './ids.ts';
import type { ProblemTree } from './tree.ts';

/** One line of a pasted list: what it says, and under which line before it it stands (by place), or null at the top. */
export interface ListLine {
	readonly text: string;
	readonly under: number | null;
}

/** Lines that one paste takes, so that a slip does not fill the board. */
export const LIST_LINES_MAX = 500;

/** «- », «* », «• », «1. », «a) », «[ ] » and their like. */
const BULLET = /^(?:[-*]?\s*\[[ xX]\]|[-*+•◦▪‣–—·]|\d{1,3}[.)]|[a-zA-Z][.)])\s+/u;
/** Columns that a tab stands for. */
const TAB = 4;

/**
 * Reads text whose lines are bulleted or indented, as people copy it from a document, a chat or another whiteboard. Null where it
 * is none: one line, or a paragraph. A line without a bullet among bulleted ones goes on with the one before.
 */
export function readList(text: string): ListLine[] | null {
	const rows = text
		.replace(/\r\n?/g, '\n')
		.split('\n')
		.filter((row) => row.trim() !== '')
		.map((row) => {
			const indent = /^[\s\u00a0]*/u.exec(row)?.[0] ?? '';
			const said = row.slice(indent.length);
			const bullet = BULLET.exec(said)?.[0] ?? '';
			return { depth: columns(indent), isBullet: bullet !== '', text: said.slice(bullet.length).trim() };
		})
		.filter((row) => row.text !== '');
	const bullets = rows.filter((row) => row.isBullet).length;
	const isIndented = rows.some((row) => row.depth !== rows[0]?.depth);
	if (rows.length < 2 || (bullets < 2 && !isIndented)) return null;

	const lines: { text: string; under: number | null }[] = [];
	/** The lines that what follows may stand under, outermost first. */
	const open: { readonly place: number; readonly depth: number; readonly isBullet: boolean }[] = [];
	for (const row of rows) {
		const last = lines.at(-1);
		const above = open.at(-1);
		// A line that wraps goes on farther in than its bullet, without one of its own.
		if (last && above?.isBullet && !row.isBullet && row.depth > above.depth) {
			last.text += ` ${row.text}`;
			continue;
		}
		// Bullets right under a line without one belong to it, also where they are not indented.
		const holds = (line: { depth: number; isBullet: boolean }) =>
			line.depth < row.depth || (line.depth === row.depth && row.isBullet && !line.isBullet);
		while (open.length > 0 && !holds(open[open.length - 1] ?? row)) open.pop();
		const place = lines.push({ text: row.text, under: open.at(-1)?.place ?? null }) - 1;
		open.push({ place, depth: row.depth, isBullet: row.isBullet });
	}
	return lines;
}

function columns(indent: string): number {
	let width = 0;
	for (const sign of indent) width += sign === '\t' ? TAB - (width % TAB) : 1;
	return width;
}

/**
 * Cards as a bulleted list that `readList` reads back, each under the one that it hangs on; one card alone as it reads. What people
 * take along to another browser, a chat or a document.
 */
export function textOfCards(tree: ProblemTree, ids: readonly CardId[]): string {
	const [only] = ids;
	if (ids.length === 1 && only) return tree.cards.get(only)?.text ?? '';
	const wanted = new Set(ids);
	const lines: string[] = [];
	const write = (id: CardId, depth: number) => {
		const card = tree.cards.get(id);
		if (!wanted.delete(id) || card === undefined) return;
		lines.push(`${'  '.repeat(depth)}- ${card.text.replace(/\s+/g, ' ').trim()}`);
		for (const child of tree.places.get(id)?.children ?? []) write(child, depth + 1);
	};
	const tops = [...tree.cards.keys()].filter((id) => {
		const parent = tree.places.get(id)?.parent ?? null;
		return wanted.has(id) && (parent === null || !wanted.has(parent));
	});
	for (const id of tops) write(id, 0);
	return lines.join('\n');
}
