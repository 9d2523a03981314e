import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { command } from '#protocol/commands.ts';
import { cardId, commitmentId, participantId } from '#protocol/schemas.ts';
import { answers, commandAnswer, freezePreview, jsonBody, undoPreview, workshopId } from '../answers.ts';
import { PROOF_LIFETIME_MS } from '../../auth/sessions.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';

/** As the store keeps it; the same key again gets the answer of the first time, and nothing happens twice. */
const IDEMPOTENCY_KEY = /^[\w-]{8,64}$/;

const params = z.object({ id: workshopId });

const execute = createRoute({
	method: 'post',
	path: '/workshops/{id}/commands',
	summary: 'Asks the table for something: a vote, a lock, a phase, a signature',
	request: {
		params,
		headers: z.object({
			'idempotency-key': z
				.string()
				.optional()
				.meta({ description: `Required, ${IDEMPOTENCY_KEY.source}` }),
		}),
		...jsonBody(command),
	},
	responses: answers('Done, and on disk', commandAnswer),
});

const freeze = createRoute({
	method: 'get',
	path: '/workshops/{id}/freeze',
	summary: 'What a command would freeze now, with the hash that the command then carries',
	request: {
		params,
		query: z.object({
			cards: z
				.string()
				.transform((text) => text.split(','))
				.pipe(z.array(cardId).min(1).max(100))
				.optional()
				.meta({ type: 'string', description: 'Card ids with commas between' }),
			commitment: commitmentId.optional(),
			part: z.enum(['core', 'route']).optional().meta({ description: 'Of a commitment; the core by default' }),
		}),
	},
	responses: answers('The copy and its hash', freezePreview),
});

const acts = createRoute({
	method: 'get',
	path: '/workshops/{id}/acts',
	summary: 'What undoing one person’s acts since a moment would change now; for facilitators',
	request: {
		params,
		query: z.object({
			participant: participantId,
			from: z.coerce.number().int().min(0).meta({ description: 'Milliseconds since 1970' }),
			commitment: commitmentId.optional().meta({ description: 'A draft; without it, the board' }),
		}),
	},
	responses: answers('What would come back, and what would go', undoPreview),
});

export function commandRoutes({ workshops, clock }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(execute, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const key = c.req.valid('header')['idempotency-key'] ?? '';
		if (!IDEMPOTENCY_KEY.test(key)) return problem(c, 'idempotency.missing');
		const { id } = c.req.valid('param');
		const { principal, provedAt } = needed.session;
		const isProven = provedAt !== null && clock() - provedAt < PROOF_LIFETIME_MS;
		const asked = { receivedAt: c.var.receivedAt, isProven };
		const done = await workshops.execute(id, principal, c.req.valid('json'), key, asked);
		return done.ok ? c.json({ ok: true as const, seq: done.seq, made: done.made }, 200) : refused(c, done);
	});

	app.openapi(freeze, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { cards, commitment, part = 'core' } = c.req.valid('query');
		if ((cards === undefined) === (commitment === undefined)) return problem(c, 'body.invalid', { at: 'query' });
		const what = commitment === undefined ? { cards: cards ?? [] } : { commitment, part };
		const preview = await workshops.readings.freezePreview(c.req.valid('param').id, needed.session.principal, what);
		return preview.ok ? c.json({ hash: preview.hash, content: preview.content }, 200) : refused(c, preview);
	});

	app.openapi(acts, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { participant, from, commitment = null } = c.req.valid('query');
		const asked = { participant, from, commitment };
		const preview = await workshops.readings.undoPreview(c.req.valid('param').id, needed.session.principal, asked);
		return preview.ok ? c.json(preview.preview, 200) : refused(c, preview);
	});

	return app;
}
