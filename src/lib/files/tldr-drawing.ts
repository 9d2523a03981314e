import { BODY_VERSION, FIGURES, FRAME_TITLE_MAX, isDrawingBody } from '#board/drawing-body.ts';
import { cleanText, cutText } from '#board/clean-text.ts';
import type { Json } from '#board/edit-drawings.ts';

/** What tldraw has for each prop that a file of another version may lack. */
const PROPS: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
	draw: {
		...{ color: 'black', fill: 'none', dash: 'draw', size: 'm', segments: [] },
		...{ isComplete: true, isClosed: false, isPen: false, scale: 1 },
	},
	highlight: { color: 'yellow', size: 'm', segments: [], isComplete: true, isPen: false, scale: 1 },
	frame: { w: 320, h: 180, name: '', color: 'black' },
	geo: {
		...{
			geo: 'rectangle',
			dash: 'draw',
			url: '',
			w: 100,
			h: 100,
			growY: 0,
			scale: 1,
			labelColor: 'black',
			color: 'black',
		},
		...{ fill: 'none', size: 'm', font: 'draw', align: 'middle', verticalAlign: 'middle' },
		richText: { type: 'doc', content: [{ type: 'paragraph' }] },
	},
};

/**
 * A stroke, a frame or a figure without words as the body of a drawing; null where this board has none such. What a later version
 * says of it besides is left out, and what stands in another form makes it none.
 */
export function tldrDrawing(
	type: string,
	props: Readonly<Record<string, unknown>>,
	{ rotation, opacity }: { readonly rotation: number; readonly opacity: number },
): Json | null {
	const known = Object.hasOwn(PROPS, type) ? PROPS[type] : undefined;
	if (known === undefined) return null;
	const held: Record<string, unknown> = {};
	for (const [key, usual] of Object.entries(known)) held[key] = Object.hasOwn(props, key) ? props[key] : usual;
	if (type === 'geo') {
		const { growY } = props;
		// A figure grows with its words; here it has none, and is as high as it was drawn.
		if (typeof held['h'] === 'number' && typeof growY === 'number') held['h'] += Math.max(0, growY);
		held['growY'] = 0;
		held['url'] = ''; // a link would lead off this server
		held['richText'] = known['richText'];
		if (!FIGURES.some((figure) => figure === held['geo'])) return null;
	}
	if (type === 'frame') held['name'] = cutText(cleanText(String(held['name'])).replace(/\s+/g, ' '), FRAME_TITLE_MAX);
	const body = { v: BODY_VERSION, type, rotation, opacity, props: held };
	return isDrawingBody(body) ? (JSON.parse(JSON.stringify(body)) as Json) : null; // checked above, key by key
}
