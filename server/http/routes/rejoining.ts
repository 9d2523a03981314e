import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { rejoinBody } from '#protocol/api.ts';
import { newPrincipalId } from '../../auth/principals.ts';
import { newRejoinCode, readRejoinCode } from '../../auth/rejoin-codes.ts';
import { hashSecret } from '../../auth/secrets.ts';
import { answers, jsonBody, rejoinCode, resumeCode, signedIn, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, rateLimited, refused } from '../problem.ts';
import { startSession, type Arrived } from '../start-session.ts';
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

const prepare = createRoute({
	method: 'post',
	path: '/workshops/{id}/resume-code',
	summary: 'Gives a facilitator the code with which they go on from another device; the one before stops working',
	request: { params: z.object({ id: workshopId }) },
	responses: answers('The code, shown once', resumeCode),
});

export function rejoiningRoutes(deps: Deps): OpenAPIHono<Env> {
	const { auth, storage, workshops } = deps;
	const app = new OpenAPIHono<Env>();

	app.openapi(rejoin, async (c) => {
		const code = readRejoinCode(c.req.valid('json').code);
		const attempt = auth.failures.attempt('rejoin', c.var.caller.address, code ?? '');
		if (!attempt.ok) return rateLimited(c, attempt.retryAfterSeconds);
		const person = code === null ? null : await storage.people.byRejoinCode(hashSecret(code));
		if (person === null) {
			const resumed = code === null ? null : await resume(deps, hashSecret(code));
			if (resumed === null) return problem(c, 'rejoin.unknown');
			attempt.succeeded();
			return c.json(await startSession(deps, c, resumed, { isProven: true }), 200);
		}
		const { principal, workshop, participant } = person;
		// An account's way back is its password: a code on paper must not open every table of a facilitator.
		if ((await storage.auth.isPrincipal(principal)) !== 'guest') return problem(c, 'rejoin.unknown');
		const back = await workshops.arriving.comeBack(workshop, participant);
		if (!back.ok) return refused(c, back);
		attempt.succeeded();
		// Whoever gave out the first code knew it: from now on there is another, which only this person sees.
		const rejoinCode = back.isFirst ? await giveRejoinCode(deps, participant) : null;
		return c.json(
			await startSession(
				deps,
				c,
				{ principal, kind: 'guest', workshop, participant, rejoinCode },
				{ isProven: true },
			),
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
		// A facilitator on a second device has an account, too.
		if ((await storage.people.principalOf(member.participant)) !== principal) return problem(c, 'rejoin.account');
		return c.json({ code: await giveRejoinCode(deps, member.participant) }, 200);
	});

	app.openapi(prepare, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id } = c.req.valid('param');
		const member = await workshops.readings.member(id, needed.session.principal);
		if (!member.ok) return refused(c, member);
		if (member.role !== 'facilitator') return problem(c, 'role.facilitator-only');
		const principal = await storage.people.principalOf(member.participant);
		if (principal === null) return problem(c, 'participant.unknown');
		if ((await storage.auth.isPrincipal(principal)) === 'guest') {
			return c.json({ code: await giveRejoinCode(deps, member.participant), expiresAt: null }, 200);
		}
		const code = newRejoinCode();
		const { expiresAt } = await auth.tokens.mintResume(principal, id, readRejoinCode(code) ?? code);
		return c.json({ code, expiresAt }, 200);
	});

	return app;
}

/** A facilitator's second device: signed in as that person at that table, and at none of their others. */
async function resume({ auth, storage, workshops, clock }: Deps, hash: string): Promise<Arrived | null> {
	const token = await storage.auth.token(hash);
	if (token?.kind !== 'resume' || token.account === null || token.workshop === null) return null;
	const { workshop, account } = token;
	const member = await workshops.readings.member(workshop, account);
	if (!member.ok || (await auth.tokens.take(token)) === null) return null;
	const principal = newPrincipalId();
	await storage.auth.createGuest(principal, clock());
	await storage.people.standIn(workshop, member.participant, principal);
	const back = await workshops.arriving.comeBack(workshop, member.participant);
	if (!back.ok) return null;
	return { principal, kind: 'guest', workshop, participant: member.participant, rejoinCode: null };
}
