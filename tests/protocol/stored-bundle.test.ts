import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRecord } from '#protocol/check-record.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';

// Stored when their formats were new, and never made anew: whatever this code becomes, these must go on checking out.
const stored = (name: string) => readFileSync(new URL(`../support/fixtures/${name}`, import.meta.url));

test('[C10] a record issued as mesa-abierta/commitment/1 keeps verifying', () => {
	const seal = JSON.parse(stored('record-1-seal.json').toString()) as Record<
		'publicKey' | 'signature' | 'hash',
		string
	>;
	const found = checkRecord(stored('record-1.json'), seal.signature, seal.publicKey);
	expect(found).toMatchObject({ faults: [], hash: seal.hash, record: { format: 'mesa-abierta/commitment/1' } });
});

test('[M5] a bundle stored as mesa-abierta/bundle/1 keeps verifying, and so does the checkpoint kept from before', () => {
	const found = verifyBundle(stored('bundle-1.json'), stored('bundle-1-checkpoint.txt').toString());
	expect(found).toMatchObject({ verdict: 'holds', compared: 'continues', isRewritten: false });
});
