import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import { newPrincipalId } from '../../auth/principals.ts';
import { passwordFault } from '../../auth/password-rules.ts';
import { hashPassword } from '../../auth/passwords.ts';
import type { Token } from '../../storage/storage.ts';
import { registerBody, setupBody } from '#protocol/api.ts';
import { answers, jsonBody, signedIn } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { AppContext, Env } from '../env.ts';
import { acceptInvitation } from '../facilitate.ts';
import { lookUpLink } from '../links.ts';
import { problem, rateLimited, type Problem } from '../problem.ts';
import { startSession, type Arrived } from '../start-session.ts';

const setup = createRoute({
	method: 'post',
	path: '/setup',
	summary: 'The first facilitator opens the server, by its set-up link',
	request: jsonBody(setupBody),
	responses: answers('Signed in', signedIn),
});

const register = createRoute({
	method: 'post',
	path: '/register',
	summary: 'Opens an account, by an invitation or, where registration is open, without',
	request: jsonBody(registerBody),
	responses: answers('Signed in', signedIn),
});

interface NewAccount {
	readonly username: string;
	readonly name: string;
	readonly password: string;
}

/** Ways to an account: set-up, invitation, or a table's invitation to facilitate. */
export function registrationRoutes(deps: Deps): OpenAPIHono<Env> {
	const { auth, storage, settings } = deps;
	const app = new OpenAPIHono<Env>();

	app.openapi(setup, async (c) => {
		const { token: secret, ...account } = c.req.valid('json');
		if ((await storage.auth.countAccounts()) > 0) return problem(c, 'setup.done');
		const link = await lookUpLink(deps, c, secret, ['setup']);
		if (!link.ok) return link.answer;
		const made = await open(c, account, link.token);
		return made.ok ? c.json(await startSession(deps, c, made, { isProven: true }), 200) : made.answer;
	});

	app.openapi(register, async (c) => {
		const { token: secret, ...account } = c.req.valid('json');
		if (secret === null) {
			// The first account is the operator's, by the set-up link, also where registration is open.
			const isOpen = settings.registration === 'open' && (await storage.auth.countAccounts()) > 0;
			if (!isOpen) return problem(c, 'registration.by-invitation');
			const attempt = auth.failures.attempt('link', c.var.caller.address, 'register');
			if (!attempt.ok) return rateLimited(c, attempt.retryAfterSeconds);
			const made = await open(c, account, null);
			return made.ok ? c.json(await startSession(deps, c, made, { isProven: true }), 200) : made.answer;
		}
		const link = await lookUpLink(deps, c, secret, ['invite', 'facilitate']);
		if (!link.ok) return link.answer;
		const made = await open(c, account, link.token);
		if (!made.ok) return made.answer;
		const arrived = await acceptInvitation(deps, c, link.token, made.principal, account.name);
		return arrived.ok
			? c.json(await startSession(deps, c, { ...made, ...arrived }, { isProven: true }), 200)
			: arrived.answer;
	});

	async function open(
		c: AppContext,
		{ username, name, password }: NewAccount,
		token: Token | null,
	): Promise<({ ok: true } & Arrived) | { ok: false; answer: Problem }> {
		const fault = passwordFault(password, username);
		if (fault !== null) return { ok: false, answer: problem(c, fault) };
		if ((await storage.auth.accountByUsername(username)) !== null) {
			return { ok: false, answer: problem(c, 'username.taken') };
		}
		const passwordHash = await hashPassword(password);
		// Used up only now, so that a password refused above does not cost the link.
		if (token !== null && (await auth.tokens.take(token)) === null) {
			return { ok: false, answer: problem(c, 'link.unknown') };
		}
		const id = newPrincipalId();
		const created = await storage.auth.createAccount({ id, username, name, passwordHash, createdAt: deps.clock() });
		if (created === 'taken') {
			if (token !== null) await auth.tokens.putBack(token);
			return { ok: false, answer: problem(c, 'username.taken') };
		}
		return { ok: true, principal: id, kind: 'account', workshop: null, participant: null, rejoinCode: null };
	}

	return app;
}
