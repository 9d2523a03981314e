import { createPrivateKey } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '#domain/decision.ts';
import { verifySignature } from '#protocol/ed25519.ts';

/** A signing key that can't be used: the file is named, its content never. */
export class KeyUnusable extends Error {
	override readonly name = 'KeyUnusable';
	readonly file: string;

	constructor(file: string, message: string, options?: ErrorOptions) {
		super(message, options);
		this.file = file;
	}
}

/**
 * The Ed25519 key in `file` (PEM, PKCS#8, as `openssl genpkey -algorithm ed25519` writes it). Where there is no file, makes a key
 * and writes it, readable by the owner alone, before anything is signed by it. Throws `KeyUnusable`.
 */
export function openSigningKey(file: string): Signer {
	try {
		return readSigningKey(file) ?? signerOf(createSecret(file));
	} catch (cause) {
		if (cause instanceof KeyUnusable) throw cause;
		throw new KeyUnusable(file, `The signing key ${file} can't be read or made.`, { cause });
	}
}

/** The key in `file`, or null where there is no file; never makes one. Throws `KeyUnusable`. */
export function readSigningKey(file: string): Signer | null {
	const secret = readSecret(file);
	return secret && signerOf(secret);
}

/** The key of example tables, beside the instance's: what it signs can never pass for an agreement. */
export function exampleKeyFile(signingKeyFile: string): string {
	return join(dirname(signingKeyFile), 'demo-signing-key.pem');
}

/** Signs with a 32-byte Ed25519 secret (RFC 8032). */
export function signerOf(secret: Uint8Array): Signer {
	const publicKey = ed25519.getPublicKey(secret);
	return {
		key: keyId(publicKey),
		publicKey: bytesToHex(publicKey),
		sign: (bytes) => bytesToHex(ed25519.sign(bytes, secret)),
	};
}

export { verifySignature };

/** First 16 hex characters of SHA-256 of the public key. */
export function keyId(publicKey: Uint8Array): string {
	return bytesToHex(sha256(publicKey)).slice(0, 16);
}

// PKCS#8 around an Ed25519 secret is these 16 bytes before it (RFC 8410, section 7).
const PKCS8_PREFIX = hexToBytes('302e020100300506032b657004220420');

function readSecret(file: string): Uint8Array | null {
	let pem: string;
	try {
		pem = readFileSync(file, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	}
	try {
		const key = createPrivateKey(pem);
		const secret = key.asymmetricKeyType === 'ed25519' ? key.export({ format: 'jwk' }).d : undefined;
		if (secret === undefined) throw new TypeError(`an ${key.asymmetricKeyType} key`);
		return Uint8Array.from(Buffer.from(secret, 'base64url'));
	} catch (cause) {
		throw new KeyUnusable(file, `${file} holds no Ed25519 key in PEM form.`, { cause });
	}
}

function createSecret(file: string): Uint8Array {
	const secret = ed25519.utils.randomSecretKey();
	const base64 = Buffer.from(concatBytes(PKCS8_PREFIX, secret)).toString('base64');
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	const opened = openSync(file, 'wx', 0o600); // fails where another process just made one: the next start reads it
	try {
		writeFileSync(opened, `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`);
		fsyncSync(opened);
	} finally {
		closeSync(opened);
	}
	const folder = openSync(dirname(file), 'r');
	fsyncSync(folder); // the name of the file, too, survives a power cut
	closeSync(folder);
	return secret;
}
