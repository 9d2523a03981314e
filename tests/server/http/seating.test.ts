import { describe, expect, it } from 'vitest';
import type { WorkshopId } from '#domain/ids.ts';
import type {
	ErrorBody,
	RejoinCode,
	ResumeCode,
	SeatLinkInfo,
	SeatLinksMade,
	SignedIn,
	TableSnapshot,
} from '#protocol/api.ts';
import type { CommandAnswer } from '#protocol/api.ts';
import type { Person } from '../../support/people.ts';
import { Api, useHouse } from './api.ts';

interface Convened {
	readonly api: Api;
	readonly id: WorkshopId;
	readonly code: string;
	readonly lucia: Person;
	/** Convenes for the third sector, which has one seat. */
	readonly ana: Person;
}

async function convened(house: ReturnType<ReturnType<typeof useHouse>>, username: string): Promise<Convened> {
	const api = Api.fresh(house);
	const lucia = await api.facilitator(username);
	const { id, code } = await api.table(lucia);
	await lucia.command(id, { type: 'declareAffiliation', sector: null, note: '' });
	const ana = await api.join(code, 'Ana', { sector: 's3' });
	await lucia.command(id, { type: 'nameConvener', participant: ana.signedIn.participant });
	return { api, id, code, lucia, ana };
}

const tokenOf = (made: SeatLinksMade, at = 0): string => made.links[at]?.url.split('/seat/')[1] ?? '';
const snapshot = async (person: Person, id: WorkshopId) =>
	(await person.get<TableSnapshot>(`/api/workshops/${id}`)).body;

describe('seat links', () => {
	const house = useHouse();

	it('[S14] seats whoever comes by one, once; a used, wrong or revoked one gets its own sentence', async () => {
		const { api, id, ana } = await convened(house(), 'enlaces');
		const { status, body } = await ana.post<SeatLinksMade>(`/api/workshops/${id}/seat-links`, { count: 1 });
		expect(status).toBe(200);
		const token = tokenOf(body);
		const nadia = api.person('Nadia');
		const seen = await nadia.post<SeatLinkInfo>('/api/seat/look', { token });
		expect(seen.body).toMatchObject({ sector: 's3', me: null, table: { id } });
		const unnamed = await nadia.post<ErrorBody>('/api/seat', { token, name: '', organisation: '' });
		expect(unnamed.body.code).toBe('body.invalid');
		const sat = await nadia.signIn('/api/seat', { token, name: 'Nadia', organisation: '' });
		expect(sat.body.rejoinCode).toMatch(/^.{4}-/);
		expect((await snapshot(nadia, id)).me.seat).toEqual({ sector: 's3', voucher: 'convener' });
		const other = api.person('Otra');
		const used = await other.post<ErrorBody>('/api/seat', { token, name: 'Otra', organisation: '' });
		expect([used.status, used.body.code]).toEqual([409, 'seat-link.used']);
		const wrong = `${id}.${'A'.repeat(43)}`;
		for (const typed of [wrong, 'nada', `${'z'.repeat(20)}.${'A'.repeat(43)}`]) {
			const none = await other.post<ErrorBody>('/api/seat/look', { token: typed });
			expect([none.status, none.body.code]).toEqual([404, 'seat-link.unknown']);
		}
		const own = await nadia.post<SeatLinkInfo>('/api/seat/look', { token });
		expect(own.body.me).toEqual({ name: 'Nadia', isSeated: true });
		const { me } = await snapshot(ana, id);
		expect(me.convening).toMatchObject({ sector: 's3', free: 0, links: [{ is: 'used', usedBy: 'Nadia' }] });
		const more = await ana.post<ErrorBody>(`/api/workshops/${id}/seat-links`, { count: 1 });
		expect(more.body.code).toBe('seat-link.too-many');
	});

	it('[S14] upgrades the guest of that browser, who keeps their place and code', async () => {
		const { api, id, code, ana } = await convened(house(), 'sube');
		const { body } = await ana.post<SeatLinksMade>(`/api/workshops/${id}/seat-links`, { count: 1 });
		const ben = await api.join(code, 'Ben', { sector: 's3' });
		const seen = await ben.post<SeatLinkInfo>('/api/seat/look', { token: tokenOf(body) });
		expect(seen.body.me).toEqual({ name: 'Ben', isSeated: false });
		const sat = await ben.post<SignedIn>('/api/seat', { token: tokenOf(body), name: '', organisation: '' });
		expect(sat.body).toMatchObject({ participant: ben.signedIn.participant, rejoinCode: null });
	});

	it('[S13] only the convener makes them; a revoked one says so', async () => {
		const { api, id, lucia, ana } = await convened(house(), 'retira');
		const byOther = await lucia.post<ErrorBody>(`/api/workshops/${id}/seat-links`, { count: 1 });
		expect([byOther.status, byOther.body.code]).toEqual([403, 'convener.required']);
		const { body } = await ana.post<SeatLinksMade>(`/api/workshops/${id}/seat-links`, { count: 1 });
		const { me } = await snapshot(ana, id);
		const [link] = me.convening?.links ?? [];
		await ana.command(id, { type: 'revokeSeatLink', link: link?.id });
		const late = await api.person('Tarde').post<ErrorBody>('/api/seat/look', { token: tokenOf(body) });
		expect([late.status, late.body.code]).toEqual([409, 'seat-link.revoked']);
	});

	it('F35 guessing seat links is held', async () => {
		const { api, id } = await convened(house(), 'tantea');
		const guesser = api.person('X', '198.51.100.7');
		for (let n = 0; n < 120; n++) {
			await guesser.post('/api/seat/look', { token: `${id}.${String(n).padStart(43, 'A')}` });
		}
		const held = await guesser.post<ErrorBody>('/api/seat/look', { token: 'x' });
		expect([held.status, held.body.code]).toEqual([429, 'rate.limited']);
	});
});

describe('people without a device, and shared computers', () => {
	const house = useHouse();

	it('[S15] a code from the facilitator works once, and is then replaced by one that only its owner sees', async () => {
		const { api, id, lucia } = await convened(house(), 'papel');
		const enter = { type: 'enterPerson', name: 'Don Chuy', organisation: '', sector: 's3' };
		const { body: made } = await lucia.command<CommandAnswer>(id, enter);
		const path = `/api/workshops/${id}/people/${made.made['participant']}/code`;
		const { body } = await lucia.post<RejoinCode>(path);
		const chuy = api.person('Don Chuy');
		const back = await chuy.signIn('/api/rejoin', body);
		expect(back.body).toMatchObject({ participant: made.made['participant'] });
		expect((await snapshot(chuy, id)).me.name).toBe('Don Chuy');
		const again = await api.person('X').post<ErrorBody>('/api/rejoin', body);
		expect(again.body.code).toBe('rejoin.unknown');
		const own = await api.person('Don Chuy').signIn('/api/rejoin', { code: back.body.rejoinCode });
		expect(own.status).toBe(200);
		expect((await lucia.post<ErrorBody>(path)).body.code).toBe('participant.has-device');
	});

	it('[S16] a shared computer joins with its people, and has no seat', async () => {
		const { api, id, code, lucia } = await convened(house(), 'equipo');
		const people = ['Rosa', 'Saúl'].map((name) => ({ name, organisation: '', sector: 's3' }));
		const laptop = await api.join(code, 'Equipo 3', { sector: null, shared: people });
		const { me, state } = await snapshot(laptop, id);
		expect(me).toMatchObject({ role: 'device', seat: null, named: [{ name: 'Rosa' }, { name: 'Saúl' }] });
		expect(state.people.filter(({ device }) => device === me.id)).toHaveLength(2);
		const [rosa] = me.named;
		await lucia.command(id, {
			type: 'openSession',
			setup: { title: '', place: '', mode: 'in-person', date: '2026-11-21', videoLink: null },
		});
		const here = await laptop.command(id, { type: 'checkIn', participant: rosa?.participant });
		expect(here.status).toBe(200);
		const own = await laptop.command<ErrorBody>(id, { type: 'checkIn', participant: null });
		expect([own.status, own.body.code]).toEqual([403, 'role.device']);
	});
});

describe('a facilitator whose laptop died', () => {
	const house = useHouse();

	it('[S19] goes on from another device by a code: that table alone, once, on the record', async () => {
		const { api, id, lucia } = await convened(house(), 'sigue');
		const other = await api.table(lucia, 'Otra mesa');
		const { body } = await lucia.post<ResumeCode>(`/api/workshops/${id}/resume-code`);
		const tablet = api.person('Lucía');
		expect((await tablet.signIn('/api/rejoin', { code: body.code })).status).toBe(200);
		const { me, state } = await snapshot(tablet, id);
		expect(me).toMatchObject({ role: 'facilitator', seat: null, affiliationDeclared: true });
		expect(state.audience).toBe('facilitator');
		expect((await tablet.command(id, { type: 'startTimer', durationMs: 60_000 })).status).toBe(200);
		expect((await tablet.get(`/api/workshops/${other.id}`)).status).toBe(404);
		const again = await api.person('X').post<ErrorBody>('/api/rejoin', { code: body.code });
		expect(again.body.code).toBe('rejoin.unknown');
		expect((await tablet.post<ErrorBody>(`/api/workshops/${id}/rejoin-code`)).body.code).toBe('rejoin.account');
		const next = await tablet.post<ResumeCode>(`/api/workshops/${id}/resume-code`);
		expect(next.status).toBe(200);
	});

	it('[S19] a newer code replaces the older; only facilitators get one', async () => {
		const { api, id, lucia, ana } = await convened(house(), 'renueva');
		const { body: old } = await lucia.post<ResumeCode>(`/api/workshops/${id}/resume-code`);
		await lucia.post<ResumeCode>(`/api/workshops/${id}/resume-code`);
		expect((await api.person('X').post<ErrorBody>('/api/rejoin', { code: old.code })).body.code).toBe(
			'rejoin.unknown',
		);
		const asked = await ana.post<ErrorBody>(`/api/workshops/${id}/resume-code`);
		expect([asked.status, asked.body.code]).toEqual([403, 'role.facilitator-only']);
	});
});
