import { ask } from '$lib/api/ask.ts';
import type { LinkInfo } from '#protocol/api.ts';

/** A one-use link as its page found it: what it opens, or why it opens nothing; `token` is '' where the address has none. */
export interface FoundLink {
	readonly token: string;
	readonly info: LinkInfo | null;
	readonly problem: string | null;
}

/** Looks at a link without using it up, so that nobody fills in a form in vain. */
export async function lookUpLink(
	fetcher: typeof fetch,
	token: string,
	kinds: readonly LinkInfo['kind'][],
): Promise<FoundLink> {
	if (!token) return { token, info: null, problem: null };
	const answer = await ask<LinkInfo>(fetcher, '/api/link', { method: 'POST', body: { token } });
	if (!answer.ok) return { token, info: null, problem: answer.error.message };
	return { token, info: kinds.includes(answer.body.kind) ? answer.body : null, problem: null };
}
