import { Broken, joined, Reader, type CleanImage } from './image.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const CONTROL = 0xf9;
const TRAILER = Uint8Array.of(0x3b);

/**
 * The first picture of a GIF (GIF89a, 17 to 27), with its colours and what shows through. A board stands still (WCAG 2.2.2), so
 * the further pictures are left out, and with them comments, texts and whatever programs put into theirs.
 */
export function cleanGif(bytes: Uint8Array): CleanImage {
	const reader = new Reader(bytes);
	reader.take(6);
	const [width, height] = [reader.u16(true), reader.u16(true)];
	const screen = reader.u8();
	reader.take(2); // background, shape of a pixel
	if (screen & 0x80) reader.take(coloursIn(screen));
	const parts: Uint8Array[] = [bytes.subarray(0, reader.at)];
	let control: Uint8Array | null = null;
	for (;;) {
		const start = reader.at;
		const block = reader.u8();
		if (block === EXTENSION) {
			if (reader.u8() === CONTROL) control = stillControl(reader);
			else skipBlocks(reader);
			continue;
		}
		if (block !== IMAGE) throw new Broken(); // the end before any picture, or none of it a GIF
		reader.take(8);
		const flags = reader.u8();
		if (flags & 0x80) reader.take(coloursIn(flags));
		reader.take(1);
		skipBlocks(reader);
		if (control) parts.push(control);
		parts.push(bytes.subarray(start, reader.at), TRAILER);
		return { type: 'image/gif', bytes: joined(parts), width, height };
	}
}

/** Bytes of a table of colours. */
const coloursIn = (flags: number) => 3 * 2 ** ((flags & 7) + 1);

/** What shows through, without how long the picture stands. */
function stillControl(reader: Reader): Uint8Array {
	if (reader.u8() !== 4) throw new Broken();
	const [flags = 0, , , clear = 0] = reader.take(4);
	if (reader.u8() !== 0) throw new Broken();
	return Uint8Array.of(EXTENSION, CONTROL, 4, flags & 1, 0, 0, clear, 0);
}

function skipBlocks(reader: Reader): void {
	for (let length = reader.u8(); length > 0; length = reader.u8()) reader.take(length);
}
