import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommitmentId, WorkshopId } from '#domain/ids.ts';
import { textOf } from '#domain/hashing.ts';
import { EVIDENCE_BYTES_MAX, EVIDENCE_MAX } from '#domain/ledger/evidence.ts';
import type { ErrorBody } from '#protocol/api.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';
import { InstanceLogDamaged } from '../../../server/ledger/instance-log.ts';
import { eachDialect } from '../../support/storage.ts';
import { apiOver, type AskApi } from '../workshops/lane-app.ts';
import { Lane, type Member } from '../workshops/lane.ts';

/** A SEQUENCE with the name of a time-stamp's content in it: what the first look at an RFC 3161 reply goes by. */
const stamp = (filler: number): Uint8Array<ArrayBuffer> => {
	const body = [...Buffer.from('060b2a864886f70d0109100104', 'hex'), ...Array<number>(40).fill(filler)];
	return Uint8Array.from([0x30, body.length, ...body]);
};
const PDF = new TextEncoder().encode('%PDF-1.7\n%%EOF');

eachDialect((dialect) =>
	describe('[M7] evidence from outside', () => {
		let lane: Lane;
		let id: WorkshopId;
		let commitment: CommitmentId;
		let lucia: Member;
		let ana: Member;
		let api: AskApi;

		beforeAll(async () => {
			lane = await Lane.open(dialect);
			({ id, lucia } = await lane.table());
			const seated = await lane.seatAll(id, lucia);
			ana = seated.ana;
			const people = [seated.ana, seated.ben, seated.chela];
			await lane.adoptRules(id, lucia, people);
			commitment = await lane.issue(id, lucia, people);
			api = apiOver(lane);
		});
		afterAll(() => lane.close());

		const ask = (path: string, as: Member | null = null, init: RequestInit = {}) =>
			api(`/api/commitments/${commitment}/${path}`, as, init);
		const added = (query: string, as: Member | null = lucia, body: Uint8Array<ArrayBuffer> | null = null) =>
			ask(`evidence?${query}`, as, {
				method: 'POST',
				...(body ? { body, headers: { 'content-type': 'application/octet-stream' } } : {}),
			});
		const codeOf = async (answer: Response | Promise<Response>) =>
			((await (await answer).json()) as ErrorBody).code;

		test('anybody downloads the bundle as a file, and it holds', async () => {
			const answer = await ask('bundle');
			expect(answer.status).toBe(200);
			expect(answer.headers.get('content-disposition')).toBe(
				`attachment; filename="expediente-${commitment}-1.json"`,
			);
			expect(verifyBundle(new Uint8Array(await answer.arrayBuffer()))).toMatchObject({ verdict: 'holds' });
		});

		test('whoever facilitates adds a time-stamp; from then on the bundle holds it, and its file can be had', async () => {
			const answer = await added('kind=timestamp&title=Sello&name=sello.tsr', lucia, stamp(1));
			expect(answer.status).toBe(200);
			const { hash } = (await answer.json()) as { hash: string };
			const found = verifyBundle(new Uint8Array(await (await ask('bundle')).arrayBuffer()));
			expect(found).toMatchObject({ verdict: 'holds', checks: { evidence: true } });
			const [own] = found.bundle?.evidence ?? [];
			expect(own && textOf(own.entry).hash).toBe(hash);
			const file = await ask(`evidence/${hash}`);
			expect(file.headers.get('content-type')).toBe('application/timestamp-reply');
			expect(file.headers.get('content-disposition')).toBe('attachment');
			expect(new Uint8Array(await file.arrayBuffer())).toEqual(stamp(1));
			expect(await codeOf(added('kind=timestamp&title=Otra%20vez', lucia, stamp(1)))).toBe('evidence.known');
		});

		test('a gazette page may be a reference without a file', async () => {
			expect((await added('kind=gazette&title=Publicación&reference=Tomo%20CLX,%20p.%2012')).status).toBe(200);
			expect(await codeOf(added('kind=gazette&title=Publicación'))).toBe('evidence.empty');
		});

		test('what a file is, its bytes say, and not what its name or kind say', async () => {
			const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
			expect(await codeOf(added('kind=other&title=Otra&name=a.pdf', lucia, page))).toBe('evidence.unknown-kind');
			expect(await codeOf(added('kind=timestamp&title=Sello&name=a.tsr', lucia, PDF))).toBe(
				'evidence.unknown-kind',
			);
			const longer = Uint8Array.from([...stamp(2), 0]);
			expect(await codeOf(added('kind=other&title=Otra', lucia, longer))).toBe('evidence.unknown-kind');
			expect((await added('kind=conservation&title=Constancia&name=c.pdf', lucia, PDF)).status).toBe(200);
		});

		test('nobody else adds any, nothing too large comes in, and there is an end to it', async () => {
			expect(await codeOf(added('kind=other&title=Otra&reference=x', ana))).toBe('role.facilitator-only');
			expect((await added('kind=other&title=Otra&reference=x', null)).status).toBe(401);
			const large = new Uint8Array(EVIDENCE_BYTES_MAX + 1);
			large.set(PDF);
			expect(await codeOf(added('kind=gazette&title=Grande', lucia, large))).toBe('evidence.too-large');
			for (let n = 3; n < EVIDENCE_MAX; n += 1) {
				expect((await added(`kind=other&title=Otra&reference=${n}`)).status).toBe(200);
			}
			expect(await codeOf(added('kind=other&title=Otra&reference=last'))).toBe('evidence.full');
		});

		test('[M8] over a log that is not the one signed before nothing is added, and the answer says why', async () => {
			const failing = () => Promise.reject(new InstanceLogDamaged('rewritten'));
			const { ready } = lane.instanceLog;
			lane.instanceLog.ready = failing;
			const answer = await ask('bundle');
			lane.instanceLog.ready = ready;
			expect([answer.status, await codeOf(answer)]).toEqual([503, 'log.damaged']);
		});
	}),
);
