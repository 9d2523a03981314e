import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, utf8ToBytes } from '../hashing.ts';
import type { KeyPurpose, Leaf } from './leaves.ts';

/** Ed25519 by RFC 8032: key (64 hex) and signature (128 hex) over exactly these bytes; false for malformed ones. */
export type VerifySignature = (publicKey: string, bytes: Uint8Array, signature: string) => boolean;

export type KeyLeaf = Extract<Leaf, { type: 'key' }>;

/** First 16 hex characters of SHA-256 of the public key (64 hex). */
export function keyIdOf(publicKey: string): string {
	return bytesToHex(sha256(hexToBytes(publicKey))).slice(0, 16);
}

/** The name of a log: that of the first key it was signed with, which later keys can't change. */
export function logOrigin(firstPublicKey: string): string {
	return `mesa-abierta/log/${keyIdOf(firstPublicKey)}`;
}

/** What the key before signs, to hand over to the next. */
export function keyChangeBytes(change: {
	purpose: KeyPurpose;
	publicKey: string;
	previous: string;
	at: number;
}): Uint8Array {
	const { purpose, publicKey, previous, at } = change;
	return utf8ToBytes(canonicalJson({ format: 'mesa-abierta/key-change/1', purpose, publicKey, previous, at }));
}

/** A key leaf in its place in the log. */
export interface KeyInLog {
	readonly index: number;
	readonly leaf: KeyLeaf;
}

/**
 * Whether these keys, oldest first, were handed on without a break: the first of each purpose stands alone, each later one is
 * signed by the one before it.
 */
export function isKeyHistory(keys: readonly KeyInLog[], verify: VerifySignature): boolean {
	const last = new Map<KeyPurpose, string>();
	let index = -1;
	for (const key of keys) {
		if (key.index <= index) return false;
		index = key.index;
		const { purpose, publicKey, previous, signature, at } = key.leaf;
		if (previous !== (last.get(purpose) ?? null)) return false;
		if (previous === null ? signature !== null : signature === null) return false;
		if (previous !== null && signature !== null) {
			if (!verify(previous, keyChangeBytes({ purpose, publicKey, previous, at }), signature)) return false;
		}
		last.set(purpose, publicKey);
	}
	return last.has('instance');
}

/** The key in force for what stands at `index`; null where there was none. */
export function keyInForce(keys: readonly KeyInLog[], purpose: KeyPurpose, index: number): string | null {
	return keys.findLast((key) => key.leaf.purpose === purpose && key.index < index)?.leaf.publicKey ?? null;
}
