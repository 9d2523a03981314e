import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { rejoinBody } from '#protocol/api.ts';
import { readRejoinCode } from '../../auth/rejoin-codes.ts';
import { hashSecret } from '../../auth/secrets.ts';
import { answers, jsonBody, rejoinCode, signedIn, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, rateLimited, refused } from '../problem.ts';
import { startSession } from '../start-session.ts';
import { giveRejoinCode } from './joining.ts';

const rejoin = createRoute({
	method: 'post',
	path: '/rejoin',
	summary: 'Brings a guest back, on another device, by their personal code',
	request: jsonBody(rejoinBody),
	responses: answers('The same person again', signedIn),
});

const renew = createRoute({
	method: 'post',
	path: '/workshops/{id}/rejoin-code',
	summary: 'Gives a guest a new personal code; the old one stops working',
	request: { params: z.object({ id: workshopId }) },
	responses: answers('The code, shown once', rejoinCode),
});

export function rejoiningRoutes(deps: Deps): OpenAPIHono<Env> {
	const { auth, storage, workshops } = deps;
	const app = new OpenAPIHono<Env>();

	app.openapi(rejoin, async (c) => {
		const code = readRejoinCode(c.req.valid('json').code);
		const attempt = auth.failures.attempt('rejoin', c.var.caller.address, code ?? '');
		if (!attempt.ok) return rateLimited(c, attempt.retryAfterSeconds);
		const person = code === null ? null : await storage.people.byRejoinCode(hashSecret(code));
		if (person === null) return problem(c, 'rejoin.unknown');
		const { principal, workshop, participant } = person;
		// An account's way back is its password: a code on paper must not open every table of a facilitator.
		if ((await storage.auth.isPrincipal(principal)) !== 'guest') return problem(c, 'rejoin.unknown');
		attempt.succeeded();
		return c.json(
			await startSession(deps, c, { principal, kind: 'guest', workshop, participant, rejoinCode: null }),
			200,
		);
	});

	app.openapi(renew, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { principal, kind } = needed.session;
		if (kind === 'account') return problem(c, 'rejoin.account');
		const { id } = c.req.valid('param');
		const member = await workshops.readings.member(id, principal);
		if (!member.ok) return refused(c, member);
		return c.json({ code: await giveRejoinCode(deps, member.participant) }, 200);
	});

	return app;
}
