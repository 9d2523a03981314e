import { describe, expect, it } from 'vitest';
import type {
	CommandAnswer,
	ErrorBody,
	FreezePreview,
	Me,
	TableCreated,
	TableSnapshot,
	TableSummary,
} from '#protocol/api.ts';
import type { TablePreset } from '#protocol/view.ts';
import { createTableBody } from '#protocol/api.ts';
import { tidy } from '../../../server/retention.ts';
import { nextKey, PASSWORD, tableBody } from '../../support/people.ts';
import { Api, useHouse } from './api.ts';

describe('a facilitator’s tables', () => {
	const house = useHouse();

	it('are listed, the last changed first, with what may be done to each', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('lucia');
		const first = await api.table(lucia, 'Primera');
		const second = await api.table(lucia, 'Segunda');
		const ana = await api.join(first.code, 'Ana');
		const { body } = await lucia.get<TableSummary[]>('/api/workshops');
		expect(body.map(({ title, role, deletable, status }) => ({ title, role, deletable, status }))).toEqual([
			{ title: 'Primera', role: 'facilitator', deletable: true, status: 'open' },
			{ title: 'Segunda', role: 'facilitator', deletable: true, status: 'open' },
		]);
		const { body: me } = await ana.get<Me>('/api/me');
		expect(me).toMatchObject({ signedIn: true, account: null });
		expect(me.tables).toMatchObject([{ id: first.id, role: 'guest', deletable: false }]);
		expect((await ana.get<TableSummary[]>('/api/workshops')).body.map(({ id }) => id)).not.toContain(second.id);
	});

	it('are created by accounts only', async () => {
		const api = Api.fresh(house());
		const { code } = await api.table(await api.facilitator('crea'));
		const ana = await api.join(code, 'Ana');
		const guest = await ana.post<ErrorBody>('/api/workshops', tableBody());
		expect([guest.status, guest.body.code]).toEqual([403, 'account.required']);
		const stranger = await api.person('X').post<ErrorBody>('/api/workshops', tableBody());
		expect([stranger.status, stranger.body.code]).toEqual([401, 'session.required']);
	});

	it('start from presets with year and source, which are accepted as they are', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('empieza');
		const { body: presets } = await lucia.get<TablePreset[]>('/api/presets');
		expect(presets.map(({ id }) => id)).toEqual(['stt-federal', 'jalisco', 'zacatecas']);
		for (const { rules, labels, agenda } of presets) {
			expect(labels.source?.year).toBeGreaterThan(2000);
			const body = createTableBody.parse({ ...tableBody(), rules, labels, agenda });
			expect((await lucia.post<TableCreated>('/api/workshops', body)).status).toBe(200);
		}
	});

	it('can be duplicated without their people, and deleted while their rules are not adopted', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('duplica');
		const { id, code } = await api.table(lucia, 'Original');
		const ana = await api.join(code, 'Ana');
		expect((await ana.post<ErrorBody>(`/api/workshops/${id}/duplicate`)).body.code).toBe('account.required');
		const { body: copy } = await lucia.post<TableCreated>(`/api/workshops/${id}/duplicate`);
		const { body: table } = await lucia.get<TableSnapshot>(`/api/workshops/${copy.id}`);
		expect(table.state.people).toHaveLength(1);
		expect(table.state.setup.title).toBe('Original');

		expect((await ana.send<ErrorBody>('DELETE', `/api/workshops/${id}`)).body.code).toBe('role.facilitator-only');
		expect((await lucia.send('DELETE', `/api/workshops/${id}`)).status).toBe(200);
		const gone = await lucia.get<ErrorBody>(`/api/workshops/${id}`);
		expect([gone.status, gone.body.code]).toEqual([404, 'workshop.unknown']);
	});

	it('are nobody else’s to see', async () => {
		const api = Api.fresh(house());
		const { id } = await api.table(await api.facilitator('cerrada'));
		const other = await api.facilitator('ajena');
		for (const path of ['', '/record', '/freeze?cards=aaaaaaaaaaaaaaaaaaaa']) {
			const answer = await other.get<ErrorBody>(`/api/workshops/${id}${path}`);
			expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'participant.unknown']);
		}
	});
});

describe('asking a table for something', () => {
	const house = useHouse();

	it('needs a key, and with the same key happens once', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('lucia');
		const { id } = await api.table(lucia);
		const open = {
			type: 'openSession',
			setup: { title: '', place: '', mode: 'remote', date: '2026-11-22', videoLink: null },
		};
		for (const key of ['', 'corta', 'con espacios no', 'x'.repeat(65)]) {
			const headers: Record<string, string> = key === '' ? {} : { 'idempotency-key': key };
			const answer = await lucia.post<ErrorBody>(`/api/workshops/${id}/commands`, open, headers);
			expect([answer.status, answer.body.code]).toEqual([400, 'idempotency.missing']);
		}
		const key = nextKey();
		const first = await lucia.command<CommandAnswer>(id, open, key);
		const again = await lucia.command<CommandAnswer>(id, open, key);
		expect(first.status).toBe(200);
		expect(again.body).toEqual(first.body);
		const other = await lucia.command(id, open);
		expect([other.status, other.body.code]).toEqual([409, 'session.already-open']);
	});

	it('is refused with the rule’s own code to who may not, and to who is not of the table', async () => {
		const api = Api.fresh(house());
		const { id, code } = await api.table(await api.facilitator('manda'));
		const ana = await api.join(code, 'Ana');
		const guest = await ana.command(id, { type: 'movePhase', phase: 'p2' });
		expect([guest.status, guest.body.code]).toEqual([403, 'role.facilitator-only']);
		const stranger = await (await api.facilitator('otra')).command(id, { type: 'takeSeat' });
		expect([stranger.status, stranger.body.code]).toEqual([404, 'participant.unknown']);
		const nobody = await api.person('X').command(id, { type: 'takeSeat' });
		expect([nobody.status, nobody.body.code]).toEqual([401, 'session.required']);
		const nonsense = await ana.command(id, { type: 'issueEverything' });
		expect([nonsense.status, nonsense.body.code]).toEqual([400, 'body.invalid']);
	});

	it('stops for a person who was removed, and goes on once they are readmitted', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('retira');
		const { id, code } = await api.table(lucia);
		const ana = await api.join(code, 'Ana');
		const participant = ana.signedIn.participant;
		await lucia.command(id, { type: 'removeParticipant', participant, reason: 'Prueba' });
		const removed = await ana.get<ErrorBody>(`/api/workshops/${id}`);
		expect([removed.status, removed.body.code]).toEqual([403, 'participant.removed']);
		expect((await ana.get<Me>('/api/me')).body.tables).toEqual([]);
		await lucia.command(id, { type: 'readmitParticipant', participant, reason: 'Ya' });
		expect((await ana.get(`/api/workshops/${id}`)).status).toBe(200);
	});

	it('shows beforehand what a command would freeze, either cards or a commitment', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('congela');
		const { id } = await api.table(lucia);
		const none = 'a'.repeat(20);
		const preview = await lucia.get<FreezePreview>(`/api/workshops/${id}/freeze?cards=${none}`);
		expect(preview.body).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), content: [] });
		for (const query of ['', `?cards=${none}&commitment=${none}`, '?cards=', '?cards=x']) {
			const answer = await lucia.get<ErrorBody>(`/api/workshops/${id}/freeze${query}`);
			expect([answer.status, answer.body.code]).toEqual([400, 'body.invalid']);
		}
		const unknown = await lucia.get<ErrorBody>(`/api/workshops/${id}/freeze?commitment=${none}`);
		expect(unknown.body.code).toBe('commitment.unknown');
	});
});

describe('the retention task', () => {
	const house = useHouse({ RETENTION_DAYS: '30' });

	it('erases the names of people at tables where nothing has happened for as long as the join page says', async () => {
		const api = Api.fresh(house());
		const lucia = await api.facilitator('lucia');
		const { id, code } = await api.table(lucia);
		const ana = await api.join(code, 'Ana');
		const day = 86_400_000;
		await tidy(house(), Date.now() + 29 * day);
		expect((await ana.get(`/api/workshops/${id}`)).status).toBe(200);
		await tidy(house(), Date.now() + 31 * day);
		// By then the sessions of today are over, too.
		expect((await lucia.get<ErrorBody>(`/api/workshops/${id}`)).body.code).toBe('session.expired');
		await lucia.signIn('/api/login', { username: 'lucia', password: PASSWORD });
		const { people } = (await lucia.get<TableSnapshot>(`/api/workshops/${id}`)).body.state;
		expect(people.find(({ id: person }) => person === ana.signedIn.participant)).toMatchObject({
			erased: true,
			name: null,
		});
	});
});
