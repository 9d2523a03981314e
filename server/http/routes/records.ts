import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { RANDOM_ID, type SessionId } from '#domain/ids.ts';
import type { MinutesData, PublicCommitment } from '#protocol/minutes.ts';
import { commitmentId } from '#protocol/schemas.ts';
import { answers, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';

const sessionId = z
	.custom<SessionId>((value) => typeof value === 'string' && RANDOM_ID.test(value))
	.meta({ type: 'string', pattern: RANDOM_ID.source });

const record = createRoute({
	method: 'get',
	path: '/workshops/{id}/record',
	summary: 'The minutes of one session, or of the table as a whole',
	request: { params: z.object({ id: workshopId }), query: z.object({ session: sessionId.optional() }) },
	responses: answers('The minutes', shaped<MinutesData>('MinutesData of src/protocol/minutes.ts')),
});

const commitment = createRoute({
	method: 'get',
	path: '/commitments/{id}',
	summary: 'An issued commitment with its versions, origin, approvals and signature; public',
	request: { params: z.object({ id: commitmentId }) },
	responses: answers('The commitment', shaped<PublicCommitment>('PublicCommitment of src/protocol/minutes.ts')),
});

export function recordRoutes({ workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(record, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { session } = c.req.valid('query');
		const found = await workshops.readings.minutes(
			c.req.valid('param').id,
			needed.session.principal,
			session ?? null,
		);
		return found.ok ? c.json(found.minutes, 200) : refused(c, found);
	});

	app.openapi(commitment, async (c) => {
		const found = await workshops.readings.publicCommitment(c.req.valid('param').id);
		return found === null ? problem(c, 'commitment.unknown') : c.json(found, 200);
	});

	return app;
}
