import { describe, expect, it } from 'vitest';
import type { ErrorBody, Me, SignedIn } from '#protocol/api.ts';
import { createAuth } from '../../../server/auth/auth.ts';
import { hashSecret } from '../../../server/auth/secrets.ts';
import { PASSWORD } from '../../support/people.ts';
import { Api, ORIGIN, useHouse } from './api.ts';

describe('signing in', () => {
	const house = useHouse();

	it('takes the password in any Unicode spelling and the username in any case', async () => {
		const api = Api.fresh(house());
		const { secret } = await api.auth.tokens.mint('invite');
		const password = 'un caf\u00e9 en la mesa';
		await api.person('José').signIn('/api/register', { token: secret, username: 'jose', name: 'José', password });
		const jose = api.person('José');
		const decomposed = password.normalize('NFD');
		expect((await jose.signIn('/api/login', { username: ' JOSE ', password: decomposed })).status).toBe(200);
	});

	it('answers an unknown username and a wrong password alike', async () => {
		const api = Api.fresh(house());
		await api.facilitator('lucia');
		const anybody = api.person('X');
		const wrong = await anybody.post<ErrorBody>('/api/login', { username: 'lucia', password: 'no es esta' });
		const unknown = await anybody.post<ErrorBody>('/api/login', { username: 'nadie', password: 'no es esta' });
		expect(wrong.status).toBe(401);
		expect(wrong.body).toEqual(unknown.body);
		expect(unknown.body.code).toBe('sign-in.wrong');
	});

	it('gives a new session each time and ends the one that the browser held before', async () => {
		const api = Api.fresh(house());
		await api.facilitator('nueva');
		const signIn = async (cookie: string | null) => {
			const response = await api.from()('/api/login', {
				method: 'POST',
				headers: { 'content-type': 'application/json', origin: ORIGIN, ...(cookie === null ? {} : { cookie }) },
				body: JSON.stringify({ username: 'nueva', password: PASSWORD }),
			});
			return { set: response.headers.get('set-cookie') ?? '', body: (await response.json()) as SignedIn };
		};
		const first = await signIn(null);
		expect(first.set).toMatch(/^mesa_session=[a-z2-7]{40};.*HttpOnly.*SameSite=Lax/i);
		expect(first.set).toMatch(/Path=\//);
		expect(first.set).not.toMatch(/Secure/i);
		const second = await signIn(`mesa_session=${first.body.token}`);
		expect(second.body.token).not.toBe(first.body.token);
		expect(await api.auth.sessions.find(first.body.token)).toBeNull();
		expect(await api.auth.sessions.find(second.body.token)).not.toBeNull();
	});

	it('sets a secure cookie where the page came over https', async () => {
		const api = Api.fresh(house());
		await api.facilitator('segura');
		const response = await api.from('10.0.0.1', 'https://mesa.test')('/api/login', {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: 'https://mesa.test' },
			body: JSON.stringify({ username: 'segura', password: PASSWORD }),
		});
		expect(response.headers.get('set-cookie')).toMatch(/; Secure/i);
	});

	it('stores of a session nothing but its hash', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('sin-huella');
		const token = lucia.token ?? '';
		expect(await house().storage.auth.session(token)).toBeNull();
		expect(await house().storage.auth.session(hashSecret(token))).toMatchObject({ hash: hashSecret(token) });
	});

	it('ends with signing out: the token opens nothing any more, and says so', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('se-va');
		expect((await lucia.get('/api/workshops')).status).toBe(200);
		expect((await lucia.post('/api/logout')).status).toBe(200);
		const after = await lucia.get<ErrorBody>('/api/workshops');
		expect([after.status, after.body.code]).toEqual([401, 'session.expired']);
		expect((await lucia.get<Me>('/api/me')).body.signedIn).toBe(false);
		const stranger = await api.person('X').get<ErrorBody>('/api/workshops');
		expect([stranger.status, stranger.body.code]).toEqual([401, 'session.required']);
	});

	it('ends by time', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('caduca');
		await house().storage.auth.extendSession(hashSecret(lucia.token ?? ''), Date.now() - 1);
		const after = await lucia.get<ErrorBody>('/api/workshops');
		expect([after.status, after.body.code]).toEqual([401, 'session.expired']);
	});
});

describe('a new password', () => {
	const house = useHouse();

	it('is set by a link that works once, and signs the person out everywhere else', async () => {
		const api = Api.fresh(house());
		const phone = await api.facilitator('olvido');
		const account = await house().storage.auth.accountByUsername('olvido');
		const { secret } = await api.auth.tokens.mint('reset', { account: account?.id ?? '' });
		const link = await api.person('X').post('/api/link', { token: secret });
		expect(link.body).toEqual({ kind: 'reset', username: 'olvido', table: null });

		const laptop = api.person('X');
		const common = await laptop.post<ErrorBody>('/api/reset', { token: secret, password: 'qwertyuiop' });
		expect(common.body.code).toBe('password.common');
		expect((await laptop.signIn('/api/reset', { token: secret, password: 'otra frase muy distinta' })).status).toBe(
			200,
		);
		expect((await phone.get('/api/workshops')).status).toBe(401);
		expect((await laptop.get('/api/workshops')).status).toBe(200);

		const again = await laptop.post<ErrorBody>('/api/reset', { token: secret, password: 'y otra frase más' });
		expect([again.status, again.body.code]).toEqual([404, 'link.unknown']);
		const old = await laptop.post<ErrorBody>('/api/login', { username: 'olvido', password: PASSWORD });
		expect(old.body.code).toBe('sign-in.wrong');
	});
});

describe('F35 guessing passwords', () => {
	const house = useHouse();

	it('stops after twenty failures on one username, also for the right password, until time passes', async () => {
		let now = Date.now();
		const api = Api.fresh(house(), { auth: createAuth(house().storage.auth, () => now) });
		await api.facilitator('blanco');
		const guess = (address: string, password: string) =>
			api.person('X', address).post<ErrorBody>('/api/login', { username: 'blanco', password });
		for (let n = 0; n < 20; n++) expect((await guess(`10.1.0.${n}`, `intento ${n}`)).status).toBe(401);
		const held = await guess('10.1.1.1', PASSWORD);
		expect([held.status, held.body.code]).toEqual([429, 'rate.limited']);
		expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
		now += 61_000;
		expect((await guess('10.1.1.1', PASSWORD)).status).toBe(200);
	}, 30_000);
});
