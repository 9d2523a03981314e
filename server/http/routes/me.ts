import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import { answers, me } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { tablesOf } from '../tables-of.ts';

const route = createRoute({
	method: 'get',
	path: '/me',
	summary: 'Who asks, their tables, and what this server says of itself',
	responses: answers('What this server knows of the caller; never refused', me),
});

export function meRoutes(deps: Deps): OpenAPIHono<Env> {
	const { storage, settings } = deps;
	const app = new OpenAPIHono<Env>();
	app.openapi(route, async (c) => {
		const { session } = c.var;
		const account = session?.kind === 'account' ? await storage.auth.account(session.principal) : null;
		const body = {
			signedIn: session !== null,
			account: account && { id: account.id, username: account.username, name: account.name },
			tables: session === null ? [] : await tablesOf(deps, session.principal),
			notice: { operator: settings.operatorName, retentionDays: settings.retentionDays },
			registration: settings.registration,
			needsSetup: (await storage.auth.countAccounts()) === 0,
		};
		return c.json(body, 200);
	});
	return app;
}
