import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { JOIN_CODE, normaliseCode } from '#domain/join-code.ts';
import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import { joinBody } from '#protocol/api.ts';
import { newPrincipalId } from '../../auth/principals.ts';
import { newRejoinCode, readRejoinCode } from '../../auth/rejoin-codes.ts';
import { hashSecret } from '../../auth/secrets.ts';
import { answers, joinInfo, jsonBody, signedIn } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { AppContext, Env } from '../env.ts';
import { problem, rateLimited, refused, type Problem } from '../problem.ts';
import { startSession } from '../start-session.ts';

const look = createRoute({
	method: 'get',
	path: '/join/{code}',
	summary: 'What a table says of itself before anybody joins; unknown and closed codes answer alike',
	request: { params: z.object({ code: z.string().max(64) }) },
	responses: answers('The table behind the code', joinInfo),
});

const join = createRoute({
	method: 'post',
	path: '/join',
	summary: 'Joins a table as a guest or an observer, without an account',
	request: jsonBody(joinBody),
	responses: answers('At the table; the personal code is shown once', signedIn),
});

export function joiningRoutes(deps: Deps): OpenAPIHono<Env> {
	const { auth, storage, workshops, settings } = deps;
	const app = new OpenAPIHono<Env>();

	app.openapi(look, async (c) => {
		const found = await tableOf(c, c.req.valid('param').code);
		if (!found.ok) return found.answer;
		const { workshop } = found;
		const info = await workshops.readings.joinInfo(workshop);
		if ('ok' in info) return refused(c, info);
		const { open, ...about } = info;
		if (!open) return problem(c, 'join.unknown');
		found.succeeded();
		const principal = c.var.session?.principal;
		const alreadyIn = principal !== undefined && (await workshops.readings.member(workshop, principal)).ok;
		const operator = { operator: settings.operatorName, retentionDays: settings.retentionDays };
		return c.json({ ...about, sectors: [...about.sectors], operator, alreadyIn }, 200);
	});

	app.openapi(join, async (c) => {
		const { code, name, sector, organisation, observe, shared } = c.req.valid('json');
		const found = await tableOf(c, code);
		if (!found.ok) return found.answer;
		const { workshop } = found;
		const { session } = c.var;

		const already = session && (await workshops.readings.member(workshop, session.principal));
		if (session !== null && already?.ok) {
			found.succeeded();
			const { token, expiresAt } = session;
			return c.json({ token, expiresAt, workshop, participant: already.participant, rejoinCode: null }, 200);
		}

		const principal = session?.principal ?? newPrincipalId();
		const as = shared ? 'device' : observe ? 'observer' : 'guest';
		const who = { as, sector, name, organisation, invited: false, people: shared ?? [] } as const;
		const joined = await workshops.join(workshop, principal, who);
		// A closed way in reads like a code that never was; what is wrong with the form is no guess at a code.
		if (!joined.ok && joined.code === 'joining.closed') return problem(c, 'join.unknown');
		found.succeeded();
		if (!joined.ok) return refused(c, joined);
		if (session === null) await storage.auth.createGuest(principal, deps.clock());

		const { participant } = joined;
		const rejoinCode = session?.kind === 'account' ? null : await giveRejoinCode(deps, participant);
		if (session !== null) {
			const { token, expiresAt } = session;
			return c.json({ token, expiresAt, workshop, participant, rejoinCode }, 200);
		}
		const guest = { principal, kind: 'guest', workshop, participant, rejoinCode } as const;
		return c.json(await startSession(deps, c, guest, { isProven: false }), 200);
	});

	/** The table behind a code. Until `succeeded` is called the try counts as failed. */
	async function tableOf(
		c: AppContext,
		typed: string,
	): Promise<{ ok: true; workshop: WorkshopId; succeeded: () => void } | { ok: false; answer: Problem }> {
		const code = normaliseCode(typed);
		const attempt = auth.failures.attempt('join', c.var.caller.address, code);
		if (!attempt.ok) return { ok: false, answer: rateLimited(c, attempt.retryAfterSeconds) };
		const workshop = JOIN_CODE.test(code) ? await storage.log.byJoinCode(code) : null;
		if (workshop === null) return { ok: false, answer: problem(c, 'join.unknown') };
		return { ok: true, workshop, succeeded: attempt.succeeded };
	}

	return app;
}

/** A new personal code; the one before stops working. Only its hash is kept. */
export async function giveRejoinCode({ storage }: Deps, participant: ParticipantId): Promise<string> {
	const code = newRejoinCode();
	await storage.people.setRejoinCode(participant, hashSecret(readRejoinCode(code) ?? code));
	return code;
}
