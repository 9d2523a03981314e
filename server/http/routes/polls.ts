import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { pollCsv, type PollExport } from '#domain/poll-export.ts';
import { POLL_SCHEMA_PATH, pollExportSchema } from '#protocol/poll-export.ts';
import { pollId } from '#protocol/schemas.ts';
import { answers, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { refused } from '../problem.ts';

const params = z.object({ id: workshopId, poll: pollId });
/** Its schema is published with the API; `npm run recount` reads the same one. */
const shape: z.ZodType<PollExport> = z.custom<PollExport>().meta({
	...pollExportSchema(),
	description: 'mesa-abierta/poll/1',
});

const exported = createRoute({
	method: 'get',
	path: '/workshops/{id}/polls/{poll}/export',
	summary:
		'A closed vote with its rule card, result and ballots, as far as its secrecy allows: `npm run recount` counts it again',
	request: { params },
	responses: answers('The vote', shape),
});

const sheet = createRoute({
	method: 'get',
	path: '/workshops/{id}/polls/{poll}/export.csv',
	summary: 'The same as a table for spreadsheets',
	request: { params },
	responses: answers('CSV, UTF-8', z.string()),
});

const schema = createRoute({
	method: 'get',
	path: POLL_SCHEMA_PATH,
	summary: 'The JSON Schema of an exported vote (mesa-abierta/poll/1); public',
	responses: answers('JSON Schema 2020-12', z.record(z.string(), z.unknown())),
});

export function pollRoutes({ workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(schema, (c) => c.json(pollExportSchema(), 200));

	app.openapi(exported, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id, poll } = c.req.valid('param');
		const found = await workshops.readings.pollExport(id, needed.session.principal, poll);
		return found.ok ? c.json(found.poll, 200) : refused(c, found);
	});

	app.openAPIRegistry.registerPath(sheet);
	app.get('/workshops/:id/polls/:poll/export.csv', async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const asked = params.safeParse(c.req.param());
		if (!asked.success) return c.notFound();
		const found = await workshops.readings.pollExport(asked.data.id, needed.session.principal, asked.data.poll);
		if (!found.ok) return refused(c, found);
		return c.body(pollCsv(found.poll), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
	});

	return app;
}
