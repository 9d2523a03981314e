import type { MiddlewareHandler } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Sessions, SignIn } from '../auth/sessions.ts';
import type { AppContext, Env } from './env.ts';
import { bearerOf, cookieOf } from './guards.ts';
import { problem, type Problem } from './problem.ts';

/** Finds out who asks. Where a bearer token is given, a cookie beside it counts for nothing. */
export function identify(sessions: Sessions): MiddlewareHandler<Env> {
	return async (c, next) => {
		const token = bearerOf(c) ?? cookieOf(c);
		c.set('claimsSession', token !== null);
		c.set('session', token === null ? null : await sessions.find(token));
		await next();
	};
}

/** The session that this route needs, or the answer to send instead. */
export function needSession(c: AppContext): { ok: true; session: SignIn } | { ok: false; answer: Problem } {
	const { session, claimsSession } = c.var;
	if (session !== null) return { ok: true, session };
	return { ok: false, answer: problem(c, claimsSession ? 'session.expired' : 'session.required') };
}

/** The same, of a person with a username and password. */
export function needAccount(c: AppContext): { ok: true; session: SignIn } | { ok: false; answer: Problem } {
	const needed = needSession(c);
	if (needed.ok && needed.session.kind !== 'account') return { ok: false, answer: problem(c, 'account.required') };
	return needed;
}

/** Lets the browser hold a session; null lets go of it. */
export function sendSessionCookie(c: AppContext, sessions: Sessions, token: string | null): void {
	const { name, value, attributes } = sessions.cookie(token, c.var.caller.secure);
	setCookie(c, name, value, {
		path: attributes.path ?? '/',
		httpOnly: true,
		secure: attributes.secure ?? false,
		sameSite: 'Lax',
		maxAge: attributes.maxAge ?? 0,
	});
}
