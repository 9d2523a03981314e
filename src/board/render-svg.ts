import { cardOutline, KIND_ICONS } from './card-shape.ts';
import { escapeXml } from './escape-xml.ts';
import { CARD_SIZE, type Position } from './geometry.ts';
import type { CardId, LinkId } from './ids.ts';
import { isTrunkKind, type CardKind } from './kinds.ts';
import { layoutTree } from './layout.ts';
import { renderImages, type PictureImages } from './render-images.ts';
import { SVG_STYLE } from './render-style.ts';
import type { Card, ProblemTree, TreeLink } from './tree.ts';
import { widthInEms, wrapText } from './wrap-text.ts';

export interface RenderWords {
	/** Names the picture; a screen reader says it first. */
	readonly title: string;
	/** What it shows, in a sentence; the full text stands beside the picture as an outline. */
	readonly description: string;
	readonly kinds: Readonly<Record<CardKind, string>>;
	/** On a card in which nobody has written. */
	readonly noText: string;
	/** On a board without cards. */
	readonly noCards: string;
}

/** How a card differs from another picture: an icon and a word on it, a line of its own round it. */
export type CardMark = 'added' | 'removed' | 'changed';

export interface PictureMarks {
	/** With the word that says it. */
	readonly cards: ReadonlyMap<CardId, { readonly mark: CardMark; readonly word: string }>;
	/** Links that the other picture has not; drawn double. */
	readonly links: ReadonlySet<LinkId>;
}

export interface RenderOptions {
	readonly words: RenderWords;
	/** Cards that a decision chose, with the word that marks them. */
	readonly chosen?: ReadonlyMap<CardId, string>;
	/** What changed, where the picture stands beside an earlier or a later one. */
	readonly marks?: PictureMarks;
	/** Images of the board, which stand in rows under the tree. */
	readonly images?: PictureImages;
	/** Starts the ids in the picture; needed where one page shows two. */
	readonly idPrefix?: string;
}

interface Box {
	readonly card: Card;
	readonly at: Position;
	readonly width: number;
	readonly height: number;
	readonly lines: readonly string[];
}

/** Of its letters, in the picture's own units. */
export const LETTER_SIZE = 16;
const LINE_HEIGHT = 21;
const PADDING = 12;
const BOLD = 1.13; // how much wider bold text runs
const HEAD = 26; // height of the line with the kind's icon and word
const MAX_LINES = 9; // a card taller than that hides its neighbours; the outline has the whole text
const MARGIN = 24;

/**
 * The tree as one SVG document, laid out afresh: the same string for the same tree. Colours come from the page's tokens where
 * there are any, else from the light ones; on paper always from the light ones.
 */
export function renderTreeSvg(tree: ProblemTree, options: RenderOptions): string {
	return drawTree(tree, options).svg;
}

export interface TreePicture {
	readonly svg: string;
	/** In the picture's own units: where it is shown smaller, its letters are too. */
	readonly width: number;
	readonly height: number;
}

/** The same with its size, for who must know how small it will be. */
export function drawTree(tree: ProblemTree, options: RenderOptions): TreePicture {
	const { words, chosen = new Map<CardId, string>(), marks = null, idPrefix = 'tree' } = options;
	const boxes = layOut(tree, words);
	const { svg: images, bounds } = renderImages(options.images ?? null, MARGIN, boundsOf([...boxes.values()]));
	const links = tree.links
		.map((link) => drawLink(link, boxes, idPrefix, marks?.links.has(link.id) ?? false))
		.join('');
	const cards = [...boxes.values()].map((box) => drawCard(box, words, badgeOf(box.card.id, chosen, marks))).join('');
	const nothing = boxes.size > 0 ? '' : `<text class="mt-none" x="24" y="40">${escapeXml(words.noCards)}</text>`;
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" class="mt" role="img" aria-labelledby="${idPrefix}-title ${idPrefix}-desc" ` +
		`viewBox="${bounds.join(' ')}" width="${bounds[2]}" height="${bounds[3]}">` +
		`<title id="${idPrefix}-title">${escapeXml(words.title)}</title>` +
		`<desc id="${idPrefix}-desc">${escapeXml(words.description)}</desc>` +
		`<style>${SVG_STYLE}</style>` +
		`<defs><marker id="${idPrefix}-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" ` +
		`orient="auto-start-reverse"><path class="mt-arrow" d="M0 0L10 5L0 10Z"/></marker></defs>` +
		`<g class="mt-links">${links}</g><g class="mt-cards">${cards}</g>${images}${nothing}</svg>`;
	return { svg, width: bounds[2], height: bounds[3] };
}

function layOut(tree: ProblemTree, words: RenderWords): Map<CardId, Box> {
	const measured = new Map<CardId, Omit<Box, 'at'>>();
	for (const card of tree.cards.values()) {
		const width = CARD_SIZE[card.kind][0];
		const written = card.text.trim();
		const room = (width - 2 * PADDING) / (isTrunkKind(card.kind) ? BOLD : 1);
		const lines = wrapText(written === '' ? words.noText : written, room, LETTER_SIZE, MAX_LINES);
		measured.set(card.id, { card, width, lines, height: HEAD + lines.length * LINE_HEIGHT + 2 * PADDING });
	}
	const positions = layoutTree(tree, (card) => {
		const box = measured.get(card.id);
		return box ? [box.width, box.height] : card.size;
	});
	const boxes = new Map<CardId, Box>();
	for (const [id, box] of measured) boxes.set(id, { ...box, at: positions.get(id) ?? [0, 0] });
	return boxes;
}

function boundsOf(boxes: readonly Box[]): [x: number, y: number, width: number, height: number] {
	if (boxes.length === 0) return [0, 0, 480, 72];
	let [left, top, right, foot] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const { at, width, height } of boxes) {
		left = Math.min(left, at[0]);
		top = Math.min(top, at[1]);
		right = Math.max(right, at[0] + width);
		foot = Math.max(foot, at[1] + height);
	}
	return [left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, foot - top + 2 * MARGIN];
}

/** A line from what feeds to what is fed: upwards as the tree grows; one that runs otherwise is dashed. */
function drawLink(link: TreeLink, boxes: ReadonlyMap<CardId, Box>, idPrefix: string, isMarked: boolean): string {
	const from = boxes.get(link.from);
	const to = boxes.get(link.to);
	if (!from || !to) return '';
	const rises = from.at[1] >= to.at[1] + to.height;
	const x1 = from.at[0] + from.width / 2;
	const x2 = to.at[0] + to.width / 2;
	const y1 = rises ? from.at[1] : from.at[1] + from.height;
	const y2 = rises ? to.at[1] + to.height : to.at[1] + (to.at[1] > y1 ? 0 : to.height);
	const bend = rises ? (y1 - y2) / 2 : -48;
	const path = `M${x1} ${y1}C${x1} ${y1 - bend} ${x2} ${y2 + (rises ? bend : y2 > y1 ? -48 : 48)} ${x2} ${y2}`;
	// A line within a wide line reads as a double one.
	const halo = isMarked ? `<path class="mt-halo" d="${path}"/>` : '';
	return `${halo}<path class="mt-link${rises ? '' : ' mt-back'}" d="${path}" marker-end="url(#${idPrefix}-arrow)"/>`;
}

interface Badge {
	readonly mark: CardMark | 'chosen';
	readonly word: string;
}

const BADGE_ICONS: Readonly<Record<Badge['mark'], string>> = {
	chosen: 'M10 13.5l3.5 3.5 7-7.5',
	added: 'M15.5 8v11M10 13.5h11',
	removed: 'M10 13.5h11',
	changed: 'M10 11.5c2-3 4-3 5.5-1s3.5 2 5.5-1M10 17.5c2-3 4-3 5.5-1s3.5 2 5.5-1',
};

/** What changed says more than what was chosen, which the other pictures of the table show. */
function badgeOf(id: CardId, chosen: ReadonlyMap<CardId, string>, marks: PictureMarks | null): Badge | null {
	const word = chosen.get(id);
	return marks?.cards.get(id) ?? (word === undefined ? null : { mark: 'chosen', word });
}

function drawCard({ card, at, width, height, lines }: Box, words: RenderWords, badge: Badge | null): string {
	const shape = cardOutline(card.kind, width, height);
	const text = lines
		.map(
			(line, index) =>
				`<tspan x="${PADDING}" y="${PADDING + HEAD + 15 + index * LINE_HEIGHT}">${escapeXml(line)}</tspan>`,
		)
		.join('');
	return (
		`<g class="mt-card mt-${card.kind}" transform="translate(${at[0]} ${at[1]})">` +
		(badge === null ? '' : drawRing(card.kind, badge.mark, width, height)) +
		`<path class="mt-shape" d="${shape}"/>` +
		`<path class="mt-icon" d="${KIND_ICONS[card.kind]}" transform="translate(${PADDING} ${PADDING}) scale(.75)"/>` +
		`<text class="mt-kind" x="${PADDING + 24}" y="${PADDING + 14}">${escapeXml(words.kinds[card.kind])}</text>` +
		`<text class="${card.text.trim() === '' ? 'mt-text mt-blank' : 'mt-text'}">${text}</text>` +
		(badge === null ? '' : drawBadge(badge, width)) +
		'</g>'
	);
}

function drawRing(kind: CardKind, mark: Badge['mark'], width: number, height: number): string {
	const line = mark === 'chosen' ? 'mt-ring' : `mt-ring mt-ring-${mark}`;
	return `<path class="${line}" d="${cardOutline(kind, width + 10, height + 10)}" transform="translate(-5 -5)"/>`;
}

/** The mark of a card: an icon and a word, so that it shows without colour. */
function drawBadge({ mark, word }: Badge, cardWidth: number): string {
	const [label = ''] = wrapText(word, (cardWidth - 44) / BOLD, 14, 1);
	const width = Math.ceil(widthInEms(label) * 14 * BOLD) + 38;
	return (
		`<g class="mt-badge" transform="translate(${cardWidth - width + 10} -16)"><rect width="${width}" height="26" rx="13"/>` +
		`<path d="${BADGE_ICONS[mark]}"/><text x="26" y="18">${escapeXml(label)}</text></g>`
	);
}
