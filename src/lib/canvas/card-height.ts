import { unsafe__withoutCapture, type Editor } from 'tldraw';
import type { CardKind } from '#board/kinds.ts';
import { isCardShape, type CardShape } from './records.ts';
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
	objective: { size: 18, weight: '600' },
	means: { size: 16, weight: '400' },
	end: { size: 16, weight: '400' },
	actor: { size: 16, weight: '400' },
};

/** An em more than the widest letter of common text; a shorter estimate would let text out of its card. */
const WIDE_LETTER = 0.75;

type Props = CardShape['props'];

interface Measured {
	readonly fonts: number;
	/** By the props themselves, which change with the text and stay when a card moves: hours of typing leave nothing behind. */
	readonly heights: WeakMap<Props, number>;
}
const measured = new WeakMap<Editor, Measured>();

/** How tall a card is drawn: as its text needs, and at least as the document says. */
export function cardHeight(editor: Editor, shape: CardShape): number {
	return Math.max(shape.props.h, HEAD + textHeight(editor, shape) + FOOT);
}

function textHeight(editor: Editor, { props }: CardShape): number {
	const { size, weight } = FONT[props.kind];
	if (surelyFits(props)) return size * LINE_HEIGHT;
	const heights = heightsOf(editor);
	let height = heights.get(props);
	if (height === undefined) {
		height = editor.textMeasure.measureText(props.text, {
			fontFamily: 'var(--font-ui)',
			fontSize: size,
			fontStyle: 'normal',
			fontWeight: weight,
			lineHeight: LINE_HEIGHT,
			maxWidth: widthOf(props),
			padding: '0px',
		}).h;
		heights.set(props, height);
	}
	return height;
}

/** Measures many cards by one layout of the page, where one by one would take one each: a second for a thousand cards. */
export function measureAhead(editor: Editor, shapes: readonly CardShape[]): void {
	const heights = heightsOf(editor);
	const fields = new Map<Props, HTMLElement>();
	const sheet = document.createElement('div');
	for (const { props } of shapes) {
		if (surelyFits(props) || heights.has(props)) continue;
		const field = document.createElement('div');
		field.className = 'tl-text tl-text-measure'; // as tldraw measures, so that both ways give the same
		field.dir = 'auto';
		const { size, weight } = FONT[props.kind];
		field.style.cssText = `font:${weight} ${size}px/${LINE_HEIGHT} var(--font-ui);padding:0;max-width:${widthOf(props)}px`;
		field.textContent = props.text.replace(/^$/gm, ' ');
		fields.set(props, field);
		sheet.append(field);
	}
	if (fields.size === 0) return;
	editor.getContainer().append(sheet);
	for (const [props, field] of fields) heights.set(props, field.getBoundingClientRect().height);
	sheet.remove();
}

const widthOf = ({ w }: Props) => w - 2 * CARD_PADDING;

/** Many cards hold a few words: what surely fits needs no measuring. */
function surelyFits(props: Props): boolean {
	const { size } = FONT[props.kind];
	const lines = Math.floor((props.h - HEAD - FOOT) / (size * LINE_HEIGHT));
	return !props.text.includes('\n') && props.text.length * size * WIDE_LETTER < widthOf(props) * (lines - 1);
}

function heightsOf(editor: Editor): WeakMap<Props, number> {
	const fonts = sceneOf(editor).fonts.get();
	let cache = measured.get(editor);
	if (cache?.fonts !== fonts) {
		cache = { fonts, heights: new WeakMap() };
		measured.set(editor, cache);
		// Whoever asks first, all are measured: a board that opens, and one whose font has come, would else take a layout a card.
		measureAhead(editor, unsafe__withoutCapture(() => editor.getCurrentPageShapes()).filter(isCardShape));
	}
	return cache.heights;
}
