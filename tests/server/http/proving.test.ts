import { describe, expect, it, vi } from 'vitest';
import type { ErrorBody, Proof, RejoinCode, SignedIn } from '#protocol/api.ts';
import { PROOF_LIFETIME_MS } from '../../../server/auth/sessions.ts';
import { PASSWORD, type Person } from '../../support/people.ts';
import { Api, useHouse } from './api.ts';

const COMMITMENT = 'c'.repeat(20);
const CONTENT = 'f'.repeat(64);

/** A table whose first seat has no commitment to sign: what is told here is who may come so far. */
async function seated(house: ReturnType<ReturnType<typeof useHouse>>, username: string) {
	let now = Date.now();
	const api = Api.fresh(house, { clock: () => now });
	const lucia = await api.facilitator(username);
	const { id, code } = await api.table(lucia);
	const ana = await api.join(code, 'Ana', { sector: 's1' });
	const later = (ms: number) => (now += ms);
	const prove = (who: Person, secret: string) =>
		who.post<Proof & ErrorBody>(`/api/workshops/${id}/proof`, { secret });
	return { api, id, code, lucia, ana, later, prove };
}

describe('[C20] showing again who one is', () => {
	const house = useHouse();

	it('takes one’s own personal code, however it is typed, and nobody else’s', async () => {
		const { api, code, ana, prove } = await seated(house(), 'prueba-codigo');
		const ben = await api.join(code, 'Ben', { sector: 's3' });
		const own = ana.signedIn.rejoinCode ?? '';
		expect((await prove(ana, own.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
		for (const wrong of [ben.signedIn.rejoinCode ?? '', 'nada', PASSWORD]) {
			const { status, body } = await prove(ana, wrong);
			expect([status, body.code]).toEqual([403, 'proof.wrong']);
		}
		expect((await prove(ana, '')).body.code).toBe('body.invalid');
	});

	it('takes a password of whoever has an account, also from their second device, and no code in its place', async () => {
		const { api, id, lucia, prove } = await seated(house(), 'prueba-cuenta');
		expect((await prove(lucia, 'no es esta')).body.code).toBe('proof.wrong');
		const { body: proof } = await prove(lucia, PASSWORD);
		expect(proof.until).toBeGreaterThan(Date.now());
		const { body: resume } = await lucia.post<RejoinCode>(`/api/workshops/${id}/resume-code`);
		const tablet = api.person('Lucía');
		await tablet.signIn('/api/rejoin', { code: resume.code });
		expect((await prove(tablet, resume.code)).body.code).toBe('proof.wrong');
		expect((await prove(tablet, PASSWORD)).status).toBe(200);
	});

	it('is nothing for who is not of the table, or not signed in', async () => {
		const { api, code, ana, prove } = await seated(house(), 'prueba-ajena');
		const own = ana.signedIn.rejoinCode ?? '';
		expect((await prove(api.person('Nadie'), own)).status).toBe(401);
		const { api: other, lucia } = await seated(house(), 'prueba-otra');
		expect(code).not.toBe('');
		const stranger = await other.facilitator('prueba-extranya');
		expect((await prove(stranger, PASSWORD)).status).toBe(404);
		expect((await prove(lucia, PASSWORD)).status).toBe(404);
	});

	it('is tried no more than some twenty times by or for one person', async () => {
		const { ana, prove } = await seated(house(), 'prueba-mucho');
		let last = 0;
		for (let n = 0; n < 30 && last !== 429; n += 1) last = (await prove(ana, `no-${n}`)).status;
		expect(last).toBe(429);
		expect((await prove(ana, ana.signedIn.rejoinCode ?? '')).status).toBe(429);
	});

	it('counts ten minutes: the table is told of it until then, and not after', async () => {
		const { id, ana, later, prove } = await seated(house(), 'prueba-plazo');
		const told = vi.spyOn(house().deps.workshops, 'execute');
		const isTold = async (): Promise<boolean | undefined> => {
			await ana.command(id, { type: 'checkIn', participant: null });
			return told.mock.lastCall?.[4]?.isProven;
		};
		expect(await isTold()).toBe(false);
		await prove(ana, ana.signedIn.rejoinCode ?? '');
		expect(await isTold()).toBe(true);
		later(PROOF_LIFETIME_MS - 1);
		expect(await isTold()).toBe(true);
		later(1);
		expect(await isTold()).toBe(false);
		told.mockRestore();
	});

	it('[C17] hostile sign-offs are refused at the edge: no method, another’s method, claims of one’s own', async () => {
		const { id, ana } = await seated(house(), 'prueba-borde');
		const signatory = { name: 'Ana', office: 'Titular', organisation: '', powers: '', named: false };
		const sign = { type: 'signCommitment', commitment: COMMITMENT, content: CONTENT, signatory };
		for (const [n, body] of [
			sign,
			{ ...sign, method: { kind: 'paper', scan: CONTENT } },
			{ ...sign, method: { kind: 'key', key: CONTENT } },
			{ ...sign, method: { kind: 'key', key: CONTENT, signature: 'f'.repeat(127) } },
			{ ...sign, method: { kind: 'code', isProven: true } },
			{ type: 'offerSigningKey', key: CONTENT.toUpperCase() },
		].entries()) {
			const headers = { 'idempotency-key': `hostil-${n}` };
			const answer = await ana.post<ErrorBody>(`/api/workshops/${id}/commands`, body, headers);
			expect([answer.status, answer.body.code]).toEqual([400, 'body.invalid']);
		}
	});

	it('a session that began with the table’s code alone is no proof', async () => {
		const { api, ana } = await seated(house(), 'prueba-nada');
		const found = await api.auth.sessions.find((ana.signedIn satisfies SignedIn).token);
		expect(found?.provedAt).toBeNull();
	});
});
