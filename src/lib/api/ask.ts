import { error } from '@sveltejs/kit';
import type { ErrorBody } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';

/** What the API answered: a body, or a refusal whose message is already in the person's language. Status 0: no network. */
export type Answer<Body> =
	| { readonly ok: true; readonly body: Body }
	| { readonly ok: false; readonly status: number; readonly error: ErrorBody };

interface Sending {
	readonly method: 'POST' | 'DELETE';
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the API; `fetcher` is Kit's own in `load` and actions, `fetch` in the browser. Never throws for a refusal or a lost network. */
export async function ask<Body>(fetcher: typeof fetch, path: string, sending?: Sending): Promise<Answer<Body>> {
	try {
		const response = await fetcher(path, sending ? asRequest(sending) : {});
		const body: unknown = response.status === 204 ? null : await response.json();
		// The answer's shape is the contract in `src/protocol/api.ts`, and comes from our own server.
		if (response.ok) return { ok: true, body: body as Body };
		return { ok: false, status: response.status, error: isErrorBody(body) ? body : stumbled() };
	} catch (cause) {
		if (cause instanceof TypeError) return { ok: false, status: 0, error: offline() };
		if (cause instanceof SyntaxError) return { ok: false, status: 502, error: stumbled() };
		throw cause;
	}
}

/** The body, or Kit's error page with the refusal's own sentence: for `load`. */
export async function demand<Body>(fetcher: typeof fetch, path: string): Promise<Body> {
	const answer = await ask<Body>(fetcher, path);
	if (answer.ok) return answer.body;
	return error(answer.status || 503, { message: answer.error.message, code: answer.error.code });
}

function asRequest({ method, body, headers }: Sending): RequestInit {
	if (body === undefined) return { method, headers: { ...headers } };
	return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function isErrorBody(body: unknown): body is ErrorBody {
	return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

const offline = (): ErrorBody => ({ code: 'network', message: m.ui_error_offline_next() });
const stumbled = (): ErrorBody => ({ code: 'server', message: m.ui_error_server_next() });
