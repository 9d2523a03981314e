import { describe, expect, it } from 'vitest';
import { IMAGE_BYTES_MAX } from '#board/limits.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { assetIdOf, cleanImage } from '../../server/images/clean-image.ts';
import {
	exif,
	JPEG,
	latin,
	LOSSLESS_WEBP,
	MOVING_GIF,
	MOVING_WEBP,
	photo,
	png,
	SECRETS,
	secretsIn,
	WEBP,
	webpWith,
} from '../support/pictures.ts';

function clean(bytes: Uint8Array) {
	const answer = cleanImage(bytes);
	if (!answer.ok) throw new Error(answer.code);
	return answer.image;
}
const codeOf = (bytes: Uint8Array) => {
	const answer = cleanImage(bytes);
	return answer.ok ? null : answer.code;
};
const has = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(Buffer.from(text, 'latin1'));

describe('[Y2] what an image is, its bytes say', () => {
	it.each([
		['image/png', png()],
		['image/jpeg', JPEG],
		['image/gif', MOVING_GIF],
		['image/webp', WEBP],
		['image/webp', LOSSLESS_WEBP],
		['image/webp', MOVING_WEBP],
	])('%s, 8 by 4', (type, bytes) => {
		expect(clean(bytes)).toMatchObject({ type, width: 8, height: 4 });
	});

	it.each([
		'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
		'<!doctype html>',
		'',
		'BM',
		'%PDF',
	])('%s is none that the table takes', (text) => expect(codeOf(latin(text))).toBe('image.unknown-kind'));

	it.each([
		['PNG', png()],
		['JPEG', JPEG],
		['GIF', MOVING_GIF.subarray(0, 53)],
		['WebP', WEBP],
		['WebP', LOSSLESS_WEBP],
	])('a %s that breaks off anywhere is told, and never breaks the server', (_, bytes) => {
		for (let length = 12; length < bytes.length - 2; length++) {
			expect(codeOf(bytes.subarray(0, length)), String(length)).toBe('image.broken');
		}
	});

	it('a PNG with a flipped bit is told', () => {
		const bytes = png();
		bytes[50] = (bytes[50] ?? 0) ^ 1;
		expect(codeOf(bytes)).toBe('image.broken');
	});
});

describe('[Y3] what is not seen of an image is not kept', () => {
	it('a photo keeps nothing of where, with what and by whom it was taken', () => {
		expect(secretsIn(photo())).toEqual(SECRETS);
		const { bytes } = clean(photo(1));
		expect(secretsIn(bytes)).toEqual([]);
		expect(has(bytes, 'Exif')).toBe(false);
		expect(bytes).toEqual(JPEG); // what was there before a phone wrote beside it
	});

	it.each(['II', 'MM'] as const)('a photo that lies on its side still knows which way is up (%s)', (order) => {
		const image = clean(photo(6, order));
		expect(secretsIn(image.bytes)).toEqual([]);
		expect(image).toMatchObject({ width: 4, height: 8 });
		expect(clean(image.bytes)).toEqual(image);
		expect(clean(photo(3, order))).toMatchObject({ width: 8, height: 4 });
	});

	it('a JPEG loses its thumbnail', () => {
		const thumbnail = Buffer.concat([JPEG.subarray(0, 2), Uint8Array.of(0xff, 0xe0, 0, 19), JPEG.subarray(6, 20)]);
		thumbnail.set([1, 1], thumbnail.length - 2);
		const bytes = Buffer.concat([thumbnail, Uint8Array.of(65, 66, 67), JPEG.subarray(20)]);
		expect(clean(new Uint8Array(bytes)).bytes).toEqual(JPEG);
	});

	it('a PNG keeps no text, time, EXIF or profile, and only its first picture', () => {
		const [gps = '', device = '', , , note = '', profile = ''] = SECRETS;
		const beside = [
			['tEXt', latin(`Comment\0${note}`)],
			['zTXt', latin(device)],
			['iTXt', latin(device)],
			['eXIf', exif(6)],
			['iCCP', latin(profile)],
			['tIME', latin('1234567')],
			['acTL', Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 0)],
			['prVt', latin(gps)],
		] as const;
		const bytes = Buffer.concat([png(8, 4, beside), latin(gps)]);
		expect(clean(new Uint8Array(bytes)).bytes).toEqual(png());
	});

	it('a PNG keeps the colour that shows through', () => {
		const clear = png(8, 4, [['tRNS', Uint8Array.of(0, 120)]]);
		expect(clean(clear).bytes).toEqual(clear);
	});

	it('a WebP keeps no EXIF, XMP, profile or part that nobody knows', () => {
		const [gps = '', device = '', xmp = '', , , profile = ''] = SECRETS;
		const parts = [
			['EXIF', latin(gps)],
			['XMP ', latin(xmp)],
			['ICCP', latin(profile)],
			['PRIV', latin(device)],
		] as const;
		expect(clean(webpWith(WEBP, parts)).bytes).toEqual(WEBP);
		expect(clean(webpWith(LOSSLESS_WEBP, parts)).bytes).toEqual(LOSSLESS_WEBP);
	});

	it('a GIF keeps no comment and nothing of programs', () => {
		const note = latin(SECRETS[4] ?? '');
		const comment = Buffer.concat([Uint8Array.of(0x21, 0xfe, note.length), note, Uint8Array.of(0)]);
		const at = 19; // after the header and its two colours
		const bytes = Buffer.concat([MOVING_GIF.subarray(0, at), comment, MOVING_GIF.subarray(at)]);
		expect(secretsIn(bytes)).toHaveLength(1);
		const cleaned = clean(new Uint8Array(bytes)).bytes;
		expect(secretsIn(cleaned)).toEqual([]);
		expect(has(cleaned, 'NETSCAPE')).toBe(false);
		expect(cleaned).toEqual(clean(MOVING_GIF).bytes);
	});

	it('what moved stands still: the first picture alone is kept', () => {
		expect(clean(MOVING_GIF).bytes.length).toBeLessThan(MOVING_GIF.length / 2 + 10);
		const still = clean(MOVING_WEBP);
		expect(has(still.bytes, 'ANMF') || has(still.bytes, 'ANIM')).toBe(false);
		expect(clean(still.bytes)).toEqual(still);
	});

	it.each([photo(), png(), MOVING_GIF, WEBP])('what is clean already stays as it is', (bytes) => {
		const once = clean(bytes);
		expect(clean(once.bytes)).toEqual(once);
	});
});

describe('[Y4] how large an image may be', () => {
	it('in bytes', () => {
		const noise = new Uint8Array(IMAGE_BYTES_MAX + 1);
		noise.set(png());
		expect(codeOf(noise)).toBe('image.too-large');
		expect(codeOf(noise.subarray(1))).not.toBe('image.too-large');
	});

	it('in pixels, before anybody unpacks it', () => {
		expect(codeOf(png(5_000, 5_000))).toBeNull();
		expect(codeOf(png(5_001, 5_000))).toBe('image.too-fine');
		expect(codeOf(png(0, 4))).toBe('image.broken');
	});
});

it('[Y1] the same image has one id at a table, and another at another table', () => {
	const here = 'aaaa' as WorkshopId;
	const there = 'bbbb' as WorkshopId;
	expect(assetIdOf(here, JPEG)).toBe(assetIdOf(here, JPEG.slice()));
	expect(assetIdOf(here, JPEG)).not.toBe(assetIdOf(there, JPEG));
	expect(assetIdOf(here, JPEG)).not.toBe(assetIdOf(here, WEBP));
});
