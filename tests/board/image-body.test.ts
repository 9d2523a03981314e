import { describe, expect, it } from 'vitest';
import { isDrawingBody } from '#board/drawing-body.ts';
import { IMAGE_ALT_MAX } from '#board/limits.ts';
import type { AssetId } from '#domain/ids.ts';

const ASSET = 'abcdefghijklmnopqrst' as AssetId;

describe('[Y7] what the gate takes of an image', () => {
	const good = { w: 480, h: 360, asset: ASSET, alt: 'Un mapa' };
	const body = (props: object, more: object = {}) => ({
		v: 1,
		type: 'image',
		rotation: 0,
		opacity: 1,
		props: { ...good, ...props },
		...more,
	});

	it('an id of the right form, finite sizes and one plain line', () => {
		expect(isDrawingBody(body({}))).toBe(true);
		expect(isDrawingBody(body({ alt: '' }))).toBe(true);
	});

	it.each([
		{ asset: 'https://otra.test/a.png' },
		{ asset: 'data:image/png;base64,AAAA' },
		{ asset: '../../me' },
		{ asset: '' },
		{ asset: null },
		{ src: 'https://otra.test/a.png' },
		{ url: '' },
		{ w: 0 },
		{ w: Infinity },
		{ h: Number.NaN },
		{ h: -1 },
		{ h: 2_000_000 },
		{ w: '9' },
		{ alt: 'x'.repeat(IMAGE_ALT_MAX + 1) },
		{ alt: 'dos\nlíneas' },
		{ alt: '\u0007' },
		{ alt: '\ud800' },
		{ alt: 7 },
	])('never %o', (props) => {
		expect(isDrawingBody(body(props))).toBe(false);
	});

	it('nothing beside them', () => {
		expect(isDrawingBody(body({}, { src: 'https://otra.test' }))).toBe(false);
		const { alt: _, ...without } = good;
		expect(isDrawingBody({ ...body({}), props: without })).toBe(false);
	});
});
