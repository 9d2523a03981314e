import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { BoardFile } from '#board/files/board-file.ts';
import { imageOf } from '#board/images.ts';
import type { AssetId } from '#domain/ids.ts';
import { lineOf, lineStarts } from './lines.ts';

/** An image that a board's file names, and the line that names it. */
export interface FileImage {
	readonly asset: AssetId;
	readonly alt: string;
	readonly line: number;
}

/** The images on a file's board. Their bytes are in no file: a table shows those that it keeps itself. */
export function imagesInFile(text: string, { drawings }: BoardFile): readonly FileImage[] {
	const found = drawings.flatMap((drawing, index) => {
		const image = drawing.gone ? null : imageOf({ ...drawing, pinned: false });
		return image ? [{ image, index }] : [];
	});
	if (found.length === 0) return []; // the tree is larger than what it stands for
	const tree = parseTree(text);
	const lines = lineStarts(text);
	return found.map(({ image: { asset, alt }, index }) => {
		const node = tree && findNodeAtLocation(tree, ['drawings', index, 'body', 'props', 'asset']);
		return { asset, alt, line: lineOf(lines, node?.offset ?? 0) };
	});
}
