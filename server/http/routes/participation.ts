import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import Papa from 'papaparse';
import { RANDOM_ID, type PlanId } from '#domain/ids.ts';
import type { PlanParticipation, TableParticipation } from '#protocol/participation.ts';
import { participationOf } from '../../plans/participation.ts';
import { planId } from '#protocol/schemas.ts';
import { answers, shaped } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { problem } from '../problem.ts';

const participation = createRoute({
	method: 'get',
	path: '/plans/{id}/participation',
	summary: 'How people took part in the tables of a plan, in numbers by sector; public',
	request: { params: z.object({ id: planId }) },
	responses: answers('By table', shaped<PlanParticipation>('PlanParticipation of src/protocol/participation.ts')),
});

/** Excel takes a file for UTF-8 by this mark only. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Public, and nobody is named in it. */
export function participationRoutes({ storage, workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();
	const tablesOf = async (id: PlanId): Promise<TableParticipation[] | null> => {
		if (!(await storage.plans.plan(id))) return null;
		const titles = new Map((await storage.log.workshops()).map(({ workshop, title }) => [workshop, title]));
		const tables: TableParticipation[] = [];
		for (const workshop of await storage.plans.tables(id)) {
			const found = await workshops.tables.load(workshop);
			if (!found.ok) continue;
			tables.push(await participationOf(storage, found.table, found.state, titles.get(workshop) ?? ''));
		}
		return tables;
	};

	app.openapi(participation, async (c) => {
		const tables = await tablesOf(c.req.valid('param').id);
		return tables ? c.json({ tables }, 200) : problem(c, 'plan.unknown');
	});

	app.get('/plans/:id/participation.csv', async (c) => {
		const id = c.req.param('id');
		const tables = RANDOM_ID.test(id) ? await tablesOf(id as PlanId) : null;
		if (!tables) return problem(c, 'plan.unknown');
		const fields = ['table', 'session', 'plannedAt', 'openedAt', 'closedAt', 'sector', 'invited', 'attended'];
		const iso = (at: number | null) => (at === null ? '' : new Date(at).toISOString());
		const data = tables.flatMap(({ title, sessions }) =>
			sessions.flatMap(({ session, plannedAt, openedAt, closedAt, sectors }) =>
				sectors.map(({ sector, invited, attended }) => [
					...[title, session, iso(plannedAt), iso(openedAt), iso(closedAt), sector, invited, attended],
				]),
			),
		);
		return c.body(
			BYTE_ORDER_MARK + Papa.unparse({ fields, data }, { escapeFormulae: true, newline: '\r\n' }),
			200,
			{
				'content-type': 'text/csv; charset=utf-8',
				'content-disposition': `attachment; filename="participacion-${id}.csv"`,
				'cache-control': 'no-cache',
			},
		);
	});

	return app;
}
