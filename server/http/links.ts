import { hashSecret } from '../auth/secrets.ts';
import type { Token, TokenKind } from '../storage/storage.ts';
import type { Deps } from './deps.ts';
import type { AppContext } from './env.ts';
import { problem, rateLimited, type Problem } from './problem.ts';

/** Looks at a one-use link without using it up. A wrong one counts against whoever tries (F35). */
export async function lookUpLink(
	{ auth }: Deps,
	c: AppContext,
	secret: string,
	kinds: readonly TokenKind[],
): Promise<{ ok: true; token: Token } | { ok: false; answer: Problem }> {
	const attempt = auth.failures.attempt('link', c.var.caller.address, hashSecret(secret));
	if (!attempt.ok) return { ok: false, answer: rateLimited(c, attempt.retryAfterSeconds) };
	const token = await auth.tokens.peek(secret, kinds);
	if (token === null) return { ok: false, answer: problem(c, 'link.unknown') };
	attempt.succeeded();
	return { ok: true, token };
}
