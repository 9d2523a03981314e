import { describe, expect, it } from 'vitest';
import type { ErrorBody, FacilitatorInvitation, LinkInfo, SignedIn, TableSnapshot } from '#protocol/api.ts';
import { PASSWORD } from '../../support/people.ts';
import { Api, useHouse } from './api.ts';

describe('a second facilitator', () => {
	const house = useHouse();

	async function invitation(api: Api, name: string) {
		const lucia = await api.facilitator(name);
		const table = await api.table(lucia);
		const { body } = await lucia.post<FacilitatorInvitation>(`/api/workshops/${table.id}/facilitators`);
		return { lucia, ...table, url: body.url, token: new URL(body.url).searchParams.get('token') ?? '' };
	}

	it('accepts a personal link with their account, once', async () => {
		const api = Api.fresh(house());
		const { id, token, url } = await invitation(api, 'lucia');
		expect(url).toMatch(/^http:\/\/mesa\.test\/facilitate\?token=/);
		const about = await api.person('Marta').post<LinkInfo>('/api/link', { token });
		expect(about.body).toMatchObject({ kind: 'facilitate', table: { id, title: 'Brecha salarial' } });

		const marta = await api.facilitator('marta');
		const stranger = await api.person('X').post<ErrorBody>('/api/facilitate', { token });
		expect([stranger.status, stranger.body.code]).toEqual([401, 'session.required']);
		const answer = await marta.post<SignedIn>('/api/facilitate', { token });
		expect(answer.body).toMatchObject({ workshop: id, token: marta.token });
		const { body } = await marta.get<TableSnapshot>(`/api/workshops/${id}`);
		expect(body.me.role).toBe('facilitator');

		const again = await (await api.facilitator('otra')).post<ErrorBody>('/api/facilitate', { token });
		expect([again.status, again.body.code]).toEqual([404, 'link.unknown']);
	});

	it('may open an account by that very link', async () => {
		const api = Api.fresh(house());
		const { id, token } = await invitation(api, 'invita');
		const nora = api.person('Nora');
		const body = { token, username: 'nora', name: 'Nora', password: PASSWORD };
		expect((await nora.signIn('/api/register', body)).body).toMatchObject({ workshop: id });
		expect((await nora.get<TableSnapshot>(`/api/workshops/${id}`)).body.me.role).toBe('facilitator');
	});

	it('is invited by facilitators only', async () => {
		const api = Api.fresh(house());
		const { id, code } = await invitation(api, 'unica');
		const ana = await api.join(code, 'Ana');
		const guest = await ana.post<ErrorBody>(`/api/workshops/${id}/facilitators`);
		expect([guest.status, guest.body.code]).toEqual([403, 'role.facilitator-only']);
		const { token } = await invitation(api, 'unica-2');
		const asGuest = await ana.post<ErrorBody>('/api/facilitate', { token });
		expect([asGuest.status, asGuest.body.code]).toEqual([403, 'account.required']);
		const stranger = await (await api.facilitator('ajena')).post<ErrorBody>(`/api/workshops/${id}/facilitators`);
		expect([stranger.status, stranger.body.code]).toEqual([404, 'participant.unknown']);
	});
});
