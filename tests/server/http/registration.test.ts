import { describe, expect, it } from 'vitest';
import type { ErrorBody, LinkInfo, Me } from '#protocol/api.ts';
import { TOKEN_LIFETIME } from '../../../server/auth/tokens.ts';
import { createAuth } from '../../../server/auth/auth.ts';
import { PASSWORD } from '../../support/people.ts';
import { Api, useHouse } from './api.ts';

describe('the first facilitator', () => {
	const house = useHouse();

	it('opens the server by its set-up link, which then works no more', async () => {
		const api = Api.fresh(house());
		const lucia = api.person('Lucía');
		expect((await lucia.get<Me>('/api/me')).body).toMatchObject({ signedIn: false, needsSetup: true });

		const { secret } = await api.auth.tokens.mintSetup(null);
		const wrong = await lucia.post<ErrorBody>('/api/setup', account('lucia', { token: 'x'.repeat(43) }));
		expect([wrong.status, wrong.body.code]).toEqual([404, 'link.unknown']);

		const common = await lucia.post<ErrorBody>(
			'/api/setup',
			account('lucia', { token: secret, password: 'contraseña1' }),
		);
		expect([common.status, common.body.code]).toEqual([400, 'password.common']);

		const made = await lucia.signIn('/api/setup', account('lucia', { token: secret }));
		expect(made.status).toBe(200);
		const { body: me } = await lucia.get<Me>('/api/me');
		expect(me).toMatchObject({ signedIn: true, needsSetup: false, account: { username: 'lucia', name: 'lucia' } });

		const again = await api.person('Eva').post<ErrorBody>('/api/setup', account('eva', { token: secret }));
		expect([again.status, again.body.code]).toEqual([409, 'setup.done']);
	});

	it('lets others in by invitation only: once each, for a week, each under a name of their own', async () => {
		let now = Date.now();
		const api = Api.fresh(house(), { auth: createAuth(house().storage.auth, () => now) });
		const none = await api.person('Eva').post<ErrorBody>('/api/register', account('eva', { token: null }));
		expect([none.status, none.body.code]).toEqual([403, 'registration.by-invitation']);

		const { secret } = await api.auth.tokens.mint('invite');
		const link = await api.person('Eva').post<LinkInfo>('/api/link', { token: secret });
		expect(link.body).toEqual({ kind: 'invite', username: null, table: null });
		const taken = await api.person('Eva').post<ErrorBody>('/api/register', account('LUCIA', { token: secret }));
		expect([taken.status, taken.body.code]).toEqual([409, 'username.taken']);
		const own = await api
			.person('Eva')
			.post<ErrorBody>('/api/register', account('evangelina', { token: secret, password: 'evangelina' }));
		expect([own.status, own.body.code]).toEqual([400, 'password.is-username']);
		expect((await api.person('Eva').signIn('/api/register', account('eva', { token: secret }))).status).toBe(200);
		const used = await api.person('Otra').post<ErrorBody>('/api/register', account('otra', { token: secret }));
		expect([used.status, used.body.code]).toEqual([404, 'link.unknown']);

		const late = await api.auth.tokens.mint('invite');
		now += TOKEN_LIFETIME.invite + 1;
		const expired = await api
			.person('Otra')
			.post<ErrorBody>('/api/register', account('otra', { token: late.secret }));
		expect(expired.body.code).toBe('link.unknown');
	});

	it('never opens two accounts under one name, however fast two people are', async () => {
		const api = Api.fresh(house());
		const links = await Promise.all([api.auth.tokens.mint('invite'), api.auth.tokens.mint('invite')]);
		const answers = await Promise.all(
			links.map(({ secret }) =>
				api.person('Ana').post<ErrorBody>('/api/register', account('ana', { token: secret })),
			),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
		const spared = links[answers.findIndex(({ status }) => status === 409)];
		expect((await api.person('B').post('/api/link', { token: spared?.secret })).status).toBe(200);
	});
});

describe('where registration is open', () => {
	const house = useHouse({ REGISTRATION: 'open' });

	it('anyone may open an account once the server has its first facilitator', async () => {
		const api = Api.fresh(house());
		const early = await api.person('Eva').post<ErrorBody>('/api/register', account('eva', { token: null }));
		expect(early.body.code).toBe('registration.by-invitation');
		const { secret } = await api.auth.tokens.mintSetup('una-palabra-secreta-de-quien-opera');
		expect(secret).toBe('una-palabra-secreta-de-quien-opera');
		await api.person('Lucía').signIn('/api/setup', account('lucia', { token: secret }));
		expect((await api.person('Eva').signIn('/api/register', account('eva', { token: null }))).status).toBe(200);
	});
});

function account(username: string, more: object) {
	return { username, name: username, password: PASSWORD, ...more };
}
