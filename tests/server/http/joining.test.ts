import { describe, expect, it } from 'vitest';
import type { ErrorBody, Me, RejoinCode, SignedIn, TableSnapshot } from '#protocol/api.ts';
import type { JoinInfo } from '#protocol/view.ts';
import { createAuth } from '../../../server/auth/auth.ts';
import { Api, useHouse } from './api.ts';

const settings = { OPERATOR_NAME: 'Instituto de Transparencia', RETENTION_DAYS: '90' };

describe('joining a table', () => {
	const house = useHouse(settings);

	it('needs the code and a name, and makes a guest with a personal code', async () => {
		const api = Api.fresh(house());
		const { id, code } = await api.table(await api.facilitator('lucia'));
		const ana = await api.join(code, 'Ana');
		expect(ana.signedIn).toMatchObject({ workshop: id });
		expect(ana.signedIn.rejoinCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
		const { body } = await ana.get<TableSnapshot>(`/api/workshops/${id}`);
		expect(body.me).toMatchObject({ name: 'Ana', role: 'guest', id: ana.signedIn.participant });
		expect(body.state.audience).toBe('table');
	});

	it('reads the code as people type it: any case, spaces, dashes, O for 0, I and L for 1', async () => {
		const api = Api.fresh(house());
		const { id, code } = await api.table(await api.facilitator('lee'));
		const typed = ` ${code.slice(0, 4)}-${code.slice(4)} `.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
		const { body } = await api.person('Ana').get<JoinInfo>(`/api/join/${encodeURIComponent(typed)}`);
		expect(body).toMatchObject({ id, title: 'Brecha salarial', alreadyIn: false });
		expect(body.operator).toEqual({ operator: 'Instituto de Transparencia', retentionDays: 90 });
	});

	it('answers alike whether a code is unknown, malformed or closed', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('cierra');
		const { id, code } = await api.table(lucia);
		await lucia.command(id, { type: 'setJoining', open: false, renew: false });
		const ana = api.person('Ana');
		const form = { name: 'Ana', sector: 's1', organisation: '', observe: false };
		const answers = [];
		for (const tried of [code, 'ZZZZZZZZ', 'no es un código']) {
			answers.push(await ana.get<ErrorBody>(`/api/join/${encodeURIComponent(tried)}`));
			answers.push(await ana.post<ErrorBody>('/api/join', { ...form, code: tried }));
		}
		for (const { status, body } of answers) {
			expect(status).toBe(404);
			expect(body).toEqual(answers[0]?.body);
			expect(body.code).toBe('join.unknown');
		}
	});

	it('brings nobody in twice: who is in already keeps their place', async () => {
		const api = Api.fresh(house());
		const { code } = await api.table(await api.facilitator('dos'));
		const ana = await api.join(code, 'Ana');
		const again = await ana.post<SignedIn>('/api/join', {
			code,
			name: 'Otra Ana',
			sector: 's2',
			organisation: '',
			observe: false,
		});
		expect(again.body).toMatchObject({ participant: ana.signedIn.participant, rejoinCode: null });
		expect((await ana.get<JoinInfo>(`/api/join/${code}`)).body.alreadyIn).toBe(true);
	});

	it('refuses a sector that the table does not have, without counting it as a guess', async () => {
		const api = Api.fresh(house());
		const { code } = await api.table(await api.facilitator('sector'));
		const answer = await api.person('Ana').post<ErrorBody>('/api/join', {
			code,
			name: 'Ana',
			sector: 's9',
			organisation: '',
			observe: false,
		});
		expect(answer.body.code).toBe('sector.unknown');
		expect(api.auth.failures.remembered).toBe(0);
	});

	it('lets observers in to read only', async () => {
		const api = Api.fresh(house());
		const { id, code } = await api.table(await api.facilitator('mira'));
		const otto = await api.join(code, 'Otto', { observe: true, sector: null });
		const { body } = await otto.get<TableSnapshot>(`/api/workshops/${id}`);
		expect(body.me.role).toBe('observer');
		expect(body.me.mayWriteBoard).toMatchObject({ ok: false });
	});
});

describe('coming back', () => {
	const house = useHouse();

	it('the personal code brings the same person to another device', async () => {
		const api = Api.fresh(house());
		const { id, code } = await api.table(await api.facilitator('lucia'));
		const ana = await api.join(code, 'Ana');
		const tablet = api.person('Ana');
		const typed = (ana.signedIn.rejoinCode ?? '').toLowerCase().replaceAll('-', ' ');
		const back = await tablet.signIn('/api/rejoin', { code: typed });
		expect(back.body).toMatchObject({ workshop: id, participant: ana.signedIn.participant });
		expect(back.body.token).not.toBe(ana.signedIn.token);
	});

	it('a new personal code replaces the old one; wrong ones open nothing', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('cambia');
		const { id, code } = await api.table(lucia);
		const ana = await api.join(code, 'Ana');
		const { body } = await ana.post<RejoinCode>(`/api/workshops/${id}/rejoin-code`);
		const old = await api.person('X').post<ErrorBody>('/api/rejoin', { code: ana.signedIn.rejoinCode });
		expect([old.status, old.body.code]).toEqual([404, 'rejoin.unknown']);
		const none = await api.person('X').post<ErrorBody>('/api/rejoin', { code: 'no' });
		expect(none.body).toEqual(old.body);
		expect((await api.person('Ana').signIn('/api/rejoin', body)).status).toBe(200);
		const account = await lucia.post<ErrorBody>(`/api/workshops/${id}/rejoin-code`);
		expect([account.status, account.body.code]).toEqual([409, 'rejoin.account']);
	});

	it('who is erased can not come back, and is signed out', async () => {
		const api = Api.fresh(house());
		const { id, code } = await api.table(await api.facilitator('borra'));
		const ana = await api.join(code, 'Ana');
		expect((await ana.command(id, { type: 'eraseMe' })).status).toBe(200);
		expect((await ana.get<Me>('/api/me')).body.tables).toEqual([]);
		const back = await api.person('Ana').post<ErrorBody>('/api/rejoin', { code: ana.signedIn.rejoinCode });
		expect(back.body.code).toBe('rejoin.unknown');
	});
});

describe('F35 guessing join codes', () => {
	const house = useHouse();

	it('of 100,000 guesses from one address about three hundred are looked at', async () => {
		let now = Date.now();
		const auth = createAuth(house().storage.auth, () => now);
		let looked = 0;
		for (let n = 0; n < 100_000; n++) {
			if (auth.failures.attempt('join', '203.0.113.9', n.toString(32).padStart(8, '0')).ok) looked += 1;
			now += 1;
		}
		expect(looked).toBeGreaterThanOrEqual(300);
		expect(looked).toBeLessThan(330); // 100 seconds passed, one more every five
		expect(auth.failures.remembered).toBeLessThanOrEqual(10_000);
	});

	it('from a thousand addresses, the whole is limited too', async () => {
		const auth = createAuth(house().storage.auth, () => 0);
		let looked = 0;
		for (let n = 0; n < 100_000; n++) {
			if (auth.failures.attempt('join', `10.${n % 100}.${n % 250}.7`, n.toString(32)).ok) looked += 1;
		}
		expect(looked).toBe(5_000);
	});

	it('forty phones behind one router all get in at once, after some have mistyped', async () => {
		const api = Api.fresh(house());
		const { code } = await api.table(await api.facilitator('lucia'));
		const phones = Array.from({ length: 40 }, (_, n) => `Persona ${n + 1}`);
		const form = { sector: 's1', organisation: '', observe: false };
		const mistyped = await Promise.all(
			phones.map((name) => api.person(name, '192.0.2.1').post('/api/join', { ...form, name, code: 'ZZZZ-ZZZZ' })),
		);
		expect(new Set(mistyped.map(({ status }) => status))).toEqual(new Set([404]));
		const joined = await Promise.all(
			phones.map((name) => api.person(name, '192.0.2.1').post('/api/join', { ...form, name, code })),
		);
		expect(joined.map(({ status }) => status)).toEqual(phones.map(() => 200));
	});

	it('an address over its allowance learns nothing more, not even from the right code; others go on', async () => {
		const api = Api.fresh(house());
		const { code } = await api.table(await api.facilitator('sigue'));
		for (let n = 0; n < 300; n++) await api.person('X', '198.51.100.1').get(`/api/join/${n.toString(32)}`);
		const held = await api.person('X', '198.51.100.1').get<ErrorBody>(`/api/join/${code}`);
		expect([held.status, held.body.code]).toEqual([429, 'rate.limited']);
		expect((await api.person('Ana', '198.51.100.2').get(`/api/join/${code}`)).status).toBe(200);
	});
});
