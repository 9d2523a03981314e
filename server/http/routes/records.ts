import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { outcomesOf, type SolutionOutcome } from '#domain/outcomes.ts';
import type { IssuedRecord } from '#domain/record.ts';
import type { MinutesData, PublicCommitment } from '#protocol/minutes.ts';
import { commitmentId, sessionId } from '#protocol/schemas.ts';
import { annotationsOf } from '../../ledger/bundle.ts';
import { answers, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';

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

const outcomes = createRoute({
	method: 'get',
	path: '/commitments/{id}/outcomes',
	summary:
		'What became of every solution that stood on the board of an issued commitment, and which reasons are owed; public',
	request: { params: z.object({ id: commitmentId }) },
	responses: answers('The outcomes', shaped<SolutionOutcome[]>('SolutionOutcome[] of src/domain/outcomes.ts')),
});

export function recordRoutes({ workshops, storage }: Deps): OpenAPIHono<Env> {
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

	app.openapi(outcomes, async (c) => {
		const { id } = c.req.valid('param');
		const row = (await storage.log.issued(id)).at(-1);
		if (!row) return problem(c, 'commitment.unknown');
		const notes = await annotationsOf(storage, id, row.workshop);
		// These bytes were written by the domain and are kept by their hash.
		const record = JSON.parse(row.bytes) as IssuedRecord;
		return c.json(
			outcomesOf(
				record,
				notes.map(({ annotation }) => annotation),
			),
			200,
		);
	});

	return app;
}
