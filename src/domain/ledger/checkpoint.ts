import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../base64.ts';
import { utf8ToBytes } from '../hashing.ts';
import type { VerifySignature } from './keys.ts';

/**
 * The log at one moment: how many entries and the one root over all of them. Its number is its size. Written as a signed note in the
 * way of transparency logs (C2SP `tlog-checkpoint` and `signed-note`), so that their tools read it too:
 *
 *     mesa-abierta/log/<id of the first key>
 *     <size>
 *     <root, base64>
 *     time <ISO 8601, UTC, milliseconds>
 *
 *     — mesa-abierta/log/<id of the first key> <base64 of 4 bytes that name the key, then the Ed25519 signature>
 */
export interface Checkpoint {
	readonly origin: string;
	readonly size: number;
	/** 64 hex. */
	readonly root: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

export interface SignedCheckpoint extends Checkpoint {
	/** First 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), 8 hex. */
	readonly keyHash: string;
	/** 128 hex. */
	readonly signature: string;
}

const NOTE =
	/^(mesa-abierta\/log\/[0-9a-f]{16})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n\n\u2014 (\S+) ([A-Za-z0-9+/=]+)\n$/;
const KEY_HASH_BYTES = 4;
const ED25519_KEY = Uint8Array.of(0x0a, 0x01);

/** The bytes that are signed: the note's text up to the empty line. */
export function checkpointBody({ origin, size, root, at }: Checkpoint): string {
	return `${origin}\n${size}\n${toBase64(hexToBytes(root))}\ntime ${new Date(at).toISOString()}\n`;
}

/** Signs with `sign`, which answers hex. */
export function signCheckpoint(
	checkpoint: Checkpoint,
	{ publicKey, sign }: { readonly publicKey: string; sign(bytes: Uint8Array): string },
): string {
	const body = checkpointBody(checkpoint);
	const signature = hexToBytes(sign(utf8ToBytes(body)));
	const keyed = concatBytes(hexToBytes(noteKeyHash(checkpoint.origin, publicKey)), signature);
	return `${body}\n\u2014 ${checkpoint.origin} ${toBase64(keyed)}\n`;
}

/** The checkpoint in a note, or null where it isn't written to the letter as `signCheckpoint` writes it. Checks no signature. */
export function parseCheckpoint(text: string): SignedCheckpoint | null {
	const found = NOTE.exec(text);
	if (!found) return null;
	const [, origin = '', size = '', root64 = '', time = '', name = '', keyed64 = ''] = found;
	const root = fromBase64(root64);
	const keyed = fromBase64(keyed64);
	const at = Date.parse(time);
	if (!root || keyed?.length !== KEY_HASH_BYTES + 64 || name !== origin || Number.isNaN(at)) return null;
	const checkpoint = { origin, size: Number(size), root: bytesToHex(root), at };
	if (!Number.isSafeInteger(checkpoint.size) || new Date(at).toISOString() !== time) return null;
	const keyHash = bytesToHex(keyed.subarray(0, KEY_HASH_BYTES));
	return { ...checkpoint, keyHash, signature: bytesToHex(keyed.subarray(KEY_HASH_BYTES)) };
}

/** Whether this key signed exactly this checkpoint. */
export function isCheckpointOf(signed: SignedCheckpoint, publicKey: string, verify: VerifySignature): boolean {
	if (signed.keyHash !== noteKeyHash(signed.origin, publicKey)) return false;
	return verify(publicKey, utf8ToBytes(checkpointBody(signed)), signed.signature);
}

function noteKeyHash(name: string, publicKey: string): string {
	return bytesToHex(sha256(concatBytes(utf8ToBytes(name), ED25519_KEY, hexToBytes(publicKey)))).slice(
		0,
		KEY_HASH_BYTES * 2,
	);
}
