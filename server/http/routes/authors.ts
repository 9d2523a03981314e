import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { CardAuthor } from '#protocol/api.ts';
import { cardId } from '#protocol/schemas.ts';
import { answers, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';

const author = createRoute({
	method: 'get',
	path: '/workshops/{id}/cards/{card}/author',
	summary: 'Who entered a card, as far as the table’s rule on names tells it',
	request: { params: z.object({ id: workshopId, card: cardId }) },
	responses: answers('Who it was', shaped<CardAuthor>('CardAuthor of src/protocol/api.ts')),
});

export function authorRoutes({ workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(author, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id, card } = c.req.valid('param');
		const found = await workshops.readings.cardAuthor(id, needed.session.principal, card);
		if (!found.ok) return refused(c, found);
		return found.author ? c.json(found.author, 200) : problem(c, 'not-found');
	});

	return app;
}
