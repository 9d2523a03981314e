import { zlibSync } from 'fflate';

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Pixels that a module of a QR code takes. */
const MODULE = 8;

/** A QR code as our own component draws it (one path of unit squares), in black and white pixels. */
export function codePng(svg: string, modules: number): Uint8Array {
	const dark = new Set([...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
	return greyPng(modules * MODULE, (x, y) => !dark.has(`${Math.floor(x / MODULE)} ${Math.floor(y / MODULE)}`));
}

/** Stands in for a picture that a program cannot draw. */
export const WHITE_DOT = greyPng(1, () => true);

/** PNG (ISO/IEC 15948), 8 bits of grey, square: each row after a byte that says that it is not filtered. */
function greyPng(edge: number, isLight: (x: number, y: number) => boolean): Uint8Array {
	const rows = new Uint8Array(edge * (edge + 1));
	for (let y = 0; y < edge; y++) {
		for (let x = 0; x < edge; x++) rows[y * (edge + 1) + 1 + x] = isLight(x, y) ? 255 : 0;
	}
	const head = new Uint8Array(13);
	const view = new DataView(head.buffer);
	view.setUint32(0, edge);
	view.setUint32(4, edge);
	head[8] = 8;
	return joined([
		Uint8Array.from(SIGNATURE),
		chunk('IHDR', head),
		chunk('IDAT', zlibSync(rows)),
		chunk('IEND', new Uint8Array()),
	]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
	const named = joined([new TextEncoder().encode(type), data]);
	const frame = new Uint8Array(4);
	new DataView(frame.buffer).setUint32(0, data.length);
	const sum = new Uint8Array(4);
	new DataView(sum.buffer).setUint32(0, crc32(named));
	return joined([frame, named, sum]);
}

function crc32(bytes: Uint8Array): number {
	let sum = 0xffffffff;
	for (const byte of bytes) {
		sum ^= byte;
		for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
	}
	return (sum ^ 0xffffffff) >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
