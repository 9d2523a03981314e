import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Health } from '../../health.ts';
import type { Metrics } from '../../metrics.ts';
import type { Env } from '../env.ts';
import { bearerOf } from '../guards.ts';
import { problem } from '../problem.ts';

export interface OperatingDeps {
	readonly health: Pick<Health, 'report'>;
	/** Null: nothing is counted, and nothing answers. */
	readonly metrics: { readonly source: Pick<Metrics, 'render' | 'contentType'>; readonly token: string } | null;
}

/** For whoever runs the server: `/healthz` for a watchdog, `/metrics` for Prometheus. Neither names anybody or any table. */
export function operatingRoutes({ health, metrics }: OperatingDeps): Hono<Env> {
	const app = new Hono<Env>();

	app.get('/healthz', async (c) => {
		const report = await health.report();
		return c.json(report, report.ok ? 200 : 503);
	});

	app.get('/metrics', async (c) => {
		if (metrics === null) return problem(c, 'not-found');
		if (!isSame(bearerOf(c), metrics.token)) {
			return c.body(null, 401, { 'WWW-Authenticate': 'Bearer realm="metrics"' });
		}
		return c.body(await metrics.source.render(), 200, { 'Content-Type': metrics.source.contentType });
	});

	return app;
}

/** By hashes of one length, so that neither the time nor the length of a try tells anything of the token. */
function isSame(given: string | null, token: string): boolean {
	const hash = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(hash(given ?? ''), hash(token)) && given !== null;
}
