import { plainText, type Block, type Cell, type Row, type Run } from './blocks.ts';

/** CommonMark with tables (GFM). What people wrote is never taken for markup; a picture is named, since its text stands beside it. */
export function writeMarkdown(blocks: readonly Block[]): string {
	return `${blocks
		.map((block) => written(block))
		.filter(Boolean)
		.join('\n\n')}\n`;
}

function written(block: Block): string {
	switch (block.kind) {
		case 'heading':
			return `${'#'.repeat(block.level)} ${inline(block.runs).replaceAll('\n', ' ')}`;
		case 'paragraph':
			return block.isQuote ? inline(block.runs).replace(/^/gm, '> ') : inline(block.runs);
		case 'list':
			return block.items
				.map((item, index) => listItem(item, block.isBulleted ? '-' : `${index + 1}.`))
				.join('\n');
		case 'table':
			return table(block.rows);
		case 'picture':
			return `*${escaped(block.picture.label)}*`;
		case 'line':
			return '\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_';
	}
}

function listItem(blocks: readonly Block[], mark: string): string {
	const indent = ' '.repeat(mark.length + 1);
	const text = blocks.map((block) => written(block)).join('\n\n');
	return `${mark} ${text.replaceAll('\n', `\n${indent}`)}`;
}

function table(rows: readonly Row[]): string {
	const [head, ...body] = rows;
	if (!head) return '';
	const width = Math.max(...rows.map(({ cells }) => cells.reduce((sum, { span }) => sum + span, 0)));
	const line = ({ cells }: Row) => {
		const texts = cells.flatMap((cell) => [cellText(cell), ...Array<string>(cell.span - 1).fill('')]);
		return `| ${[...texts, ...Array<string>(width - texts.length).fill('')].join(' | ')} |`;
	};
	return [line(head), `|${' --- |'.repeat(width)}`, ...body.map(line)].join('\n');
}

const cellText = ({ runs }: Cell): string => escaped(plainText(runs)).replaceAll('|', '\\|').replaceAll('\n', '<br>');

function inline(runs: readonly Run[]): string {
	return joined(runs)
		.map(({ text, isBold, isItalic, isCode, isBroken }) => {
			const said = isCode ? code(text) : marked(escaped(text), isBold ? '**' : isItalic ? '*' : '');
			return isBroken ? `  \n${said}` : said;
		})
		.join('');
}

/** Neighbours that look alike are one, or their marks would meet. */
function joined(runs: readonly Run[]): readonly Run[] {
	const one: Run[] = [];
	for (const run of runs) {
		const last = one.at(-1);
		const isAlike =
			last?.isBold === run.isBold &&
			last.isItalic === run.isItalic &&
			last.isCode === run.isCode &&
			!run.isBroken;
		if (last && isAlike) one[one.length - 1] = { ...last, text: last.text + run.text };
		else one.push(run);
	}
	return one;
}

/** Spaces stand outside the marks, or they would not be taken for such. */
function marked(text: string, mark: string): string {
	const words = text.trim();
	if (mark === '' || words === '') return text;
	const [before = '', after = ''] = text.split(words);
	return `${before}${mark}${words}${mark}${after}`;
}

function code(text: string): string {
	const fence = text.includes('`') ? '``' : '`';
	return `${fence}${text}${fence}`;
}

function escaped(text: string): string {
	return text.replace(/[\\`*_[\]<>#~]/g, '\\$&').replace(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, '$1\\$2');
}
