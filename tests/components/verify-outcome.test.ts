import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import { ANNOTATION_FORMAT, type Annotation } from '#domain/annotation.ts';
import type { PublicKey } from '#domain/ids.ts';
import type { IssuedRecord } from '#domain/record.ts';
import type { Bundle } from '#protocol/bundle.ts';
import { BUNDLE_CHECKS, type Verification } from '#protocol/verify-bundle.ts';
import Outcome from '../../src/routes/verify/outcome.svelte';
import { COMMITMENT, RECORD } from '../support/fixtures/issued-record.ts';
import { faultsFound } from './axe.ts';
import './setup.ts';

afterEach(cleanup);

it('[M6] the verifier shows errata beside the text, and by which method each signed', async () => {
	const [first, second] = RECORD.approvals;
	const witnessed = { witness: second!.sector, witnessVoucher: 'seated', witnessedAt: RECORD.issuedAt } as const;
	const confirmedKey = {
		publicKey: 'ab'.repeat(32) as PublicKey,
		confirmedAt: 1,
		confirmedBy: first!.sector,
	} as const;
	const approvals = [
		{ ...first!, method: { kind: 'code', ...witnessed } as const },
		{
			...second!,
			method: {
				kind: 'key',
				signature: '',
				key: { ...confirmedKey, confirmerVoucher: 'seated' },
				replaced: [],
			} as const,
		},
	];
	const record: IssuedRecord = { ...RECORD, approvals };
	const at = { index: 0, proof: [], publicKey: 'f'.repeat(64), signature: 'f'.repeat(128) };
	const body = {
		...({
			kind: 'erratum',
			says: 'Secretaría del Trabajo',
			shouldSay: 'Secretaría de Trabajo',
			why: 'Se omitió',
		} as const),
		...{ facilitatorAffiliation: null, witnessSector: first!.sector },
	};
	const annotation: Annotation = {
		...{ format: ANNOTATION_FORMAT, commitment: COMMITMENT, number: 1, workshop: RECORD.workshop, example: false },
		...{ at: RECORD.issuedAt, version: 1, record: RECORD.content, body, log: RECORD.log, key: RECORD.key },
	};
	const bundle: Bundle = {
		format: 'mesa-abierta/bundle/1',
		...{ commitment: COMMITMENT, current: 1, checkpoint: '', earlier: [], keys: [], evidence: [] },
		...{ versions: [{ version: 1, record, ...at }], annotations: [{ annotation, ...at }] },
	};
	const checks = Object.fromEntries(BUNDLE_CHECKS.map((check) => [check, true])) as Verification['checks'];
	const found: Verification = {
		...({ verdict: 'holds', checks, faults: [], isRewritten: false, compared: null } as const),
		...{ bundle, checkpoint: null },
	};
	render(Outcome, { found, locale: 'es', keptNumber: 0 });
	expect(
		screen.getByText(/Nota 1 a la versión 1, .*dice «Secretaría del Trabajo»; debe decir «Secretaría de Trabajo»/),
	).toBeTruthy();
	expect(screen.getByText(/^Con su código personal, ante/)).toBeTruthy();
	expect(screen.getByText(/^Con su propia clave/)).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
});
