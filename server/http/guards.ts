import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { localeOf } from '#i18n/locale.ts';
import { SESSION_COOKIE } from '../auth/sessions.ts';
import type { AppContext, Env } from './env.ts';
import { problem } from './problem.ts';

/** Bytes of one request. The largest honest body is a table's setup: a welcome text, thirty materials, twenty sectors. */
export const BODY_LIMIT = 64 * 1024;
export const SETUP_BODY_LIMIT = 256 * 1024;

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who asks, in which language. Without a server in front (tests, page loads) the request's own address counts. */
export const introduce: MiddlewareHandler<Env> = async (c, next) => {
	const { origin } = new URL(c.req.url);
	const unknown = { address: 'unknown', origin, secure: origin.startsWith('https:') };
	// `env` is undefined where somebody calls the app as a plain function.
	const bindings: Env['Bindings'] | undefined = c.env;
	c.set('caller', bindings?.caller ?? unknown);
	c.set('locale', localeOf(c.req.raw));
	c.set('session', null);
	c.set('claimsSession', false);
	await next();
};

/** JSON is never a page: nothing in an answer may run, be framed, be sniffed or be kept by a cache. */
export const answerHeaders: MiddlewareHandler<Env> = async (c, next) => {
	await next();
	c.header(
		'Content-Security-Policy',
		"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
	);
	c.header('X-Content-Type-Options', 'nosniff');
	c.header('X-Frame-Options', 'DENY');
	c.header('Referrer-Policy', 'no-referrer');
	c.header('Cross-Origin-Resource-Policy', 'same-origin');
	// An image is the one thing that never changes under its address, and so the one thing that a browser may keep.
	if (c.res.headers.get('Cache-Control') === null) c.header('Cache-Control', 'no-store');
	c.header('Vary', 'Cookie, Authorization, Accept-Language, Origin');
};

/**
 * No other site can make a visitor's browser act here. Browsers send Origin with whatever changes something, and new ones
 * Sec-Fetch-Site; a bearer token is no cookie, so no browser adds it by itself. What comes with a cookie and says nothing of
 * where from is refused too; a program without a cookie has nothing to be robbed of.
 */
export const sameOriginOnly: MiddlewareHandler<Env> = async (c, next) => {
	if (CHANGES_NOTHING.has(c.req.method) || bearerOf(c) !== null) return next();
	const origin = c.req.header('origin');
	const site = c.req.header('sec-fetch-site');
	const foreign =
		(origin !== undefined && origin !== c.var.caller.origin) ||
		(site !== undefined && site !== 'same-origin') ||
		(origin === undefined && site === undefined && cookieOf(c) !== null);
	return foreign ? problem(c, 'origin.foreign') : next();
};

export const jsonOnly: MiddlewareHandler<Env> = async (c, next) => {
	if (CHANGES_NOTHING.has(c.req.method)) return next();
	const type = c.req.header('content-type');
	const length = c.req.header('content-length');
	// A browser's DELETE names neither a type nor a length: the stream that the server makes of it is an empty one.
	const isSilent = type === undefined && length === undefined && c.req.header('transfer-encoding') === undefined;
	const hasBody = c.req.raw.body !== null && length !== '0' && !isSilent;
	if (!hasBody || /^application\/json(;.*)?$/i.test(type ?? '')) return next();
	// No form of another site can send these either; which image it is, its bytes say.
	const isImage = takesImage(c.req.path) && /^(image\/[\w.+-]+|application\/octet-stream)$/i.test(type ?? '');
	const isFile = takesEvidence(c.req.path) && /^application\/octet-stream$/i.test(type ?? '');
	return isImage || isFile ? next() : problem(c, 'body.not-json');
};

export function limitBody(
	maxSize: number,
	code: 'body.too-large' | 'image.too-large' | 'evidence.too-large' = 'body.too-large',
): MiddlewareHandler<Env> {
	return bodyLimit({ maxSize, onError: (c: AppContext) => problem(c, code, { bytes: maxSize }) });
}

// The two routes whose body is no JSON.
export const takesEvidence = (path: string): boolean => /^\/api\/commitments\/\w+\/evidence$/.test(path);
export const takesImage = (path: string): boolean => /^\/api\/workshops\/\w+\/assets$/.test(path);

/** The session token of `Authorization: Bearer …`. */
export function bearerOf(c: AppContext): string | null {
	return /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;
}

export function cookieOf(c: AppContext): string | null {
	return sessionCookieIn(c.req.header('cookie'));
}

/** The session token in a Cookie header. */
export function sessionCookieIn(header: string | undefined): string | null {
	for (const pair of (header ?? '').split(';')) {
		const [name, value] = pair.split('=', 2);
		if (name?.trim() === SESSION_COOKIE) return value?.trim() || null;
	}
	return null;
}
