import type { PictureImage } from '#board/render-images.ts';
import { renderTreeSvg } from '#board/render-svg.ts';
import type { ProblemTree } from '#board/tree.ts';
import { m } from '#i18n/compiled/messages.js';
import { kindNames } from '../ui/kind-names.ts';

/** Pixels a side that every browser's canvas can hold. */
const SIDE_MAX = 8_192;
/** Twice as fine as a screen, so that print is legible. */
const SCALE = 2;

/** The tree as one SVG document that stands by itself, in the light colours, with the board's images under it. */
export function treePicture(tree: ProblemTree, title: string, images: readonly PictureImage[] = []): string {
	return renderTreeSvg(tree, {
		idPrefix: 'tree',
		images: {
			list: images,
			undescribed: m.image_undescribed(),
			missing: (alt) => m.image_missing({ alt: alt || m.image_undescribed() }),
		},
		words: {
			title,
			description: m.record_tree_described(),
			kinds: kindNames(),
			noText: m.list_no_text(),
			noCards: m.record_tree_empty(),
		},
	});
}

/** The same as a PNG, on white. Null where it would be larger than browsers can paint. Throws where the browser can't at all. */
export async function paint(svg: string): Promise<Blob | null> {
	const image = new Image();
	const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
	try {
		image.src = url;
		await image.decode();
		const scale = Math.min(SCALE, SIDE_MAX / Math.max(image.naturalWidth, image.naturalHeight));
		if (scale < SCALE / 4) return null; // nobody could read its texts
		const canvas = document.createElement('canvas');
		canvas.width = Math.round(image.naturalWidth * scale);
		canvas.height = Math.round(image.naturalHeight * scale);
		const brush = canvas.getContext('2d');
		if (brush === null) throw new Error('no 2D canvas here');
		brush.fillStyle = '#fff';
		brush.fillRect(0, 0, canvas.width, canvas.height);
		brush.drawImage(image, 0, 0, canvas.width, canvas.height);
		return await new Promise((resolve, reject) =>
			canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave no picture')))),
		);
	} finally {
		URL.revokeObjectURL(url);
	}
}
