import { createHash } from 'node:crypto';
import { IMAGE_BYTES_MAX, IMAGE_PIXELS_MAX } from '#board/limits.ts';
import { idFromBytes, type AssetId, type WorkshopId } from '#domain/ids.ts';
import { refuse, type Refusal } from '#domain/refusals.ts';
import { cleanGif } from './gif.ts';
import { Broken, type CleanImage } from './image.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng, PNG_SIGNATURE } from './png.ts';
import { cleanWebp } from './webp.ts';

/**
 * An image with all taken out that is not seen: where and with what it was taken, by whom, what was written beside it. What it is
 * its bytes say; its name and the type that was claimed count for nothing. Nothing is unpacked, so that no bytes can be a bomb.
 */
export function cleanImage(bytes: Uint8Array): { ok: true; image: CleanImage } | Refusal {
	if (bytes.length > IMAGE_BYTES_MAX) return refuse('image.too-large', { bytes: IMAGE_BYTES_MAX });
	const clean = cleanerOf(bytes);
	if (clean === null) return refuse('image.unknown-kind');
	try {
		const image = clean(bytes);
		if (image.width === 0 || image.height === 0) return refuse('image.broken');
		if (image.width * image.height > IMAGE_PIXELS_MAX) {
			return refuse('image.too-fine', { pixels: IMAGE_PIXELS_MAX });
		}
		return { ok: true, image };
	} catch (error) {
		if (error instanceof Broken) return refuse('image.broken');
		throw error;
	}
}

function cleanerOf(bytes: Uint8Array): ((bytes: Uint8Array) => CleanImage) | null {
	const starts = (at: number, ...signature: readonly number[]) =>
		signature.every((byte, index) => bytes[at + index] === byte);
	const letters = (at: number, text: string) => starts(at, ...Buffer.from(text, 'latin1'));
	if (starts(0, ...PNG_SIGNATURE)) return cleanPng;
	if (starts(0, 0xff, 0xd8, 0xff)) return cleanJpeg;
	if (letters(0, 'GIF87a') || letters(0, 'GIF89a')) return cleanGif;
	if (letters(0, 'RIFF') && letters(8, 'WEBP')) return cleanWebp;
	return null;
}

/**
 * The id that these bytes have at this table: brought twice, they are kept once, and under one id there are never other bytes, so
 * that browsers may keep them for good. The table goes into it, so that no id tells that another table has the same image.
 */
export function assetIdOf(workshop: WorkshopId, bytes: Uint8Array): AssetId {
	return idFromBytes(createHash('sha256').update(workshop).update(bytes).digest()) as AssetId; // where this id is made
}
