import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { RecordRef, TextHash } from './ids.ts';
import type { HashedText } from './texts.ts';

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 units, no spaces, ECMAScript's number form. Both ends need it, the reader's
 * browser too, so it stands here. Throws TypeError on what JSON cannot say: undefined, functions, NaN, infinities, lone surrogates,
 * dates, maps, bytes.
 */
export function canonicalJson(value: unknown): string {
	switch (typeof value) {
		case 'boolean':
			return String(value);
		case 'number':
			if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN and no infinity');
			return JSON.stringify(value);
		case 'string':
			if (!value.isWellFormed()) throw new TypeError('canonical JSON has no lone surrogate');
			return JSON.stringify(value);
		case 'object':
			if (value === null) return 'null';
			// Not `map`, which would pass over holes.
			if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
			if (!isPlain(value)) throw new TypeError('canonical JSON has plain objects only, no dates, maps or bytes');
			return `{${canonicalMembers(value)}}`;
		default:
			throw new TypeError(`canonical JSON has no ${typeof value}`);
	}
}

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

function canonicalMembers(value: object): string {
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`)
		.join(',');
}

/** SHA-256 of the text's UTF-8 bytes. */
export function hashText(text: string): HashedText {
	return { text, hash: bytesToHex(sha256(utf8ToBytes(text))) as TextHash };
}

/** A value as a table text: its canonical bytes and their hash. */
export function textOf(value: unknown): HashedText {
	return hashText(canonicalJson(value));
}

export const SALT_BYTES = 16;

/** SHA-256(salt‖bytes): how the log names a record that can be erased. */
export function refOf(salt: Uint8Array, bytes: Uint8Array): RecordRef {
	return bytesToHex(sha256(concatBytes(salt, bytes))) as RecordRef;
}

/** SHA-256 over the sorted references of a poll's counted ballots, joined by line feeds. */
export function ballotRoot(refs: readonly RecordRef[]): TextHash {
	return hashText([...refs].sort().join('\n')).hash;
}

export { utf8ToBytes };
