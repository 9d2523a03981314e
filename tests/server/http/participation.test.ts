import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkshopId } from '#domain/ids.ts';
import type { ErrorBody } from '#protocol/api.ts';
import { eachDialect } from '../../support/storage.ts';
import { apiOver, type AskApi } from '../workshops/lane-app.ts';
import { Lane, type Member } from '../workshops/lane.ts';

const PLAN = { name: 'Plan de Jalisco', about: '', from: '2027-01-01', until: '2028-12-31', language: 'es' };
const JSON_BODY = { 'content-type': 'application/json' };

eachDialect((dialect) =>
	describe('what anybody may take away of a plan', () => {
		let lane: Lane;
		let id: WorkshopId;
		let lucia: Member;
		let api: AskApi;
		let plan: string;

		beforeAll(async () => {
			lane = await Lane.open(dialect);
			({ id, lucia } = await lane.table());
			const people = Object.values(await lane.seatAll(id, lucia));
			await lane.adoptRules(id, lucia, people);
			await lane.issue(id, lucia, people);
			api = apiOver(lane);
			const send = (path: string, body: object) =>
				api(path, lucia, { method: 'POST', headers: JSON_BODY, body: JSON.stringify(body) }, 'account');
			plan = ((await (await send('/api/plans', PLAN)).json()) as { id: string }).id;
			expect((await send(`/api/plans/${plan}/tables`, { workshop: id })).status).toBe(200);
		});
		afterAll(() => lane.close());

		test('[F12] a CSV of who was invited and who came, by session and sector, that a spreadsheet opens and that names nobody', async () => {
			const answer = await api(`/api/plans/${plan}/participation.csv`);
			expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
			expect(answer.headers.get('content-disposition')).toContain(`participacion-${plan}.csv`);
			const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
			const [head, ...rows] = text.trimEnd().split('\r\n');
			expect(head).toBe('\uFEFFtable,session,plannedAt,openedAt,closedAt,sector,invited,attended');
			expect(rows).toHaveLength(3);
			for (const row of rows) expect(row).toMatch(/,0,1$/);
			for (const name of ['Ana', 'Ben', 'Chela', 'Lucía']) expect(text).not.toContain(name);
		});

		test('[F12] there is none of a plan that is not there, or of an address that is none', async () => {
			for (const path of ['a'.repeat(20), '..%2f..%2fetc', 'nada']) {
				const answer = await api(`/api/plans/${path}/participation.csv`);
				expect([answer.status, ((await answer.json()) as ErrorBody).code]).toEqual([404, 'plan.unknown']);
			}
		});

		test('[F10] an Atom feed of the plan has what its tables issued, each entry by its place in the log', async () => {
			const answer = await api(`/api/plans/${plan}/feed.atom`);
			expect(answer.headers.get('content-type')).toContain('application/atom+xml');
			const feed = await answer.text();
			expect(feed.match(/<entry>/g)).toHaveLength(1);
			expect(feed).toContain('Reducir la brecha salarial');
			expect((await api(`/api/plans/${'a'.repeat(20)}/feed.atom`)).status).toBe(404);
		});
	}),
);
