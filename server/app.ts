import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { IMAGE_BYTES_MAX } from '#board/limits.ts';
import { EVIDENCE_BYTES_MAX } from '#domain/ledger/evidence.ts';
import type { Deps } from './http/deps.ts';
import type { AppContext, Env } from './http/env.ts';
import {
	BODY_LIMIT,
	SETUP_BODY_LIMIT,
	answerHeaders,
	introduce,
	jsonOnly,
	limitBody,
	sameOriginOnly,
	takesEvidence,
	takesImage,
} from './http/guards.ts';
import { identify } from './http/identify.ts';
import { problem } from './http/problem.ts';
import { assetRoutes } from './http/routes/assets.ts';
import { authorRoutes } from './http/routes/authors.ts';
import { mineRoutes } from './http/routes/mine.ts';
import { boardRoutes } from './http/routes/boards.ts';
import { leadingRoutes } from './http/routes/leading.ts';
import { commandRoutes } from './http/routes/commands.ts';
import { evidenceRoutes } from './http/routes/evidence.ts';
import { facilitationRoutes } from './http/routes/facilitation.ts';
import { joiningRoutes } from './http/routes/joining.ts';
import { logRoutes } from './http/routes/log.ts';
import { meRoutes } from './http/routes/me.ts';
import { operatingRoutes } from './http/routes/operating.ts';
import { feedRoutes } from './http/routes/feeds.ts';
import { participationRoutes } from './http/routes/participation.ts';
import { planRoutes } from './http/routes/plans.ts';
import { pollRoutes } from './http/routes/polls.ts';
import { recordRoutes } from './http/routes/records.ts';
import { registrationRoutes } from './http/routes/registration.ts';
import { provingRoutes } from './http/routes/proving.ts';
import { rejoiningRoutes } from './http/routes/rejoining.ts';
import { seatingRoutes } from './http/routes/seating.ts';
import { signInRoutes } from './http/routes/sign-in.ts';
import { tableRoutes } from './http/routes/tables.ts';
import { talkingRoutes } from './http/routes/talking.ts';
import { InstanceLogDamaged, KeyNotLogged } from './ledger/instance-log.ts';
import { RoomUnavailable } from './rooms/deps.ts';
import { ConflictError, FencedError } from './storage/storage.ts';

export type { Deps } from './http/deps.ts';

/** The API: `/api/…`, `/healthz` and `/metrics`. Guards first, cheapest first; each route checks who may. */
export function createApp(deps: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>({ defaultHook: refuseBadInput });

	app.use((c, next) => {
		c.set('receivedAt', deps.clock());
		return next();
	});
	app.use(introduce, answerHeaders, sameOriginOnly, jsonOnly);
	const [small, large] = [limitBody(BODY_LIMIT), limitBody(SETUP_BODY_LIMIT)];
	const image = limitBody(IMAGE_BYTES_MAX, 'image.too-large');
	const evidence = limitBody(EVIDENCE_BYTES_MAX, 'evidence.too-large');
	app.use((c, next) => {
		if (takesImage(c.req.path)) return image(c, next);
		if (takesEvidence(c.req.path)) return evidence(c, next);
		return /^\/api\/workshops(\/\w+\/commands)?$/.test(c.req.path) ? large(c, next) : small(c, next);
	});
	app.use('/api/*', identify(deps.auth.sessions));

	for (const routes of [
		registrationRoutes,
		signInRoutes,
		meRoutes,
		tableRoutes,
		joiningRoutes,
		rejoiningRoutes,
		provingRoutes,
		seatingRoutes,
		facilitationRoutes,
		commandRoutes,
		recordRoutes,
		logRoutes,
		evidenceRoutes,
		planRoutes,
		feedRoutes,
		participationRoutes,
		pollRoutes,
		talkingRoutes,
		boardRoutes,
		assetRoutes,
		leadingRoutes,
		authorRoutes,
		mineRoutes,
	]) {
		app.route('/api', routes(deps));
	}
	app.doc31('/api/openapi.json', {
		openapi: '3.1.0',
		info: {
			title: 'Mesa Abierta',
			version: '1',
			description: 'Sign in by cookie `mesa_session` or `Authorization: Bearer`.',
		},
	});
	app.route('/', operatingRoutes(deps));

	app.notFound((c) => problem(c, 'not-found'));
	app.onError((error, c) => {
		// Thrown by the body parsers of Hono: broken JSON, or a body that is none.
		if (error instanceof HTTPException && error.status < 500) {
			return problem(c, error.status === 415 ? 'body.not-json' : 'body.invalid');
		}
		// Another process has the table now, or the disk is slow: nothing was done, and the same request may go through next time.
		if (error instanceof FencedError || error instanceof ConflictError || error instanceof RoomUnavailable) {
			deps.log.warn({ err: error }, 'a table was not to be had');
			return problem(c, 'workshop.busy');
		}
		// Nothing was signed over it; `ledger:check` says what is wrong with it.
		if (error instanceof InstanceLogDamaged || error instanceof KeyNotLogged) {
			deps.log.error({ err: error }, 'the log of the instance is not the one that was signed');
			return problem(c, 'log.damaged');
		}
		deps.log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed');
		return problem(c, 'server.error');
	});
	return app;
}

interface Checked {
	readonly target: string;
	readonly success: boolean;
	readonly error?: {
		readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
	};
}

/** Says where the first wrong thing stands; an id of the wrong form in the path is an id that nothing has. */
function refuseBadInput(checked: Checked, c: AppContext) {
	if (checked.success) return;
	if (checked.target === 'param') return problem(c, 'not-found');
	const issue = checked.error?.issues[0];
	const at = issue?.path.map(String).join('.').slice(0, 100) || 'body';
	return problem(c, 'body.invalid', { at, why: issue?.message.slice(0, 200) ?? '' });
}
