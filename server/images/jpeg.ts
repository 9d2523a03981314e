import { orientationIn, orientationOnly } from './exif-orientation.ts';
import { Broken, joined, Reader, type CleanImage } from './image.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Tables that decoding needs: Huffman, arithmetic, quantisation, restarts. */
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xcc, 0xdb, 0xdd]);
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;

/** Says how colours are meant; density and thumbnail, which a JFIF header may also hold, are none of the picture. */
const PLAIN_JFIF = Uint8Array.of(0xff, APP0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);

/**
 * Keeps the tables, frames and scans of a JPEG (ITU-T T.81, annex B), and of what stands beside them only which way is up.
 * Comments, EXIF with its places and devices, XMP, IPTC, colour profiles and what follows the picture are left out.
 */
export function cleanJpeg(bytes: Uint8Array): CleanImage {
	const reader = new Reader(bytes);
	reader.take(2);
	const kept: Uint8Array[] = [];
	let size: { width: number; height: number } | null = null;
	let [orientation, isJfif, hasScan] = [1, false, false];
	for (;;) {
		const marker = nextMarker(reader);
		if (marker === EOI) break;
		const start = reader.at;
		const length = reader.u16();
		const data = reader.take(length - 2);
		const segment = () => joined([Uint8Array.of(0xff, marker), bytes.subarray(start, reader.at)]);
		if (isFrame(marker)) {
			const frame = new Reader(data);
			frame.take(1);
			const [height, width] = [frame.u16(), frame.u16()];
			size ??= { width, height };
			kept.push(segment());
		} else if (TABLES.has(marker)) kept.push(segment());
		else if (marker === SOS) {
			hasScan = true;
			kept.push(segment(), scan(reader));
		} else if (marker === APP0) isJfif ||= startsWith(data, 'JFIF\0');
		else if (marker === APP1) orientation = orientationIn(data) ?? orientation;
		else if (marker === APP14 && startsWith(data, 'Adobe') && data.length >= 12) {
			kept.push(Uint8Array.of(0xff, APP14, 0, 14, ...data.subarray(0, 12)));
		}
	}
	if (size === null || !hasScan) throw new Broken();
	const { width, height } = size;
	const head: Uint8Array[] = [Uint8Array.of(0xff, SOI), ...(isJfif ? [PLAIN_JFIF] : [])];
	if (orientation !== 1) head.push(orientationOnly(orientation));
	return {
		type: 'image/jpeg',
		bytes: joined([...head, ...kept, Uint8Array.of(0xff, EOI)]),
		...(orientation >= 5 ? { width: height, height: width } : { width, height }),
	};
}

function nextMarker(reader: Reader): number {
	if (reader.u8() !== 0xff) throw new Broken();
	let marker = reader.u8();
	while (marker === 0xff) marker = reader.u8(); // fill bytes
	if (marker < 0xc0 || (marker >= 0xd0 && marker <= SOI)) throw new Broken();
	return marker;
}

/** The coded data up to the next marker; a zero after 0xff, and restarts, belong to them. */
function scan(reader: Reader): Uint8Array {
	const { at, bytes } = reader;
	let end = at;
	for (;;) {
		end = bytes.indexOf(0xff, end);
		const next = end < 0 ? undefined : bytes[end + 1];
		if (next === undefined) throw new Broken();
		if (next !== 0 && (next < 0xd0 || next > 0xd7)) return reader.take(end - at);
		end += 2;
	}
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const startsWith = (data: Uint8Array, letters: string) =>
	Buffer.from(data.subarray(0, letters.length)).toString('latin1') === letters;
