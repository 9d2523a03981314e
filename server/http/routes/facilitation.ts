import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { facilitateBody, linkBody } from '#protocol/api.ts';
import * as messages from '#i18n/compiled/messages.js';
import { newPrincipalId } from '../../auth/principals.ts';
import { answers, facilitatorInvitation, jsonBody, linkInfo, signedIn, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { acceptInvitation, invitedTable } from '../facilitate.ts';
import { needSession } from '../identify.ts';
import { lookUpLink } from '../links.ts';
import { problem, refused } from '../problem.ts';
import { startSession } from '../start-session.ts';

const invite = createRoute({
	method: 'post',
	path: '/workshops/{id}/facilitators',
	summary: 'Makes a link for one more facilitator of this table',
	request: { params: z.object({ id: workshopId }) },
	responses: answers('The link, shown once', facilitatorInvitation),
});

const link = createRoute({
	method: 'post',
	path: '/link',
	summary: 'Says what a one-use link opens, without using it up',
	request: jsonBody(linkBody),
	responses: answers('What the link opens', linkInfo),
});

const facilitate = createRoute({
	method: 'post',
	path: '/facilitate',
	summary: 'Accepts an invitation to facilitate a table',
	request: jsonBody(facilitateBody),
	responses: answers('A facilitator of the table', signedIn),
});

/** A table has two or more facilitators, each by a personal link. */
export function facilitationRoutes(deps: Deps): OpenAPIHono<Env> {
	const { auth, storage, workshops } = deps;
	const app = new OpenAPIHono<Env>();

	app.openapi(invite, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id } = c.req.valid('param');
		const member = await workshops.readings.member(id, needed.session.principal);
		if (!member.ok) return refused(c, member);
		if (member.role !== 'facilitator') return problem(c, 'role.facilitator-only');
		const { secret, expiresAt } = await auth.tokens.mint('facilitate', { workshop: id });
		return c.json({ url: `${c.var.caller.origin}/facilitate?token=${secret}`, expiresAt }, 200);
	});

	app.openapi(link, async (c) => {
		const found = await lookUpLink(deps, c, c.req.valid('json').token, ['setup', 'invite', 'reset', 'facilitate']);
		if (!found.ok) return found.answer;
		const { kind, account } = found.token;
		const username = account === null ? null : ((await storage.auth.account(account))?.username ?? null);
		const table = await invitedTable(deps, found.token);
		if (kind === 'resume' || (kind === 'facilitate' && table === null)) return problem(c, 'link.unknown');
		return c.json({ kind, username, table }, 200);
	});

	app.openapi(facilitate, async (c) => {
		const { token: secret, name } = c.req.valid('json');
		const found = await lookUpLink(deps, c, secret, ['facilitate']);
		if (!found.ok) return found.answer;
		const table = await invitedTable(deps, found.token);
		if (table === null) return problem(c, 'link.unknown');
		const { session } = c.var;
		const account = session?.kind === 'account' ? await storage.auth.account(session.principal) : null;
		if (account === null && !table.example)
			return problem(c, session === null ? 'session.required' : 'account.required');
		if ((await auth.tokens.take(found.token)) === null) return problem(c, 'link.unknown');

		const principal = account?.id ?? newPrincipalId();
		const called = account?.name ?? name ?? messages.server_facilitator({}, { locale: c.var.locale });
		const arrived = await acceptInvitation(deps, c, found.token, principal, called);
		if (!arrived.ok) {
			await auth.tokens.putBack(found.token);
			return arrived.answer;
		}
		if (account === null) await storage.auth.createGuest(principal, deps.clock());
		const { workshop, participant } = arrived;
		if (session !== null && account !== null) {
			const { token, expiresAt } = session;
			return c.json({ token, expiresAt, workshop, participant, rejoinCode: null }, 200);
		}
		const guest = { principal, kind: 'guest', workshop, participant, rejoinCode: null } as const;
		return c.json(await startSession(deps, c, guest, { isProven: false }), 200);
	});

	return app;
}
