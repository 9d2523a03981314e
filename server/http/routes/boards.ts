import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { BoardAt, BoardMoments } from '#protocol/api.ts';
import { answers, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';

const moments = createRoute({
	method: 'get',
	path: '/workshops/{id}/boards',
	summary: 'The moments at which the board was kept: the end of each phase and session',
	request: { params: z.object({ id: workshopId }) },
	responses: answers('Oldest first', shaped<BoardMoments>('BoardMoments of src/protocol/api.ts')),
});

const board = createRoute({
	method: 'get',
	path: '/workshops/{id}/boards/{seq}',
	summary: 'The board as it was at one of these moments, or as it stands now',
	request: {
		params: z.object({
			id: workshopId,
			seq: z
				.union([z.literal('now'), z.string().regex(/^[1-9]\d{0,14}$/)])
				.meta({ type: 'string', description: 'Sequence number of the moment, or `now`' }),
		}),
	},
	responses: answers('The board', shaped<BoardAt>('BoardAt of src/protocol/api.ts')),
});

export function boardRoutes({ workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(moments, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const found = await workshops.readings.boards(c.req.valid('param').id, needed.session.principal);
		return found.ok ? c.json({ moments: found.moments }, 200) : refused(c, found);
	});

	app.openapi(board, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id, seq } = c.req.valid('param');
		const found = await workshops.readings.boardAt(id, needed.session.principal, seq === 'now' ? seq : Number(seq));
		if (!found.ok) return refused(c, found);
		return found.at ? c.json(found.at, 200) : problem(c, 'not-found');
	});

	return app;
}
