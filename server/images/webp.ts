import { Broken, joined, Reader, type CleanImage } from './image.ts';

interface Chunk {
	readonly name: string;
	readonly data: Uint8Array;
}

/** Of the flags of a file with several parts: something shows through. */
const HAS_ALPHA = 0x10;

/**
 * The picture of a WebP (RFC 9649), and what shows through it. EXIF, XMP, colour profiles and parts that nobody knows are left
 * out; of a moving one the first picture stays, as a board stands still (WCAG 2.2.2).
 */
export function cleanWebp(bytes: Uint8Array): CleanImage {
	const riff = new Reader(bytes);
	riff.take(4);
	const length = riff.u32(true);
	riff.take(4);
	const chunks = chunksIn(riff.bytes.subarray(riff.at, Math.min(bytes.length, 8 + length)));
	const moving = chunks.find(({ name }) => name === 'ANMF');
	// Before the parts of a frame stand its place, its size and how long it stays: 16 bytes.
	const parts = moving ? chunksIn(moving.data.subarray(16)) : chunks;
	const picture = parts.find(({ name }) => name === 'VP8 ' || name === 'VP8L');
	if (!picture) throw new Broken();
	const size = picture.name === 'VP8 ' ? lossySize(picture.data) : losslessSize(picture.data);
	const alpha = picture.name === 'VP8 ' ? parts.find(({ name }) => name === 'ALPH') : undefined;
	const kept = alpha ? [extended(size), alpha, picture] : [picture];
	return { type: 'image/webp', bytes: file(kept), ...size };
}

interface Size {
	readonly width: number;
	readonly height: number;
}

function chunksIn(bytes: Uint8Array): Chunk[] {
	const reader = new Reader(bytes);
	const chunks: Chunk[] = [];
	while (!reader.isAtEnd) {
		const name = reader.letters(4);
		const length = reader.u32(true);
		chunks.push({ name, data: reader.take(length) });
		if (length % 2 === 1 && !reader.isAtEnd) reader.take(1);
	}
	return chunks;
}

/** RFC 6386, 9.1: three bytes, a start code, then 14 bits each. */
function lossySize(data: Uint8Array): Size {
	const reader = new Reader(data);
	reader.take(3);
	if (reader.u24() !== 0x2a019d) throw new Broken();
	return { width: reader.u16(true) & 0x3fff, height: reader.u16(true) & 0x3fff };
}

/** RFC 9649, 3.4: a signature, then 14 bits each, less one. */
function losslessSize(data: Uint8Array): Size {
	const reader = new Reader(data);
	if (reader.u8() !== 0x2f) throw new Broken();
	const bits = reader.u32(true);
	return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function extended({ width, height }: Size): Chunk {
	const data = Buffer.alloc(10);
	data.writeUInt8(HAS_ALPHA, 0);
	data.writeUIntLE(width - 1, 4, 3);
	data.writeUIntLE(height - 1, 7, 3);
	return { name: 'VP8X', data };
}

function file(chunks: readonly Chunk[]): Uint8Array {
	const parts = chunks.flatMap(({ name, data }) => {
		const head = Buffer.alloc(8);
		head.write(name, 'latin1');
		head.writeUInt32LE(data.length, 4);
		return [head, data, Buffer.alloc(data.length % 2)];
	});
	const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts]);
	const head = Buffer.alloc(8);
	head.write('RIFF', 'latin1');
	head.writeUInt32LE(body.length, 4);
	return joined([head, body]);
}
