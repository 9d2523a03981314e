import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { MineAnswer } from '#protocol/mine.ts';
import { answers, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { refused } from '../problem.ts';

const mine = createRoute({
	method: 'get',
	path: '/workshops/{id}/mine',
	summary: 'What became of the cards that the caller wrote',
	request: { params: z.object({ id: workshopId }) },
	responses: answers('Their cards', shaped<MineAnswer>('MineAnswer of src/protocol/mine.ts')),
});

export function mineRoutes({ workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(mine, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const found = await workshops.readings.mine(c.req.valid('param').id, needed.session.principal);
		return found.ok ? c.json(found.mine, 200) : refused(c, found);
	});

	return app;
}
