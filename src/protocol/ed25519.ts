import { ed25519 } from '@noble/curves/ed25519.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { VerifySignature } from '#domain/ledger/keys.ts';

/** Whether `signature` (128 hex) is the key's (64 hex) over exactly these bytes; malformed keys and signatures are false. */
export const verifySignature: VerifySignature = (publicKey, bytes, signature) => {
	if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
	// RFC 8032, not the looser ZIP-215: a signature that some verifiers take and others refuse proves nothing.
	return ed25519.verify(hexToBytes(signature), bytes, hexToBytes(publicKey), { zip215: false });
};
