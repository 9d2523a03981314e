import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import { loginBody, resetBody } from '#protocol/api.ts';
import { passwordFault } from '../../auth/password-rules.ts';
import { hashPassword, verifyNobody, verifyPassword } from '../../auth/passwords.ts';
import { answers, done, jsonBody, signedIn } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { sendSessionCookie } from '../identify.ts';
import { lookUpLink } from '../links.ts';
import { problem, rateLimited } from '../problem.ts';
import { startSession } from '../start-session.ts';

const login = createRoute({
	method: 'post',
	path: '/login',
	summary: 'Signs in with username and password',
	request: jsonBody(loginBody),
	responses: answers('Signed in', signedIn),
});

const logout = createRoute({
	method: 'post',
	path: '/logout',
	summary: 'Ends this session and closes its connections',
	responses: answers('Signed out', done),
});

const reset = createRoute({
	method: 'post',
	path: '/reset',
	summary: 'Sets a new password, by a link from whoever runs the server; signs out everywhere else',
	request: jsonBody(resetBody),
	responses: answers('Signed in with the new password', signedIn),
});

export function signInRoutes(deps: Deps): OpenAPIHono<Env> {
	const { auth, storage } = deps;
	const app = new OpenAPIHono<Env>();
	const nowhere = { workshop: null, participant: null, rejoinCode: null } as const;

	app.openapi(login, async (c) => {
		const { username, password } = c.req.valid('json');
		const attempt = auth.failures.attempt('sign-in', c.var.caller.address, username);
		if (!attempt.ok) return rateLimited(c, attempt.retryAfterSeconds);
		const account = await storage.auth.accountByUsername(username);
		const right =
			account === null ? await verifyNobody(password) : await verifyPassword(password, account.passwordHash);
		if (account === null || !right) return problem(c, 'sign-in.wrong');
		attempt.succeeded();
		return c.json(
			await startSession(deps, c, { principal: account.id, kind: 'account', ...nowhere }, { isProven: true }),
			200,
		);
	});

	app.openapi(logout, async (c) => {
		if (c.var.session !== null) await auth.sessions.end(c.var.session.token);
		sendSessionCookie(c, auth.sessions, null);
		return c.json({ ok: true } as const, 200);
	});

	app.openapi(reset, async (c) => {
		const { token: secret, password } = c.req.valid('json');
		const link = await lookUpLink(deps, c, secret, ['reset']);
		if (!link.ok) return link.answer;
		const account = link.token.account === null ? null : await storage.auth.account(link.token.account);
		if (account === null) return problem(c, 'link.unknown');
		const fault = passwordFault(password, account.username);
		if (fault !== null) return problem(c, fault);
		const passwordHash = await hashPassword(password);
		if ((await auth.tokens.take(link.token)) === null) return problem(c, 'link.unknown');
		await storage.auth.setPassword(account.id, passwordHash);
		await auth.sessions.endAll(account.id);
		return c.json(
			await startSession(deps, c, { principal: account.id, kind: 'account', ...nowhere }, { isProven: true }),
			200,
		);
	});

	return app;
}
