import { crc32 } from 'node:zlib';
import { Broken, joined, Reader, type CleanImage } from './image.ts';

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * What it takes to draw the picture (PNG 3rd edition, 11). Texts, times, EXIF and colour profiles, which may name a device and
 * its owner, are left out; so are the further pictures of a moving one.
 */
const KEPT: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'IDAT', 'IEND']);

export function cleanPng(bytes: Uint8Array): CleanImage {
	const reader = new Reader(bytes);
	reader.take(PNG_SIGNATURE.length);
	const parts: Uint8Array[] = [PNG_SIGNATURE];
	let size: { width: number; height: number } | null = null;
	let hasData = false;
	for (;;) {
		const start = reader.at;
		const length = reader.u32();
		const name = reader.letters(4);
		const data = new Reader(reader.take(length));
		const sum = reader.u32();
		if (crc32(bytes.subarray(start + 4, start + 8 + length)) !== sum) throw new Broken();
		if (size === null) {
			if (name !== 'IHDR' || length !== 13) throw new Broken();
			size = { width: data.u32(), height: data.u32() };
		}
		if (name === 'IDAT') hasData = true;
		if (KEPT.has(name)) parts.push(bytes.subarray(start, reader.at));
		if (name === 'IEND') break; // whatever follows is no part of the picture
	}
	if (!hasData) throw new Broken();
	return { type: 'image/png', bytes: joined(parts), ...size };
}
