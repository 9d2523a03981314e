import { crc32, deflateSync } from 'node:zlib';

/** Small pictures of 8 by 4 pixels, as programs write them, and what cameras and programs put beside them. */
const from64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** Progressive, with a JFIF header and several scans. */
export const JPEG = from64(
	'/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wgARCAAEAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAVAQEBAAAAAAAAAAAAAAAAAAADBf/aAAwDAQACEAMQAAABkion/8QAFhAAAwAAAAAAAAAAAAAAAAAAAAES/9oACAEBAAEFAqZ//8QAFxEAAwEAAAAAAAAAAAAAAAAAAAITUf/aAAgBAwEBPwGjaf/EABcRAAMBAAAAAAAAAAAAAAAAAAACE1H/2gAIAQIBAT8BmmH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAY/An//xAAVEAEBAAAAAAAAAAAAAAAAAAAAYf/aAAgBAQABPyGz/9oADAMBAAIAAwAAABAD/8QAFxEAAwEAAAAAAAAAAAAAAAAAAAFhkf/aAAgBAwEBPxCrWf/EABcRAAMBAAAAAAAAAAAAAAAAAAABYZH/2gAIAQIBAT8QlxH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAE/EC//2Q==',
);
/** Two pictures that follow each other for ever. */
export const MOVING_GIF = from64(
	'R0lGODlhCAAEAPAAAP8AAAAAACH5BAAKAAAAIf8LTkVUU0NBUEUyLjADAQAAACwAAAAACAAEAAACBYSPqYsFACH5BAAKAAAALAAAAAAIAAQAgAAA/wAAAAIFhI+piwUAOw==',
);
/** One that something shows through, and one without loss. */
export const WEBP = from64(
	'UklGRmAAAABXRUJQVlA4WAoAAAAQAAAABwAAAwAAQUxQSAoAAAABB9C/iAhERP8DVlA4IDAAAADQAQCdASoIAAQAAgA0JaACdLoB+AADsAD+8MQL/yC5YXXI1/8gP+QH/ID/+PIAAAA=',
);
export const LOSSLESS_WEBP = from64('UklGRhwAAABXRUJQVlA4TA8AAAAvB8AAEAcQ/Y/+BSKi/wEA');
export const MOVING_WEBP = from64(
	'UklGRsAAAABXRUJQVlA4WAoAAAACAAAABwAAAwAAQU5JTQYAAAD/////AABBTk1GSAAAAAAAAAAAAAcAAAMAAGQAAAJWUDggMAAAANABAJ0BKggABAACADQloAJ0ugH4AAOwAP7wxAv/ILlhdcjX/yA/5Af8gP/48gAAAEFOTUZEAAAAAAAAAAAABwAAAwAAZAAAAFZQOCAsAAAAlAEAnQEqCAAEAAAANCWgAnS6AAOYAP75k2//kB//kB//kB//ID/iF3sgMAA=',
);

/** A PNG of these sides in one colour, with what else may stand in one. */
export function png(width = 8, height = 4, beside: readonly (readonly [string, Uint8Array])[] = []): Uint8Array {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 0, 0, 0, 0], 8); // eight bits of grey
	const rows = Buffer.alloc(Math.min(height, 4_000) * (width + 1), 120);
	for (let row = 0; row * (width + 1) < rows.length; row++) rows[row * (width + 1)] = 0;
	return new Uint8Array(
		Buffer.concat([
			Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
			pngChunk('IHDR', head),
			...beside.map(([name, data]) => pngChunk(name, data)),
			pngChunk('IDAT', deflateSync(rows)),
			pngChunk('IEND', new Uint8Array()),
		]),
	);
}

function pngChunk(name: string, data: Uint8Array): Uint8Array {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}

/** Words that must never come out again. */
export const SECRETS = [
	'GPS 20.6736N 103.344W',
	'Camara de Ana',
	'Photoshop',
	'IPTC-Ana',
	'nota de Ana',
	'perfil de Ana',
];

const letters = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** EXIF data as a phone writes them: which way is up, and where the photo was taken. */
export function exif(orientation: number, order: 'II' | 'MM' = 'MM'): Uint8Array {
	const tiff = Buffer.alloc(8 + 2 + 12 + 4);
	const [u16, u32] =
		order === 'MM'
			? [tiff.writeUInt16BE.bind(tiff), tiff.writeUInt32BE.bind(tiff)]
			: [tiff.writeUInt16LE.bind(tiff), tiff.writeUInt32LE.bind(tiff)];
	tiff.write(order, 'latin1');
	u16(42, 2);
	u32(8, 4);
	u16(1, 8);
	u16(0x0112, 10);
	u16(3, 12);
	u32(1, 14);
	u16(orientation, 18);
	return Buffer.concat([tiff, letters(`${SECRETS[0]} ${SECRETS[1]}`)]);
}

/** A photo as a phone sends it: with its place, its device, its history, a comment, a profile, and a film behind it. */
export function photo(orientation = 6, order: 'II' | 'MM' = 'MM', jpeg = JPEG): Uint8Array {
	const segment = (marker: number, data: Uint8Array) =>
		Buffer.concat([Uint8Array.of(0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff), data]);
	return new Uint8Array(
		Buffer.concat([
			jpeg.subarray(0, 2),
			segment(0xe1, Buffer.concat([letters('Exif\0\0'), exif(orientation, order)])),
			segment(0xe1, letters(`http://ns.adobe.com/xap/1.0/\0<x>${SECRETS[2]}</x>`)),
			segment(0xe2, letters(`ICC_PROFILE\0\x01\x01${SECRETS[5]}`)),
			segment(0xed, letters(`Photoshop 3.0\0${SECRETS[3]}`)),
			segment(0xfe, letters(SECRETS[4] ?? '')),
			jpeg.subarray(2),
			letters(`ftyp${SECRETS[0]}`),
		]),
	);
}

/** Whether any of the words stands in these bytes. */
export const secretsIn = (bytes: Uint8Array): string[] =>
	SECRETS.filter((secret) => Buffer.from(bytes).includes(Buffer.from(secret, 'latin1')));

/** A WebP with more parts than its picture. */
export function webpWith(picture: Uint8Array, parts: readonly (readonly [string, Uint8Array])[]): Uint8Array {
	const more = parts.flatMap(([name, data]) => {
		const head = Buffer.alloc(8);
		head.write(name, 'latin1');
		head.writeUInt32LE(data.length, 4);
		return [head, data, Buffer.alloc(data.length % 2)];
	});
	const all = Buffer.concat([picture, ...more]);
	all.writeUInt32LE(all.length - 8, 4);
	return new Uint8Array(all);
}

export const latin = letters;
