const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A plain copy: drivers hand out views of buffers that they pool and reuse. */
export function copyBytes(bytes: Uint8Array): Uint8Array {
	return Uint8Array.from(bytes);
}

export function toHex(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Throws on anything but whole bytes in hex: `Buffer.from` alone would stop at the first odd character in silence. */
export function fromHex(hex: string): Uint8Array {
	if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new TypeError('not lower-case hex');
	return Uint8Array.from(Buffer.from(hex, 'hex'));
}

export function toUtf8(text: string): Uint8Array {
	return encoder.encode(text);
}

/** Exact inverse of `toUtf8` for well-formed text: keeps a leading U+FEFF, throws on bytes that are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
	return decoder.decode(bytes);
}
