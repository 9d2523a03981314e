import { OpenAPIHono } from '@hono/zod-openapi';
import { RANDOM_ID, type PlanId } from '#domain/ids.ts';
import * as messages from '#i18n/compiled/messages.js';
import { atomFeed } from '../../plans/atom.ts';
import { publicEvents, type PublicEvent } from '../../plans/public-events.ts';
import type { Deps } from '../deps.ts';
import type { AppContext, Env } from '../env.ts';
import { problem } from '../problem.ts';

/** Entries in a feed: a reader that asks once a week misses nothing of a busy plan. */
const ENTRIES = 50;

/** Public: what was issued or came on since, for whoever follows a plan or all of the instance. */
export function feedRoutes({ storage }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.get('/feed.atom', async (c) => {
		const events = (await publicEvents(storage)).filter(({ example }) => !example);
		return feed(c, events, messages.feed_title({}, { locale: c.var.locale }), '/plans');
	});

	app.get('/plans/:id/feed.atom', async (c) => {
		const id = c.req.param('id');
		const plan = RANDOM_ID.test(id) ? await storage.plans.plan(id as PlanId) : null;
		if (!plan) return problem(c, 'plan.unknown');
		const tables = new Set(await storage.plans.tables(plan.id));
		const events = (await publicEvents(storage)).filter(({ workshop }) => tables.has(workshop));
		return feed(c, events, plan.name, `/p/${plan.id}`);
	});

	return app;
}

function feed(c: AppContext, events: readonly PublicEvent[], title: string, page: string): Response {
	const { origin } = c.var.caller;
	const self = `${origin}${new URL(c.req.url).pathname}`;
	const newest = events.toReversed().slice(0, ENTRIES);
	const body = atomFeed({ title, self, page: `${origin}${page}`, events: newest, locale: c.var.locale });
	return c.body(body, 200, { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'no-cache' });
}
