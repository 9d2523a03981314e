import { defaultTreeAdapter as tree, parseFragment, serializeOuter, type DefaultTreeAdapterTypes } from 'parse5';
import type { Block, Cell, Picture, Row, Run } from './blocks.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** What stands only on screen, or says again what the words beside it say. */
const LEFT_OUT = new Set(['nav', 'form', 'script', 'style', 'template', 'figure', 'details', 'button']);
const LEFT_OUT_CLASSES = ['no-print', 'heard'];
const INLINE = new Set(['a', 'abbr', 'b', 'br', 'code', 'em', 'i', 'small', 'span', 'strong', 'sub', 'sup', 'time']);
/** The smallest picture, in its own units, that is more than a mark in a line. */
const PICTURE_MIN = 33;

interface Style {
	readonly isBold: boolean;
	readonly isItalic: boolean;
	readonly isCode: boolean;
	/** Line breaks of the text are its own. */
	readonly keepsLines: boolean;
}
const PLAIN: Style = { isBold: false, isItalic: false, isCode: false, keepsLines: false };

/** Reads our own pages' markup, as the server renders it; what it does not know it reads as the words in it. */
export function readBlocks(html: string): Block[] {
	return blocksIn(tree.getChildNodes(parseFragment(html)), PLAIN);
}

function blocksIn(nodes: readonly Node[], style: Style): Block[] {
	const blocks: Block[] = [];
	let loose: Run[] = [];
	const endLine = () => {
		const runs = trimmed(loose);
		if (runs.length > 0) blocks.push({ kind: 'paragraph', runs, isQuote: false });
		loose = [];
	};
	for (const node of nodes) {
		if (tree.isElementNode(node) && isLeftOut(node)) continue;
		const line = tree.isElementNode(node) && classesOf(node).includes('line') ? node : null;
		if (!line && isInline(node)) {
			loose.push(...runsOf(node, style));
			continue;
		}
		endLine();
		if (line) blocks.push({ kind: 'line' });
		else if (tree.isElementNode(node)) blocks.push(...blocksOf(node, style));
	}
	endLine();
	return blocks;
}

function blocksOf(element: Element, style: Style): Block[] {
	const children = tree.getChildNodes(element);
	const name = tree.getTagName(element);
	switch (name) {
		case 'h1':
		case 'h2':
		case 'h3':
		case 'h4': {
			const runs = trimmed(children.flatMap((child) => runsOf(child, style)));
			return runs.length > 0 ? [{ kind: 'heading', level: levelOf(name), runs }] : [];
		}
		case 'ul':
		case 'ol':
			return [listOf(itemsOf(children, style), name === 'ul')];
		case 'dl':
			return termsOf(element, style);
		case 'table':
			return [tableOf(element, style)];
		case 'svg':
			return [{ kind: 'picture', picture: pictureOf(element) }];
		case 'blockquote':
			return blocksIn(children, { ...style, keepsLines: true }).map((block) =>
				block.kind === 'paragraph' ? { ...block, isQuote: true } : block,
			);
		case 'pre':
			return blocksIn(children, { ...style, isCode: true, keepsLines: true });
		case 'p':
			return blocksIn(children, {
				...style,
				keepsLines: style.keepsLines || classesOf(element).includes('ground'),
			});
		default:
			return blocksIn(children, style);
	}
}

const levelOf = (name: 'h1' | 'h2' | 'h3' | 'h4'): 1 | 2 | 3 | 4 =>
	({ h1: 1, h2: 2, h3: 3, h4: 4 })[name] as 1 | 2 | 3 | 4;

/** Lines to sign on have no bullets. */
function listOf(items: readonly (readonly Block[])[], isUnordered: boolean): Block {
	return { kind: 'list', isBulleted: isUnordered && !items.some(([first]) => first?.kind === 'line'), items };
}

function itemsOf(children: readonly Node[], style: Style): Block[][] {
	return elements(children)
		.filter((child) => tree.getTagName(child) === 'li')
		.map((item) => blocksIn(tree.getChildNodes(item), style));
}

/** A list of terms as lines: the term in bold, then what it is. */
function termsOf(list: Element, style: Style): Block[] {
	const blocks: Block[] = [];
	let term: Run[] = [];
	for (const part of flattened(list)) {
		const runs = trimmed(
			tree.getChildNodes(part).flatMap((child) => runsOf(child, { ...style, ...termStyle(part) })),
		);
		if (tree.getTagName(part) === 'dt') term = runs;
		else
			blocks.push({
				kind: 'paragraph',
				runs: [...term, run(': ', { ...PLAIN, isBold: true }), ...runs],
				isQuote: false,
			});
	}
	return blocks;
}

const termStyle = (part: Element): Partial<Style> => (tree.getTagName(part) === 'dt' ? { isBold: true } : {});

/** Terms and what they are may stand in a `div` by twos. */
function flattened(list: Element): Element[] {
	return elements(tree.getChildNodes(list)).flatMap((part) =>
		tree.getTagName(part) === 'div' ? flattened(part) : [part],
	);
}

function tableOf(table: Element, style: Style): Block {
	const parts = elements(tree.getChildNodes(table));
	const caption = parts.filter((part) => tree.getTagName(part) === 'caption');
	const rows = parts.flatMap((part): Row[] =>
		elements(tree.getChildNodes(part))
			.filter((row) => tree.getTagName(row) === 'tr')
			.map((row) => ({
				isHead: tree.getTagName(part) === 'thead',
				cells: elements(tree.getChildNodes(row)).map((cell) => cellOf(cell, style)),
			})),
	);
	const words = caption.flatMap((part) => trimmed(tree.getChildNodes(part).flatMap((child) => runsOf(child, style))));
	return { kind: 'table', caption: words.map(({ text }) => text).join(''), rows };
}

function cellOf(cell: Element, style: Style): Cell {
	const isHead = tree.getTagName(cell) === 'th';
	const runs = tree.getChildNodes(cell).flatMap((child) => runsOf(child, { ...style, isBold: isHead }));
	return {
		runs: trimmed(runs),
		isHead,
		isNumber: classesOf(cell).includes('number'),
		span: Number(attribute(cell, 'colspan') ?? 1),
	};
}

function runsOf(node: Node, style: Style): Run[] {
	if (tree.isTextNode(node)) return textRuns(node.value, style);
	if (!tree.isElementNode(node) || isLeftOut(node)) return [];
	const name = tree.getTagName(node);
	if (name === 'br') return [{ ...run('', style), isBroken: true }];
	if (name === 'svg') return [run(attribute(node, 'aria-label') ?? '', style)];
	const inside: Style = {
		...style,
		isBold: style.isBold || name === 'strong' || name === 'b',
		isItalic: style.isItalic || name === 'em' || name === 'i',
		isCode: style.isCode || name === 'code',
	};
	return tree.getChildNodes(node).flatMap((child) => runsOf(child, inside));
}

function textRuns(value: string, style: Style): Run[] {
	if (!style.keepsLines) return [run(value.replace(/\s+/g, ' '), style)];
	return value.split('\n').map((line, index) => ({ ...run(line, style), isBroken: index > 0 }));
}

function run(text: string, { isBold, isItalic, isCode }: Style): Run {
	return { text, isBold, isItalic, isCode, isBroken: false };
}

/** Without the blanks that only the markup's own lines brought about. */
function trimmed(runs: readonly Run[]): Run[] {
	const kept: Run[] = [];
	let isOpen = true; // a blank at the start of a line, or after another blank, is none
	for (const one of runs) {
		if (one.isBroken) isOpen = true;
		const text: string = isOpen ? one.text.replace(/^ +/, '') : one.text;
		if (text === '' && !one.isBroken) continue;
		kept.push({ ...one, text });
		isOpen = text === '' ? isOpen : text.endsWith(' ');
	}
	while (kept.length > 0) {
		const last = kept.at(-1);
		if (!last) break;
		const text = last.text.replace(/ +$/, '');
		kept.pop();
		if (text !== '') return [...kept, { ...last, text }];
	}
	return kept;
}

/** Names colours outright: only a browser reads `var()`, and no program that opens a file has our tokens. */
function pictureOf(svg: Element): Picture {
	const label = attribute(svg, 'aria-label') ?? titleOf(svg);
	const [, , width = 0, height = 0] = (attribute(svg, 'viewBox') ?? attribute(svg, 'viewbox') ?? '')
		.split(/\s+/)
		.map(Number);
	const isCode = attribute(svg, 'shape-rendering') === 'crispEdges';
	const markup = serializeOuter(svg)
		.replace(/@media print\{[\s\S]*?\}\}/, '')
		.replace(/var\(--[\w-]+,((?:[^()]|\([^()]*\))*)\)/g, '$1')
		.replace(/^<svg (?![^>]*\bxmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg" ');
	return { svg: markup, label, width, height, isCode };
}

function titleOf(svg: Element): string {
	const title = elements(tree.getChildNodes(svg)).find((child) => tree.getTagName(child) === 'title');
	return title
		? tree
				.getChildNodes(title)
				.map((child) => (tree.isTextNode(child) ? child.value : ''))
				.join('')
		: '';
}

function isInline(node: Node): boolean {
	if (!tree.isElementNode(node)) return true;
	if (tree.getTagName(node) === 'svg') return !isPicture(node);
	return INLINE.has(tree.getTagName(node));
}

function isPicture(svg: Element): boolean {
	const [, , width = 0] = (attribute(svg, 'viewBox') ?? '').split(/\s+/).map(Number);
	return attribute(svg, 'role') === 'img' && width >= PICTURE_MIN;
}

function isLeftOut(element: Element): boolean {
	if (LEFT_OUT.has(tree.getTagName(element)) || attribute(element, 'aria-hidden') === 'true') return true;
	const classes = classesOf(element);
	return LEFT_OUT_CLASSES.some((one) => classes.includes(one));
}

const elements = (nodes: readonly Node[]): Element[] => nodes.filter((node) => tree.isElementNode(node));
const attribute = (element: Element, name: string): string | undefined =>
	element.attrs.find((one) => one.name === name)?.value;
const classesOf = (element: Element): string[] => (attribute(element, 'class') ?? '').split(/\s+/);
