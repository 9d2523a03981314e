import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { PRESETS } from '#domain/presets.ts';
import { createTableBody, type TableSnapshot } from '#protocol/api.ts';
import type { MyPart, WorkshopView } from '#protocol/view.ts';
import { answers, done, jsonBody, shaped, tableCreated, tablePreset, tableSummary, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needAccount, needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';
import { tablesOf } from '../tables-of.ts';

const PRESETS_TO_START_FROM = z.array(tablePreset).parse(PRESETS.map((preset) => ({ ...preset, agenda: 'full' })));
const params = z.object({ id: workshopId });

const list = createRoute({
	method: 'get',
	path: '/workshops',
	summary: 'The tables that the caller takes part in',
	responses: answers('Last changed first', z.array(tableSummary)),
});

const presets = createRoute({
	method: 'get',
	path: '/presets',
	summary: 'Rules of real tables to start from, with year and source',
	responses: answers('Presets', z.array(tablePreset)),
});

const create = createRoute({
	method: 'post',
	path: '/workshops',
	summary: 'Creates a table; accounts only',
	request: jsonBody(createTableBody),
	responses: answers('The new table', tableCreated),
});

const snapshot = createRoute({
	method: 'get',
	path: '/workshops/{id}',
	summary: 'The table as the caller may see it now: what /live would send first',
	request: { params },
	responses: answers('The table', shaped<TableSnapshot>('TableSnapshot of src/protocol/api.ts')),
});

const duplicate = createRoute({
	method: 'post',
	path: '/workshops/{id}/duplicate',
	summary: 'Makes a new table with the same set-up, rules and agenda; people and decisions stay behind',
	request: { params },
	responses: answers('The new table', tableCreated),
});

const erase = createRoute({
	method: 'delete',
	path: '/workshops/{id}',
	summary: 'Deletes a table whose rules are not adopted',
	request: { params },
	responses: answers('Deleted', done),
});

export function tableRoutes(deps: Deps): OpenAPIHono<Env> {
	const { storage, workshops } = deps;
	const app = new OpenAPIHono<Env>();

	app.openapi(list, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		return c.json(await tablesOf(deps, needed.session.principal), 200);
	});

	app.openapi(presets, (c) => c.json(PRESETS_TO_START_FROM, 200));

	app.openapi(create, async (c) => {
		const needed = needAccount(c);
		if (!needed.ok) return needed.answer;
		const account = await storage.auth.account(needed.session.principal);
		if (account === null) return problem(c, 'session.expired');
		const created = await workshops.create(account.id, account.name, c.req.valid('json'));
		return created.ok ? c.json({ id: created.id }, 200) : refused(c, created);
	});

	app.openapi(snapshot, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const found = await workshops.readings.live(c.req.valid('param').id, needed.session.principal);
		if (!found.ok) return refused(c, found);
		const { live } = found;
		const { state } = JSON.parse(live.frame()) as { state: WorkshopView }; // the frames that this process wrote
		const { me } = JSON.parse(live.me()) as { me: MyPart };
		return c.json({ state, me }, 200);
	});

	app.openapi(duplicate, async (c) => {
		const needed = needAccount(c);
		if (!needed.ok) return needed.answer;
		const made = await workshops.duplicate(c.req.valid('param').id, needed.session.principal);
		return made.ok ? c.json({ id: made.id }, 200) : refused(c, made);
	});

	app.openapi(erase, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const erased = await workshops.erase(c.req.valid('param').id, needed.session.principal);
		return erased.ok ? c.json({ ok: true } as const, 200) : refused(c, erased);
	});

	return app;
}
