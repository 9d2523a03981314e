import type { Size } from './geometry.ts';
import { escapeXml } from './escape-xml.ts';
import { wrapText } from './wrap-text.ts';

/** An image of the board, as a picture of the board holds it. */
export interface PictureImage {
	/** A `data:` address with its bytes, so that the picture stands by itself; null where they could not be had. */
	readonly href: string | null;
	/** What it shows; empty where nobody has said so. */
	readonly alt: string;
	/** Page units, of which the proportions count. */
	readonly size: Size;
}

export interface PictureImages {
	readonly list: readonly PictureImage[];
	/** Under one that nobody has described. */
	readonly undescribed: string;
	/** In the place of one that is not there. */
	readonly missing: (alt: string) => string;
}

type Bounds = readonly [x: number, y: number, width: number, height: number];

const SIDE = 320; // page units: some one and a half cards, so that a photo can be made out
const ROW_MIN = 1_000; // a narrow tree does not put one image under the other
const GAP = 24;
const LINE = 21;
const CAPTION_LINES = 4;

/**
 * Images in rows under the tree, each above its description: the tree is laid out afresh, so that where they lay on the board
 * means nothing here. Gives the bounds of both together.
 */
export function renderImages(
	images: PictureImages | null,
	margin: number,
	tree: Bounds,
): { svg: string; bounds: Bounds } {
	if (images === null || images.list.length === 0) return { svg: '', bounds: tree };
	const [left, top, width, height] = tree;
	const right = left + Math.max(width, ROW_MIN) - margin;
	let [x, y, rowHeight, furthest] = [left + margin, top + height, 0, left + width];
	const drawn: string[] = [];
	for (const image of images.list) {
		const scale = SIDE / Math.max(1, ...image.size);
		const [w, h] = [Math.max(1, image.size[0] * scale), Math.max(1, image.size[1] * scale)];
		const words = image.href === null ? images.missing(image.alt) : image.alt || images.undescribed;
		const lines = wrapText(words, SIDE, 16, CAPTION_LINES);
		if (x + SIDE > right && x > left + margin) [x, y, rowHeight] = [left + margin, y + rowHeight + GAP, 0];
		drawn.push(
			`<g class="mt-image" transform="translate(${x} ${y})">${pictureOf(image.href, w, h)}` +
				`<text>${lines.map((line, index) => `<tspan x="0" y="${h + LINE * (index + 1)}">${escapeXml(line)}</tspan>`).join('')}</text></g>`,
		);
		rowHeight = Math.max(rowHeight, h + LINE * lines.length + 8);
		furthest = Math.max(furthest, x + SIDE + margin);
		x += SIDE + GAP;
	}
	const foot = y + rowHeight + margin;
	return { svg: drawn.join(''), bounds: [left, top, furthest - left, foot - top] };
}

const pictureOf = (href: string | null, w: number, h: number): string =>
	href === null
		? `<rect class="mt-place" width="${w}" height="${h}"/>`
		: `<image width="${w}" height="${h}" href="${escapeXml(href)}"/>`;
