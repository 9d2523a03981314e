import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CardId, CommitmentId, SectorId, WorkshopId } from '#domain/ids.ts';
import type { IssuedRecord } from '#domain/record.ts';
import type { ErrorBody } from '#protocol/api.ts';
import type { PlanSummary, PublicPlan } from '#protocol/plans.ts';
import { eachDialect } from '../../support/storage.ts';
import { apiOver, type AskApi } from '../workshops/lane-app.ts';
import { Lane, type Member } from '../workshops/lane.ts';

const PLAN = { name: 'Plan de Jalisco', about: 'Dos años', from: '2027-01-01', until: '2028-12-31', language: 'es' };

eachDialect((dialect) =>
	describe('[F7] an action plan', () => {
		let lane: Lane;
		let id: WorkshopId;
		let commitment: CommitmentId;
		let lucia: Member;
		let people: Member[];
		let api: AskApi;
		let plan: string;

		beforeAll(async () => {
			lane = await Lane.open(dialect);
			({ id, lucia } = await lane.table());
			people = Object.values(await lane.seatAll(id, lucia));
			await lane.adoptRules(id, lucia, people);
			commitment = await lane.issue(id, lucia, people);
			api = apiOver(lane);
			plan = ((await (await send('/api/plans', PLAN)).json()) as { id: string }).id;
		});
		afterAll(() => lane.close());

		const send = (path: string, body: object, as: Member = lucia) =>
			api(
				path,
				as,
				{
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				},
				'account',
			);
		const codeOf = async (answer: Response) => ((await answer.json()) as ErrorBody).code;
		const read = async () => (await (await api(`/api/plans/${plan}`)).json()) as PublicPlan;

		test('is made by an account, with a term that ends after it begins, and anybody reads it', async () => {
			expect(await read()).toMatchObject({ format: 'mesa-abierta/plan/1', name: PLAN.name, tables: [] });
			expect(await codeOf(await send('/api/plans', { ...PLAN, until: '2026-01-01' }))).toBe('plan.term');
			const guest = await api('/api/plans', people[1] ?? null);
			expect(await codeOf(guest)).toBe('account.required');
			expect(await codeOf(await api(`/api/plans/${'a'.repeat(20)}`))).toBe('plan.unknown');
		});

		test('[F8] takes in no table that owes a written reason, until its sector gave it', async () => {
			const { tree } = JSON.parse((await lane.storage.log.issued(commitment))[0]!.bytes) as IssuedRecord;
			const card = tree.cards.find(({ kind }) => kind === 'solution')!.card as CardId;
			const [ana, ben] = people;
			await lane.do(id, ana!, { type: 'askReason', commitment, card, of: 's2' as SectorId });
			const refused = await send(`/api/plans/${plan}/tables`, { workshop: id });
			expect([refused.status, ((await refused.json()) as ErrorBody).code]).toEqual([409, 'plan.reasons-owed']);
			expect(await read()).toMatchObject({ tables: [] });
			const given = { outcome: 'adopted', text: 'Es la que elegimos' } as const;
			await lane.do(id, ben!, { type: 'answerReason', commitment, card, ...given });
		});

		test('takes in a table whose facilitator adds it, and shows what it issued as it is in force', async () => {
			const [ana] = people;
			expect(await codeOf(await send(`/api/plans/${plan}/tables`, { workshop: id }, ana))).toBe(
				'role.facilitator-only',
			);
			expect((await send(`/api/plans/${plan}/tables`, { workshop: id })).status).toBe(200);
			const { tables, checkpoint } = await read();
			expect(tables[0]?.commitments).toMatchObject([
				{ id: commitment, version: 1, isWithdrawn: false, progress: [] },
			]);
			expect(checkpoint?.number).toBeGreaterThan(0);
			await lane.amend(id, lucia, people, commitment, 'Otra solución');
			await lane.do(id, people[0]!, {
				...{ type: 'reportProgress', commitment, line: 'whole', status: 'limited', text: 'Va', evidence: [] },
			});
			const [table] = (await read()).tables;
			expect(table?.commitments).toMatchObject([
				{ id: commitment, version: 2, solution: 'Otra solución', progress: [{ status: 'limited' }] },
			]);
		});

		test('is named by whoever made it, and a table goes when they or its facilitator say so', async () => {
			const { language: _, ...words } = PLAN;
			const [ana] = people;
			expect(await codeOf(await send(`/api/plans/${plan}`, { ...words, name: 'Otro' }, ana))).toBe(
				'plan.not-yours',
			);
			expect((await send(`/api/plans/${plan}`, { ...words, name: 'Plan 2027–2028' })).status).toBe(200);
			const path = `/api/plans/${plan}/tables/${id}`;
			expect((await api(path, ana, { method: 'DELETE' }, 'account')).status).toBe(403);
			expect((await api(path, lucia, { method: 'DELETE' }, 'account')).status).toBe(200);
			expect(await read()).toMatchObject({ name: 'Plan 2027–2028', tables: [] });
			const mine = (await (await api('/api/plans', lucia, {}, 'account')).json()) as PlanSummary[];
			expect(mine).toMatchObject([{ id: plan, isMine: true, tables: 0 }]);
		});
	}),
);
