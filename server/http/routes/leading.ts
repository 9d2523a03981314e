import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { SilenceAnswer, VoicesAnswer } from '#protocol/api.ts';
import { answers, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { refused } from '../problem.ts';

const params = z.object({ id: workshopId });

const silence = createRoute({
	method: 'get',
	path: '/workshops/{id}/silence',
	summary: 'How much was written in silence, in numbers, and the cards that wait to be shown; for facilitators',
	request: { params },
	responses: answers('Numbers and waiting cards', shaped<SilenceAnswer>('SilenceAnswer of src/protocol/api.ts')),
});

const voices = createRoute({
	method: 'get',
	path: '/workshops/{id}/voices',
	summary: 'How much each sector is heard, without its people; for facilitators',
	request: { params },
	responses: answers('By sector', shaped<VoicesAnswer>('VoicesAnswer of src/protocol/api.ts')),
});

/** What whoever leads a session asks for besides the live state. */
export function leadingRoutes({ workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(silence, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const found = await workshops.led.silence(c.req.valid('param').id, needed.session.principal);
		return found.ok ? c.json(found.silence, 200) : refused(c, found);
	});

	app.openapi(voices, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const found = await workshops.led.voices(c.req.valid('param').id, needed.session.principal);
		return found.ok ? c.json(found.voices, 200) : refused(c, found);
	});

	return app;
}
