import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addDrawing, type Json } from '#board/edit-drawings.ts';
import { parseRecordId } from '#board/ids.ts';
import { A_STROKE, Canvas, freshId } from './two-canvases.ts';

const stroke = { v: 1, type: 'draw', rotation: 0, opacity: 1, props: A_STROKE.props };
const figure = {
	v: 1,
	type: 'geo',
	rotation: 0,
	opacity: 1,
	props: {
		geo: 'rectangle',
		dash: 'solid',
		url: '',
		w: 100,
		h: 80,
		growY: 0,
		scale: 1,
		labelColor: 'black',
		color: 'blue',
		fill: 'none',
		size: 'm',
		font: 'sans',
		align: 'middle',
		verticalAlign: 'middle',
		richText: { type: 'doc', content: [{ type: 'paragraph' }] },
	},
};
const frame = {
	v: 1,
	type: 'frame',
	rotation: 0,
	opacity: 1,
	props: { w: 300, h: 200, name: 'Mesa 3', color: 'black' },
};

/** What a canvas shows of one stored body beside a sound one. */
function shown(body: Json, id: string = 'suspect'): { suspect: boolean; sound: boolean } {
	const doc = new Y.Doc();
	for (const [name, value] of [
		[id, body],
		['sound', stroke],
	] as const) {
		const recordId = parseRecordId(name);
		if (recordId) addDrawing(doc, { id: recordId, pos: [0, 0], body: value });
	}
	const canvas = new Canvas(doc);
	const ids = canvas.shapes.map((shape) => shape.id.slice('shape:'.length));
	return { suspect: ids.includes(id), sound: ids.includes('sound') };
}

describe('drawings from the document', () => {
	it.each([
		['a stroke', stroke],
		['a figure', figure],
		['a frame with a title', frame],
	] as const)('%s is shown', (_, body) => {
		expect(shown(body)).toEqual({ suspect: true, sound: true });
	});

	const bad: [string, Json][] = [
		['no object', 'hello'],
		['null', null],
		['a list', [1]],
		['a body of no known version', { ...stroke, v: 9 }],
		['a kind that would bear text', { ...stroke, type: 'note' }],
		['an arrow of tldraw’s own', { ...stroke, type: 'arrow' }],
		['a page from elsewhere', { ...stroke, type: 'embed', props: { url: 'https://example.org', w: 1, h: 1 } }],
		[
			'a card that pretends to be a drawing',
			{ ...stroke, type: 'card', props: { w: 1, h: 1, kind: 'note', text: 'x' } },
		],
		['a kind named after a prototype', { ...stroke, type: '__proto__' }],
		['a stroke with unknown keys', { ...stroke, props: { ...stroke.props, src: 'https://example.org' } }],
		['a stroke without points', { ...stroke, props: { ...stroke.props, segments: [{ type: 'free' }] } }],
		['a stroke of no pieces', { ...stroke, props: { ...stroke.props, segments: [] } }],
		[
			'a stroke with an empty piece',
			{ ...stroke, props: { ...stroke.props, segments: [{ type: 'free', points: [] }] } },
		],
		[
			'a stroke far off the board',
			{ ...stroke, props: { ...stroke.props, segments: [{ type: 'free', points: [{ x: 1e300, y: 0 }] }] } },
		],
		['a stroke of no size', { ...stroke, props: { ...stroke.props, scale: 0 } }],
		['a rotation that is no number', { ...stroke, rotation: 'quarter' }],
		[
			'a figure with text in it',
			{
				...figure,
				props: { ...figure.props, richText: { type: 'doc', content: [{ type: 'text', text: 'hola' }] } },
			},
		],
		['a figure that links elsewhere', { ...figure, props: { ...figure.props, url: 'https://example.org' } }],
		['a figure wider than the board', { ...figure, props: { ...figure.props, w: 1e9 } }],
		['a frame with an endless title', { ...frame, props: { ...frame.props, name: 'x'.repeat(500) } }],
	];
	it.each(bad)('F27 %s is left out, and the rest of the board still shows', (_, body) => {
		expect(shown(body)).toEqual({ suspect: false, sound: true });
	});

	it('F27 a drawing under an id that could be a card’s is left out', () => {
		expect(shown(stroke, freshId())).toEqual({ suspect: false, sound: true });
	});
});
