import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { TextHash } from '#domain/ids.ts';
import { checkRecord } from '#protocol/check-record.ts';
import { CORE, issue, RECORD, ROUND } from '../support/fixtures/issued-record.ts';

const issued = issue(RECORD);
const bytes = () => utf8ToBytes(issued.record);
const faultsOf = (published: ReturnType<typeof issue>) =>
	checkRecord(utf8ToBytes(published.record), published.signature, published.publicKey).faults;

/** Flips one bit of a hex text. */
function flipHex(hex: string, index: number): string {
	const flipped = (parseInt(hex[index] ?? '0', 16) ^ 1).toString(16);
	return hex.slice(0, index) + flipped + hex.slice(index + 1);
}

describe('an issued record', () => {
	it('checks out as it was signed, and its hash is the one that was published', () => {
		const check = checkRecord(bytes(), issued.signature, issued.publicKey);
		expect(check.faults).toEqual([]);
		expect(check.hash).toBe(issued.hash);
		expect(check.record?.core.title).toBe(CORE.title);
	});

	it('no longer checks out after any one of its bits is flipped', () => {
		const whole = bytes();
		// Every 97th byte, each time another bit: a signature covers all alike, and a run stays short.
		for (let at = 0; at < whole.length; at += 97) {
			const changed = whole.slice();
			changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
			const { faults } = checkRecord(changed, issued.signature, issued.publicKey);
			expect(faults, `byte ${at}`).toContain('signature');
		}
	});

	it('no longer checks out after a bit of its signature or of the key is flipped', () => {
		for (const at of [0, 31, 64, 127]) {
			const signature = flipHex(issued.signature, at);
			expect(checkRecord(bytes(), signature, issued.publicKey).faults, `signature ${at}`).toEqual(['signature']);
		}
		for (const at of [0, 31, 63]) {
			const { faults } = checkRecord(bytes(), issued.signature, flipHex(issued.publicKey, at));
			expect(faults, `key ${at}`).toEqual(['signature', 'other-key']);
		}
	});

	it('does not check out under the key of somebody else, who signed the same bytes', () => {
		const secret = new Uint8Array(32).fill(7);
		const signature = bytesToHex(ed25519.sign(bytes(), secret));
		const publicKey = bytesToHex(ed25519.getPublicKey(secret));
		expect(checkRecord(bytes(), signature, publicKey).faults).toEqual(['other-key']);
	});

	it('is refused when it says the same in other bytes, even if signed', () => {
		const text = JSON.stringify(RECORD, null, 1);
		const signature = bytesToHex(ed25519.sign(utf8ToBytes(text), new Uint8Array(32).fill(7)));
		expect(checkRecord(utf8ToBytes(text), signature, issued.publicKey).faults).toContain('not-canonical');
	});

	it('is refused when the text in it is not the one that people signed', () => {
		const core = { ...CORE, fields: { ...CORE.fields, results: 'Que la diferencia baje a 12 %.' } };
		expect(faultsOf(issue({ ...RECORD, core }))).toEqual(['content']);
	});

	it('is refused when its round was on another text, or reached no consensus', () => {
		const other = { ...ROUND.subject, content: 'f'.repeat(64) as TextHash };
		expect(faultsOf(issue({ ...RECORD, round: { ...ROUND, subject: other } as typeof ROUND }))).toEqual(['round']);
		const blocked = { ...ROUND, tally: { ...ROUND.tally, reached: false } as typeof ROUND.tally };
		expect(faultsOf(issue({ ...RECORD, round: blocked }))).toEqual(['round']);
	});

	it('that is no record at all is called unreadable, and nothing breaks', () => {
		const texts = ['', 'null', '[]', '{}', '{"format":"mesa-abierta/commitment/1"}', '{"a":"\\ud800"}', '\ufeff{}'];
		for (const text of texts) {
			const { faults, record } = checkRecord(utf8ToBytes(text), issued.signature, issued.publicKey);
			expect(faults, text).toContain('unreadable');
			expect(record, text).toBeNull();
		}
		expect(checkRecord(new Uint8Array([0xff, 0xfe]), issued.signature, issued.publicKey).faults).toContain(
			'unreadable',
		);
		expect(checkRecord(bytes(), 'x', 'y').faults).toContain('signature');
	});
});
