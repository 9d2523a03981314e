import { readFileSync } from 'node:fs';
import { hexToBytes } from '@noble/hashes/utils.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import { signCheckpoint } from '#domain/ledger/checkpoint.ts';
import { logOrigin } from '#domain/ledger/keys.ts';
import { leafOf } from '#domain/ledger/leaves.ts';
import { MerkleTree } from '#domain/ledger/merkle.ts';
import type { Bundle } from '#protocol/bundle.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';
import { keyLeaf } from '../../server/ledger/instance-log.ts';
import { signerOf } from '../../server/ledger/signing.ts';

// A plan of 300 commitments in one log, each with its bundle: made as the server makes them, checked as a citizen does.

const COMMITMENTS = 300;
/** Entries between two records: the chains of other tables at each checkpoint. */
const BETWEEN = 30;

const stored = JSON.parse(
	readFileSync(new URL('../support/fixtures/bundle-1.json', import.meta.url), 'utf8'),
) as Bundle;
const [example] = stored.versions;
if (!example) throw new Error('the stored bundle has no version');
const signer = signerOf(new Uint8Array(32).fill(7));
const key = keyLeaf('instance', signer.publicKey, 1);

function timed<Result>(what: string, work: () => Result): Result {
	const start = performance.now();
	const result = work();
	const ms = performance.now() - start;
	process.stdout.write(`${what}: ${ms.toFixed(0)} ms, ${(ms / COMMITMENTS).toFixed(2)} ms each\n`);
	return result;
}

const records = timed(`${COMMITMENTS} records signed`, () =>
	Array.from({ length: COMMITMENTS }, (_, n) => {
		const { record: like } = example;
		const commitment = `c${String(n).padStart(19, 'a')}`;
		const record = {
			...like,
			commitment,
			key: { ...like.key, id: signer.key, publicKey: signer.publicKey },
		} as typeof like;
		const bytes = utf8ToBytes(canonicalJson(record));
		return { commitment, record, hash: bytesToHex(sha256(bytes)), signature: signer.sign(bytes) };
	}),
);
const indexes: number[] = [];
const tree = timed(`a log of ${1 + COMMITMENTS * (BETWEEN + 1)} entries`, () => {
	const log = new MerkleTree([hexToBytes(key.hash)]);
	for (const [n, { commitment, hash, signature }] of records.entries()) {
		indexes.push(log.size);
		const leaf = {
			type: 'record',
			commitment,
			version: 1,
			record: hash,
			publicKey: signer.publicKey,
			signature,
		} as const;
		log.append(hexToBytes(leafOf(leaf).hash));
		for (let seq = 0; seq < BETWEEN; seq += 1)
			log.append(hexToBytes(leafOf({ type: 'head', workshop: `t${seq}`, seq: n + 1, hash }).hash));
	}
	return log;
});
const hex = (path: readonly Uint8Array[]) => path.map((hash) => bytesToHex(hash));
const bundles = timed(`${COMMITMENTS} bundles made, with their proofs`, () => {
	const root = bytesToHex(tree.root());
	const checkpoint = signCheckpoint({ origin: logOrigin(signer.publicKey), size: tree.size, root, at: 1 }, signer);
	return records.map(({ commitment, record, signature }, n): Uint8Array => {
		const index = indexes[n] ?? 0;
		const bundle: Bundle = {
			...{ format: 'mesa-abierta/bundle/1', commitment, current: 1, checkpoint, earlier: [], evidence: [] },
			versions: [
				{
					version: 1,
					record,
					publicKey: signer.publicKey,
					signature,
					index,
					proof: hex(tree.inclusion(index)),
				},
			],
			keys: [
				{
					leaf: JSON.parse(key.text) as Bundle['keys'][number]['leaf'],
					index: 0,
					proof: hex(tree.inclusion(0)),
				},
			],
		};
		return utf8ToBytes(canonicalJson(bundle));
	});
});
const held = timed(
	`${COMMITMENTS} bundles checked`,
	() => bundles.filter((bundle) => verifyBundle(bundle).verdict === 'holds').length,
);
process.stdout.write(
	`${held} of ${COMMITMENTS} hold; a bundle has ${Math.round((bundles[0]?.length ?? 0) / 1024)} KB\n`,
);
if (held !== COMMITMENTS) process.exitCode = 1;
