import { Broken, joined, Reader } from './image.ts';

const HEADER = Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0); // "Exif", and two zeros
const ORIENTATION = 0x0112;

/** Which way is up, 1 to 8 (EXIF 2.3, 4.6.4 A), by the EXIF data of a JPEG; null where they say nothing that can be read. */
export function orientationIn(data: Uint8Array): number | null {
	if (!HEADER.every((byte, index) => data[index] === byte)) return null;
	try {
		const tiff = new Reader(data.subarray(HEADER.length));
		const order = tiff.letters(2);
		if (order !== 'II' && order !== 'MM') return null;
		const isLittle = order === 'II';
		tiff.take(2);
		tiff.at = tiff.u32(isLittle);
		for (let left = tiff.u16(isLittle); left > 0; left--) {
			const tag = tiff.u16(isLittle);
			tiff.take(6);
			const value = tiff.u16(isLittle);
			tiff.take(2);
			if (tag === ORIENTATION) return value >= 1 && value <= 8 ? value : null;
		}
		return null;
	} catch (error) {
		if (error instanceof Broken) return null; // broken data beside a picture that may be whole
		throw error;
	}
}

/** A segment that says which way is up, and nothing else. */
export function orientationOnly(orientation: number): Uint8Array {
	const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
	return joined([Uint8Array.of(0xff, 0xe1, 0, 2 + HEADER.length + tiff.length), HEADER, Uint8Array.from(tiff)]);
}
