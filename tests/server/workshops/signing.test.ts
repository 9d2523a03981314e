import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { expect } from 'vitest';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { PublicKey } from '#domain/ids.ts';
import { signedBytes } from '#domain/signing.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';
import { bundleOf } from '../../../server/ledger/bundle.ts';
import { inspect } from '../../../server/ledger/inspect.ts';
import { withLaneOn } from './with-lane.ts';

const withLane = withLaneOn('sqlite');
const SECRET = hexToBytes('a'.repeat(64));
const KEY = bytesToHex(ed25519.getPublicKey(SECRET)) as PublicKey;
const signatory = { name: 'Ana', office: 'Titular', organisation: '', powers: 'Nombramiento', named: true };

withLane(
	'[C17] a key that was confirmed is signed into the log before a text is proposed, and its sign-off verifies',
	async (lane) => {
		const { id, lucia } = await lane.table();
		const people = await lane.seatAll(id, lucia);
		const all = Object.values(people);
		await lane.adoptRules(id, lucia, all);
		const { ana, ben } = people;
		await lane.do(id, ana, { type: 'offerSigningKey', key: KEY });
		const before = (await lane.instanceLog.latest())?.size ?? 0;
		await lane.do(id, ben, { type: 'confirmSigningKey', participant: ana.participant, key: KEY });
		expect((await lane.instanceLog.latest())?.size ?? 0).toBeGreaterThan(before);
		const { state } = await lane.view(id, lucia);
		expect(state.signingKeys).toMatchObject([{ key: KEY, sector: 's1', confirmed: { sector: 's2' } }]);

		const commitment = await lane.issueSigned(id, lucia, all, async (text, on) => {
			const bytes = signedBytes({ workshop: id, commitment: on, version: 1, content: text });
			const signature = bytesToHex(ed25519.sign(bytes, SECRET));
			const method = { kind: 'key', key: KEY, signature } as const;
			await lane.do(id, ana, { type: 'signCommitment', commitment: on, content: text, signatory, method });
		});
		const bundle = (await bundleOf(lane.storage, lane.instanceLog, commitment))!;
		const bytes = utf8ToBytes(canonicalJson(bundle));
		expect(verifyBundle(bytes).verdict).toBe('holds');
		const [version] = bundle.versions;
		const approval = version?.record.approvals.find(({ method }) => method?.kind === 'key');
		expect(approval).toMatchObject({ sector: 's1', method: { key: { publicKey: KEY, confirmedBy: 's2' } } });
		// Somebody puts another signature in the place of Ana's: the check says which version it is.
		const text = canonicalJson(bundle);
		const signed = approval?.method?.kind === 'key' ? approval.method.signature : '';
		const forged = text.replaceAll(signed, `${signed.slice(0, -1)}${signed.endsWith('0') ? '1' : '0'}`);
		expect(verifyBundle(utf8ToBytes(forged)).faults).toContainEqual({ version: 1, fault: 'approval' });

		for await (const table of inspect(lane.storage, new Set([version?.publicKey ?? ''])))
			expect(table.damage).toEqual([]);
	},
);
