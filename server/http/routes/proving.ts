import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { proofBody } from '#protocol/api.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { verifyPassword } from '../../auth/passwords.ts';
import { readRejoinCode } from '../../auth/rejoin-codes.ts';
import { hashSecret } from '../../auth/secrets.ts';
import { PROOF_LIFETIME_MS } from '../../auth/sessions.ts';
import { answers, jsonBody, proof, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, rateLimited, refused } from '../problem.ts';

const prove = createRoute({
	method: 'post',
	path: '/workshops/{id}/proof',
	summary: 'Shows one’s password, or one’s personal code, again: before signing by code and before issuing',
	request: { params: z.object({ id: workshopId }), ...jsonBody(proofBody) },
	responses: answers('Shown; until when it counts', proof),
});

/** The person at the device is still the one who signed in there. */
export function provingRoutes(deps: Deps): OpenAPIHono<Env> {
	const { auth, workshops, clock } = deps;
	const app = new OpenAPIHono<Env>();

	app.openapi(prove, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { token, principal } = needed.session;
		const member = await workshops.readings.member(c.req.valid('param').id, principal);
		if (!member.ok) return refused(c, member);
		const attempt = auth.failures.attempt('proof', c.var.caller.address, member.participant);
		if (!attempt.ok) return rateLimited(c, attempt.retryAfterSeconds);
		if (!(await isSecretOf(deps, member.participant, c.req.valid('json').secret))) return problem(c, 'proof.wrong');
		attempt.succeeded();
		const now = clock();
		await auth.sessions.prove(token, now);
		return c.json({ until: now + PROOF_LIFETIME_MS }, 200);
	});

	return app;
}

/** A password where the person has an account (also from a second device), a code where they have none. */
async function isSecretOf({ storage }: Deps, participant: ParticipantId, secret: string): Promise<boolean> {
	const principal = await storage.people.principalOf(participant);
	const account = principal === null ? null : await storage.auth.account(principal);
	if (account !== null) return verifyPassword(secret, account.passwordHash);
	const code = readRejoinCode(secret);
	const owner = code === null ? null : await storage.people.byRejoinCode(hashSecret(code));
	return owner?.participant === participant;
}
