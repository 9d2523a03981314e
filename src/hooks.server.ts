import { dev } from '$app/environment';
import type { Handle, HandleFetch, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { htmlLang } from '#i18n/locale.ts';
import { paraglideMiddleware } from '#i18n/compiled/server.js';
import { packPage } from './pack-page.ts';

const themes = ['system', 'light', 'dark', 'contrast'];

const securityHeaders = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	// Not `no-referrer`: with it browsers send forms with `Origin: null`, which the origin check refuses.
	'referrer-policy': 'same-origin',
	'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
	'cross-origin-resource-policy': 'same-origin',
};

export const handle: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ request, locale }) => {
		event.request = request;
		const page = await resolve(event, {
			transformPageChunk: ({ html }) =>
				html.replace('%lang%', htmlLang[locale]).replace('%theme%', themeOf(event)),
		});
		const response = packPage(request, page);
		for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
		// Plain http knows no such policy, and browsers complain about it in the console.
		if (event.url.protocol === 'https:') response.headers.set('cross-origin-opener-policy', 'same-origin');
		return response;
	});

/** What went wrong goes to the log by the page's pattern: its address can hold a code that opens a table. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status >= 500) console.error(event.route.id, error);
	return { message };
};

/** The look that this browser chose (cookie `mesa_theme`), else the system's. */
function themeOf(event: RequestEvent): string {
	const chosen = event.cookies.get('mesa_theme');
	return themes.find((theme) => theme === chosen) ?? 'system';
}

/** Server-side `load` functions and actions reach the API inside this process, with the caller's own cookie. */
export const handleFetch: HandleFetch = async ({ event, request, fetch: kitFetch }) => {
	const url = new URL(request.url);
	if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return kitFetch(request);

	const headers = new Headers(request.headers);
	for (const name of ['cookie', 'accept-language', 'user-agent']) {
		const value = event.request.headers.get(name);
		if (value !== null && !headers.has(name)) headers.set(name, value);
	}
	headers.set('origin', event.url.origin); // Kit has checked the origin of a form post already
	const response = await apiOf(event)(new Request(request, { headers }));
	for (const cookie of response.headers.getSetCookie()) keepCookie(event, cookie);
	return response;
};

function apiOf(event: RequestEvent): (request: Request) => Response | Promise<Response> {
	const api = event.platform?.req.apiFetch;
	if (api) return api;
	if (dev) return globalThis.fetch; // Vite's own server has the API mounted, and no platform
	throw new Error('the server has put no API on this request');
}

/** A cookie that the API sets (signing in, joining) goes on to the browser, with the attributes that the API gave it. */
function keepCookie(event: RequestEvent, line: string): void {
	const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
	const equals = pair.indexOf('=');
	if (equals < 1) return;
	const given = new Map(attributes.map((part) => [part.split('=', 1)[0]?.toLowerCase(), part.split('=')[1] ?? '']));
	const maxAge = given.get('max-age');
	const sameSite = given.get('samesite')?.toLowerCase();
	event.cookies.set(pair.slice(0, equals), pair.slice(equals + 1), {
		path: given.get('path') ?? '/',
		httpOnly: given.has('httponly'),
		secure: given.has('secure'),
		sameSite: sameSite === 'strict' || sameSite === 'none' ? sameSite : 'lax',
		...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
		encode: (value) => value, // it is encoded already
	});
}
