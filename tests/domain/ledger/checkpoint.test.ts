import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '#domain/base64.ts';
import { hashWords } from '#domain/hash-words.ts';
import { isCheckpointOf, parseCheckpoint, signCheckpoint } from '#domain/ledger/checkpoint.ts';
import { isKeyHistory, keyChangeBytes, keyInForce, logOrigin, type KeyInLog } from '#domain/ledger/keys.ts';

const signer = (fill: number) => {
	const secret = new Uint8Array(32).fill(fill);
	return {
		publicKey: bytesToHex(ed25519.getPublicKey(secret)),
		sign: (bytes: Uint8Array) => bytesToHex(ed25519.sign(bytes, secret)),
	};
};
const verify = (publicKey: string, bytes: Uint8Array, signature: string) =>
	ed25519.verify(hexToBytes(signature), bytes, hexToBytes(publicKey), { zip215: false });
const ana = signer(1);
const ben = signer(2);
const origin = logOrigin(ana.publicKey);
const checkpoint = { origin, size: 57, root: 'ab'.repeat(32), at: Date.UTC(2026, 10, 21, 18, 20) };

describe('[M3] a checkpoint is a signed note', () => {
	const note = signCheckpoint(checkpoint, ana);

	test('with the log, its size, its root and its time, one a line, and one signature', () => {
		expect(note.split('\n').slice(0, 5)).toEqual([
			origin,
			'57',
			'q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=',
			'time 2026-11-21T18:20:00.000Z',
			'',
		]);
		expect(note).toMatch(new RegExp(`\\n— ${origin} [A-Za-z0-9+/]+=*\\n$`));
	});

	test('reads as it was written, and is this key’s alone', () => {
		const read = parseCheckpoint(note);
		expect(read).toMatchObject(checkpoint);
		expect(read && isCheckpointOf(read, ana.publicKey, verify)).toBe(true);
		expect(read && isCheckpointOf(read, ben.publicKey, verify)).toBe(false);
	});

	test('no bit of it can be flipped unnoticed', () => {
		const bytes = new TextEncoder().encode(note);
		for (let bit = 0; bit < bytes.length * 8; bit += 1) {
			const altered = bytes.slice();
			altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			const read = parseCheckpoint(new TextDecoder().decode(altered));
			expect(read !== null && isCheckpointOf(read, ana.publicKey, verify), `bit ${bit}`).toBe(false);
		}
	});

	test.each([
		['nothing', ''],
		['a space too many', note.replace('\n57\n', '\n 57\n')],
		['a size with a zero before it', note.replace('\n57\n', '\n057\n')],
		['a day that there is not', note.replace('2026-11-21', '2026-11-31')],
		['words after it', `${note}\n`],
		['lines ended as on Windows', note.replaceAll('\n', '\r\n')],
	])('%s is none', (_title, text) => {
		expect(parseCheckpoint(text)).toBeNull();
	});
});

describe('[M4] keys are handed on', () => {
	const at = Date.UTC(2026, 0, 1);
	const first: KeyInLog = {
		index: 0,
		leaf: { type: 'key', purpose: 'instance', publicKey: ana.publicKey, previous: null, signature: null, at },
	};
	const change = { purpose: 'instance', publicKey: ben.publicKey, previous: ana.publicKey, at } as const;
	const second: KeyInLog = {
		index: 9,
		leaf: { type: 'key', ...change, signature: ana.sign(keyChangeBytes(change)) },
	};

	test('each by the signature of the one before', () => {
		expect(isKeyHistory([first], verify)).toBe(true);
		expect(isKeyHistory([first, second], verify)).toBe(true);
	});

	test.each<[string, KeyInLog[]]>([
		['none at all', []],
		['a second first one', [first, { ...first, index: 3 }]],
		['a change without its signature', [first, { ...second, leaf: { ...second.leaf, signature: null } }]],
		[
			'a change that the new key signed itself',
			[first, { ...second, leaf: { ...second.leaf, signature: ben.sign(keyChangeBytes(change)) } }],
		],
		['another time than was signed', [first, { ...second, leaf: { ...second.leaf, at: at + 1 } }]],
		['another purpose than was signed', [first, { ...second, leaf: { ...second.leaf, purpose: 'example' } }]],
		['a change before what it changes', [{ ...first, index: 9 }, second]],
		['a change without its beginning', [second]],
	])('never by %s', (_title, keys) => {
		expect(isKeyHistory(keys, verify)).toBe(false);
	});

	test('each is in force from its place in the log to the next one’s', () => {
		expect(keyInForce([first, second], 'instance', 9)).toBe(ana.publicKey);
		expect(keyInForce([first, second], 'instance', 10)).toBe(ben.publicKey);
		expect(keyInForce([first, second], 'instance', 0)).toBeNull();
		expect(keyInForce([first, second], 'example', 10)).toBeNull();
	});
});

test('[M3] a hash in words: eight, the same for the same hash, others where one of its first 96 bits differs', () => {
	expect(hashWords('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')).toBe(
		hashWords('5dc9da79a70659a9ad559cb7'),
	);
	const zero = '0'.repeat(64);
	expect(hashWords(zero)).toBe(Array(8).fill('baba').join(' '));
	const seen = new Set([hashWords(zero)]);
	for (let digit = 0; digit < 24; digit += 1) {
		for (const bit of ['1', '2', '4', '8']) seen.add(hashWords(zero.slice(0, digit) + bit + zero.slice(digit + 1)));
	}
	expect(seen.size).toBe(97);
	const words = new Set(
		Array.from({ length: 4096 }, (_, n) => hashWords(n.toString(16).padStart(3, '0') + zero).split(' ')[0]),
	);
	expect(words.size).toBe(4096);
});

describe('base64', () => {
	// RFC 4648, section 10.
	test.each([
		['', ''],
		['f', 'Zg=='],
		['fo', 'Zm8='],
		['foo', 'Zm9v'],
		['foob', 'Zm9vYg=='],
		['fooba', 'Zm9vYmE='],
		['foobar', 'Zm9vYmFy'],
	])('of «%s» is that of RFC 4648', (text, encoded) => {
		expect(toBase64(new TextEncoder().encode(text))).toBe(encoded);
		expect(new TextDecoder().decode(fromBase64(encoded) ?? undefined)).toBe(text);
	});

	test('of any bytes comes back, and as Node writes it', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
				expect(fromBase64(toBase64(bytes))).toEqual(bytes);
			}),
		);
	});

	test.each(['Zg', 'Zh==', 'Zm9=', 'Z===', '====', 'Zm9v\n', 'Zm-v', ' Zm9'])('«%s» is none', (text) => {
		expect(fromBase64(text)).toBeNull();
	});
});
