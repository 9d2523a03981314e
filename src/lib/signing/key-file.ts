import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { utf8ToBytes } from '#domain/hashing.ts';
import { HASH, type PublicKey } from '#domain/ids.ts';
import { verifySignature } from '#protocol/ed25519.ts';
import { importPrivate, signWith, type DeviceKey } from './device-keys.ts';

const FORMAT = 'mesa-abierta/signing-key/1';
/** OWASP's figure for PBKDF2 with HMAC-SHA-256 (2023). */
const ITERATIONS = 600_000;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const sealed = z.strictObject({
	format: z.literal(FORMAT),
	publicKey: z.custom<PublicKey>((value) => typeof value === 'string' && HASH.test(value)),
	iterations: z.int().min(ITERATIONS).max(10_000_000),
	salt: hex(16),
	iv: hex(12),
	sealed: z.string().regex(/^([0-9a-f]{2}){32,200}$/),
});

/** A key in a file that only its passphrase opens (PBKDF2, AES-256-GCM); the public half stands open, and is part of what is sealed. */
export async function sealKey(
	publicKey: PublicKey,
	pkcs8: Uint8Array<ArrayBuffer>,
	passphrase: string,
): Promise<string> {
	const salt = crypto.getRandomValues(new Uint8Array(16));
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const key = await keyFrom(passphrase, salt, ITERATIONS);
	const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad(publicKey) }, key, pkcs8);
	const file: z.infer<typeof sealed> = {
		...({ format: FORMAT, publicKey, iterations: ITERATIONS } as const),
		...{ salt: bytesToHex(salt), iv: bytesToHex(iv), sealed: bytesToHex(new Uint8Array(bytes)) },
	};
	return JSON.stringify(file, null, '\t');
}

/** The key of a file; `unreadable` where it is none, `passphrase` where it does not open. */
export async function openKey(text: string, passphrase: string): Promise<DeviceKey | 'unreadable' | 'passphrase'> {
	const file = readFile(text);
	if (!file) return 'unreadable';
	const key = await keyFrom(passphrase, bytesOf(file.salt), file.iterations);
	const { publicKey } = file;
	let pkcs8: ArrayBuffer;
	try {
		const how = { name: 'AES-GCM', iv: bytesOf(file.iv), additionalData: aad(publicKey) };
		pkcs8 = await crypto.subtle.decrypt(how, key, bytesOf(file.sealed));
	} catch {
		return 'passphrase';
	}
	const privateKey = await importPrivate(new Uint8Array(pkcs8));
	const tried = utf8ToBytes(FORMAT);
	return verifySignature(publicKey, tried, await signWith({ privateKey }, tried))
		? { publicKey, privateKey }
		: 'unreadable';
}

function readFile(text: string): z.infer<typeof sealed> | null {
	try {
		return sealed.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}

async function keyFrom(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
	const words = new Uint8Array(utf8ToBytes(passphrase.normalize('NFC')));
	const base = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
	const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
	return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const aad = (publicKey: string): Uint8Array<ArrayBuffer> => new Uint8Array(utf8ToBytes(publicKey));
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(hexToBytes(text));
