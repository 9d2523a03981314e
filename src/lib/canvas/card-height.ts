import type { Editor } from 'tldraw';
import type { CardKind } from '#board/kinds.ts';
import type { CardShape } from './records.ts';
import { sceneOf } from './scene.ts';

/** Page units, as canvas.css draws a card: padding, the line with the kind's icon and word, and its text. */
export const CARD_PADDING = 12;
const HEAD = 28;
const FOOT = 12;
const LINE_HEIGHT = 1.35;
const FONT: Readonly<Record<CardKind, { readonly size: number; readonly weight: string }>> = {
	problem: { size: 18, weight: '600' },
	cause: { size: 16, weight: '400' },
	effect: { size: 16, weight: '400' },
	solution: { size: 16, weight: '400' },
	note: { size: 16, weight: '400' },
};

/** Measurements kept; beyond it all are dropped, so that hours of typing don't fill the memory. */
const KEPT_MAX = 20_000;
/** An em more than the widest letter of common text; a shorter estimate would let text out of its card. */
const WIDE_LETTER = 0.75;

interface Measured {
	readonly fonts: number;
	readonly heights: Map<string, number>;
}
const measured = new WeakMap<Editor, Measured>();

/** How tall a card is drawn: as its text needs, and at least as the document says. */
export function cardHeight(editor: Editor, shape: CardShape): number {
	return Math.max(shape.props.h, HEAD + textHeight(editor, shape) + FOOT);
}

function textHeight(editor: Editor, { props }: CardShape): number {
	const { size, weight } = FONT[props.kind];
	const width = props.w - 2 * CARD_PADDING;
	const line = size * LINE_HEIGHT;
	// Most cards hold a few words: what surely fits needs no measuring, which costs a layout each.
	const lines = Math.floor((props.h - HEAD - FOOT) / line);
	if (!props.text.includes('\n') && props.text.length * size * WIDE_LETTER < width * (lines - 1)) return line;

	const fonts = sceneOf(editor).fonts.get();
	let cache = measured.get(editor);
	if (!cache || cache.fonts !== fonts || cache.heights.size > KEPT_MAX) {
		cache = { fonts, heights: new Map() };
		measured.set(editor, cache);
	}
	const key = `${props.kind} ${width} ${props.text}`;
	let height = cache.heights.get(key);
	if (height === undefined) {
		height = editor.textMeasure.measureText(props.text, {
			fontFamily: 'var(--font-ui)',
			fontSize: size,
			fontStyle: 'normal',
			fontWeight: weight,
			lineHeight: LINE_HEIGHT,
			maxWidth: width,
			padding: '0px',
		}).h;
		cache.heights.set(key, height);
	}
	return height;
}
