const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += 3) {
		const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
		const left = bytes.length - at;
		text += letter(a >> 2) + letter(((a & 3) << 4) | (b >> 4));
		text += left > 1 ? letter(((b & 15) << 2) | (c >> 6)) : '=';
		text += left > 2 ? letter(c & 63) : '=';
	}
	return text;
}

/** The bytes, or null for what `toBase64` never writes: other letters, missing padding, bits left over at the end. */
export function fromBase64(text: string): Uint8Array | null {
	if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
	const letters = text.replace(/=+$/, '');
	const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
	let bits = 0;
	let held = 0;
	let at = 0;
	for (const each of letters) {
		held = ((held << 6) | ALPHABET.indexOf(each)) & 0xffff;
		bits += 6;
		if (bits < 8) continue;
		bits -= 8;
		bytes[at] = (held >> bits) & 255;
		at += 1;
	}
	return toBase64(bytes) === text ? bytes : null;
}

function letter(value: number): string {
	return ALPHABET.charAt(value);
}
