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
	objective: { size: 18, weight: '600' },
	means: { size: 16, weight: '400' },
	end: { size: 16, weight: '400' },
	actor: { size: 16, weight: '400' },
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
	if (surelyFits(props)) return size * LINE_HEIGHT;
	const heights = heightsOf(editor);
	const key = keyOf(props);
	let height = heights.get(key);
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
		heights.set(key, height);
	}
	return height;
}

/** Measures many cards by one layout of the page, where one by one would take one each: a second for a thousand cards. */
export function measureAhead(editor: Editor, shapes: readonly CardShape[]): void {
	const heights = heightsOf(editor);
	const fields = new Map<string, HTMLElement>();
	const sheet = document.createElement('div');
	for (const { props } of shapes) {
		const key = keyOf(props);
		if (surelyFits(props) || heights.has(key) || fields.has(key)) continue;
		const field = document.createElement('div');
		field.className = 'tl-text tl-text-measure'; // as tldraw measures, so that both ways give the same
		field.dir = 'auto';
		const { size, weight } = FONT[props.kind];
		field.style.cssText = `font:${weight} ${size}px/${LINE_HEIGHT} var(--font-ui);padding:0;max-width:${widthOf(props)}px`;
		field.textContent = props.text.replace(/^$/gm, ' ');
		fields.set(key, field);
		sheet.append(field);
	}
	if (fields.size === 0) return;
	editor.getContainer().append(sheet);
	for (const [key, field] of fields) heights.set(key, field.getBoundingClientRect().height);
	sheet.remove();
}

const widthOf = ({ w }: CardShape['props']) => w - 2 * CARD_PADDING;

const keyOf = (props: CardShape['props']) => `${props.kind} ${widthOf(props)} ${props.text}`;

/** Many cards hold a few words: what surely fits needs no measuring. */
function surelyFits(props: CardShape['props']): boolean {
	const { size } = FONT[props.kind];
	const lines = Math.floor((props.h - HEAD - FOOT) / (size * LINE_HEIGHT));
	return !props.text.includes('\n') && props.text.length * size * WIDE_LETTER < widthOf(props) * (lines - 1);
}

function heightsOf(editor: Editor): Map<string, number> {
	const fonts = sceneOf(editor).fonts.get();
	let cache = measured.get(editor);
	if (!cache || cache.fonts !== fonts || cache.heights.size > KEPT_MAX) {
		cache = { fonts, heights: new Map() };
		measured.set(editor, cache);
	}
	return cache.heights;
}
