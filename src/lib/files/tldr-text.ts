import { cleanText } from '#board/clean-text.ts';

/** Levels of lists in lists that are read; nobody nests deeper, and a file may be made to. */
const DEPTH_MAX = 20;

/** What a shape of tldraw says: plain `text` up to 3.9, from then on `richText`, a document of paragraphs and lists. */
export function tldrText(props: Readonly<Record<string, unknown>>): string {
	const { text, richText } = props;
	const said = typeof text === 'string' ? text : isHolder(richText) ? blocksOf(richText, '', 0).join('\n') : '';
	return cleanText(said).trim();
}

/** The lines of a block; a list's begin with a bullet. */
function blocksOf(node: Readonly<Record<string, unknown>>, bullet: string, depth: number): string[] {
	const content: unknown[] = Array.isArray(node['content']) ? node['content'] : [];
	if (depth > DEPTH_MAX) return [];
	const lines: string[] = [];
	let open: string | null = null;
	for (const part of content) {
		if (!isHolder(part)) continue;
		if (part['type'] === 'text' || part['type'] === 'hardBreak') {
			open = (open ?? bullet) + (typeof part['text'] === 'string' ? part['text'] : '\n');
			continue;
		}
		lines.push(...blocksOf(part, part['type'] === 'listItem' ? `${bullet}- ` : bullet, depth + 1));
	}
	if (open !== null) lines.push(open);
	return lines.length === 0 && node['type'] === 'paragraph' ? [''] : lines;
}

export const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
