import {
	AlignmentType,
	BorderStyle,
	Document,
	Footer,
	HeadingLevel,
	ImageRun,
	Packer,
	PageNumber,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TextRun,
	WidthType,
	type FileChild,
} from 'docx';
import type { Paper } from '../../paper/paper.ts';
import type { Block, Cell, Picture, Run } from './blocks.ts';
import { codePng, WHITE_DOT } from './png.ts';
import type { FileHead } from './write-html.ts';

/** Twentieths of a point. */
const PAGES: Readonly<Record<Paper, { readonly width: number; readonly height: number }>> = {
	letter: { width: 12_240, height: 15_840 },
	a4: { width: 11_906, height: 16_838 },
};
const MARGIN = { top: 1_020, bottom: 1_020, left: 907, right: 907 };
/** Pixels at 96 a inch: as wide as the text of the narrower paper, and as tall as leaves room for a heading. */
const PICTURE = { width: 640, height: 760 };
const CODE = 130;
const HEADINGS = {
	1: HeadingLevel.HEADING_1,
	2: HeadingLevel.HEADING_2,
	3: HeadingLevel.HEADING_3,
	4: HeadingLevel.HEADING_4,
} as const;
const RULE = { style: BorderStyle.SINGLE, size: 8, color: '17211F', space: 1 };
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '78837D' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** Office Open XML, for Word, LibreOffice and others: headings, lists and tables are such, so that they can be read out and edited. */
export async function writeDocx(
	blocks: readonly Block[],
	{ title, lang, paper }: FileHead,
	words: { readonly pictureHint: string },
): Promise<Uint8Array> {
	const file = new Document({
		title,
		creator: 'Mesa Abierta',
		styles: {
			default: {
				document: {
					run: { font: 'Arial', size: 21, language: { value: lang } },
					paragraph: { spacing: { after: 100 } },
				},
				heading1: { run: { size: 40, bold: true, color: '17211F' }, paragraph: { spacing: { after: 160 } } },
				heading2: {
					run: { size: 28, bold: true, color: '17211F' },
					paragraph: { spacing: { before: 360, after: 120 } },
				},
				heading3: {
					run: { size: 24, bold: true, color: '17211F' },
					paragraph: { spacing: { before: 200, after: 80 } },
				},
				heading4: {
					run: { size: 22, bold: true, color: '17211F' },
					paragraph: { spacing: { before: 160, after: 60 } },
				},
			},
		},
		sections: [
			{
				properties: { page: { size: PAGES[paper], margin: MARGIN } },
				footers: { default: pageNumbers(title) },
				children: blocks.flatMap((block) => written(block, words.pictureHint)),
			},
		],
	});
	return new Uint8Array(await Packer.toArrayBuffer(file));
}

function written(block: Block, pictureHint: string, level = 0): FileChild[] {
	switch (block.kind) {
		case 'heading':
			return [
				new Paragraph({
					heading: HEADINGS[block.level],
					keepNext: true,
					...(block.level === 2 ? { border: { bottom: RULE } } : {}),
					children: inline(block.runs),
				}),
			];
		case 'paragraph':
			return [
				new Paragraph({
					children: inline(block.runs),
					...(block.isQuote ? { indent: { left: 360 } } : indented(level)),
				}),
			];
		case 'list':
			return block.items.flatMap((item) =>
				item.flatMap((part, index): FileChild[] =>
					block.isBulleted && index === 0 && part.kind === 'paragraph'
						? [new Paragraph({ children: inline(part.runs), bullet: { level } })]
						: written(part, pictureHint, block.isBulleted ? level + 1 : level),
				),
			);
		case 'table':
			return [...captionOf(block.caption), tableOf(block.rows), new Paragraph({ children: [] })];
		case 'picture':
			return pictured(block.picture, pictureHint);
		case 'line':
			return [new Paragraph({ spacing: { before: 700 }, children: [new TextRun('_'.repeat(42))] })];
	}
}

const indented = (level: number) => (level > 0 ? { indent: { left: 360 * level } } : {});

function captionOf(caption: string): FileChild[] {
	return caption ? [new Paragraph({ keepNext: true, children: [new TextRun({ text: caption, bold: true })] })] : [];
}

function tableOf(rows: Extract<Block, { kind: 'table' }>['rows']): Table {
	return new Table({
		width: { size: 100, type: WidthType.PERCENTAGE },
		borders: { top: THIN, bottom: THIN, left: NONE, right: NONE, insideHorizontal: THIN, insideVertical: NONE },
		rows: rows.map(
			({ isHead, cells }) => new TableRow({ tableHeader: isHead, cantSplit: true, children: cells.map(cellOf) }),
		),
	});
}

function cellOf({ runs, isNumber, span }: Cell): TableCell {
	return new TableCell({
		columnSpan: span,
		margins: { top: 40, bottom: 40, left: 60, right: 60 },
		children: [
			new Paragraph({
				alignment: isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT,
				spacing: { after: 0 },
				children: inline(runs),
			}),
		],
	});
}

function inline(runs: readonly Run[]): TextRun[] {
	return runs.map(
		({ text, isBold, isItalic, isCode, isBroken }) =>
			new TextRun({
				text,
				bold: isBold,
				italics: isItalic,
				...(isCode ? { font: 'Courier New', size: 18 } : {}),
				...(isBroken ? { break: 1 } : {}),
			}),
	);
}

/** Word and LibreOffice draw the SVG; what knows none shows the other image, which for a tree says nothing: hence the hint. */
function pictured({ svg, label, width, height, isCode }: Picture, hint: string): FileChild[] {
	const scale = Math.min(1, PICTURE.width / width, PICTURE.height / height);
	const size = isCode
		? { width: CODE, height: CODE }
		: { width: Math.round(width * scale), height: Math.round(height * scale) };
	const image = new ImageRun({
		type: 'svg',
		data: new TextEncoder().encode(svg),
		transformation: size,
		altText: { name: label, title: label, description: label },
		fallback: { type: 'png', data: isCode ? codePng(svg, width) : WHITE_DOT },
	});
	const picture = new Paragraph({ keepNext: true, children: [image] });
	return isCode ? [picture] : [picture, new Paragraph({ children: [new TextRun({ text: hint, italics: true })] })];
}

function pageNumbers(title: string): Footer {
	const children = [title, ' · ', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES];
	return new Footer({
		children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ size: 17, children })] })],
	});
}
