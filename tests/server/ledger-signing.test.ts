import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleKeyFile, keyId, openSigningKey, signerOf, verifySignature } from '../../server/ledger/signing.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'mesa-abierta-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const text = new TextEncoder().encode('Reducción de la brecha salarial');

// RFC 8032, section 7.1, tests 1, 2, 3 and SHA(abc).
test.each([
	[
		'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
		'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
		'',
		'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
	],
	[
		'4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
		'3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
		'72',
		'92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
	],
	[
		'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
		'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
		'af82',
		'6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
	],
	[
		'833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
		'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
		'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
		'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
	],
])('signatures are those of RFC 8032 (secret %s)', (secret, publicKey, message, signature) => {
	const signer = signerOf(hex(secret));
	expect(signer.publicKey).toBe(publicKey);
	expect(signer.sign(hex(message))).toBe(signature);
	expect(verifySignature(publicKey, hex(message), signature)).toBe(true);
});

test('a signature holds for exactly these bytes, this key and this signature', () => {
	const signer = openSigningKey(join(folder, 'key.pem'));
	const signature = signer.sign(text);
	expect(verifySignature(signer.publicKey, text, signature)).toBe(true);
	expect(verifySignature(signer.publicKey, text.subarray(1), signature)).toBe(false);
	expect(verifySignature(openSigningKey(join(folder, 'b.pem')).publicKey, text, signature)).toBe(false);
	const altered = (signature.startsWith('0') ? '1' : '0') + signature.slice(1);
	for (const wrong of [altered, signature.slice(2), `${signature}00`, signature.toUpperCase(), 'x'.repeat(128), '']) {
		expect(verifySignature(signer.publicKey, text, wrong), wrong).toBe(false);
	}
	expect(verifySignature('ff'.repeat(32), text, signature)).toBe(false);
});

test('the key is made once, for its owner alone, and is the same after a restart', () => {
	const file = join(folder, 'new', 'signing-key.pem');
	const first = openSigningKey(file);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	const written = readFileSync(file, 'utf8');
	expect(openSigningKey(file).publicKey).toBe(first.publicKey);
	expect(readFileSync(file, 'utf8')).toBe(written);
	expect(first.key).toBe(keyId(hex(first.publicKey)));
	expect(first.key).toMatch(/^[0-9a-f]{16}$/);
});

test('the example key is another file and another key', () => {
	const file = join(folder, 'signing-key.pem');
	expect(exampleKeyFile(file)).toBe(join(folder, 'demo-signing-key.pem'));
	expect(openSigningKey(exampleKeyFile(file)).key).not.toBe(openSigningKey(file).key);
});

test('another program reads the key file and agrees with the signature', () => {
	const file = join(folder, 'key.pem');
	const signer = openSigningKey(file);
	const publicKey = createPublicKey(readFileSync(file));
	expect(verify(null, text, publicKey, Buffer.from(signer.sign(text), 'hex'))).toBe(true);
});

test.each([
	['no key', 'signing key goes here'],
	['an empty file', ''],
])('%s in the file is refused, and the file stays as it is', (_title, content) => {
	const file = join(folder, 'key.pem');
	writeFileSync(file, content);
	expect(() => openSigningKey(file)).toThrow(`${file} holds no Ed25519 key in PEM form.`);
	expect(readFileSync(file, 'utf8')).toBe(content);
});

test('a key of another kind is refused', () => {
	const file = join(folder, 'p256.pem');
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
	expect(() => openSigningKey(file)).toThrow('holds no Ed25519 key');
});

test('a folder in the place of the key is refused', () => {
	expect(() => openSigningKey(folder)).toThrow(`The signing key ${folder} can't be read or made.`);
});
