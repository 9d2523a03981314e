import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { RANDOM_ID, type TextHash, type WorkshopId } from '#domain/ids.ts';
import { SEAT_LINK_MS } from '#domain/seat-links.ts';
import { participantId } from '#protocol/schemas.ts';
import { seatBody, seatLinksBody, seatLookBody } from '#protocol/api.ts';
import { newPrincipalId } from '../../auth/principals.ts';
import { hashSecret, newSecret } from '../../auth/secrets.ts';
import { answers, jsonBody, rejoinCode, seatLinkInfo, seatLinksMade, signedIn, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { AppContext, Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, rateLimited, refused, type Problem } from '../problem.ts';
import { startSession } from '../start-session.ts';
import { giveRejoinCode } from './joining.ts';

const make = createRoute({
	method: 'post',
	path: '/workshops/{id}/seat-links',
	summary: 'Makes links, each of which seats one person; for the convener of a sector',
	request: { params: z.object({ id: workshopId }), ...jsonBody(seatLinksBody) },
	responses: answers('The links, shown once', seatLinksMade),
});

const look = createRoute({
	method: 'post',
	path: '/seat/look',
	summary: 'Says what a seat link opens, without using it up',
	request: jsonBody(seatLookBody),
	responses: answers('The table, and the sector of the seat', seatLinkInfo),
});

const sit = createRoute({
	method: 'post',
	path: '/seat',
	summary: 'Takes the seat that a link is for, and joins the table if need be',
	request: jsonBody(seatBody),
	responses: answers('Seated; a new personal code is shown once', signedIn),
});

const give = createRoute({
	method: 'post',
	path: '/workshops/{id}/people/{participant}/code',
	summary: 'Gives somebody who was entered without a device the code with which they come in; for facilitators',
	request: { params: z.object({ id: workshopId, participant: participantId }) },
	responses: answers('The code, shown once', rejoinCode),
});

/** `<table>.<secret>`: the table that it is for, and what only its holder knows. */
const SEAT_TOKEN = /^([a-z2-7]{20})\.([\w-]{43})$/;

interface Told {
	readonly workshop: WorkshopId;
	readonly hash: TextHash;
}

export function seatingRoutes(deps: Deps): OpenAPIHono<Env> {
	const { auth, storage, workshops, settings, clock } = deps;
	const app = new OpenAPIHono<Env>();

	app.openapi(make, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id } = c.req.valid('param');
		const secrets = Array.from({ length: c.req.valid('json').count }, newSecret);
		const hashes = secrets.map((secret) => hashSecret(secret) as TextHash); // 64 hex
		const made = await workshops.arriving.makeSeatLinks(id, needed.session.principal, hashes);
		if (!made.ok) return refused(c, made);
		const expiresAt = clock() + SEAT_LINK_MS;
		const { origin } = c.var.caller;
		return c.json({ links: secrets.map((secret) => ({ url: `${origin}/seat/${id}.${secret}`, expiresAt })) }, 200);
	});

	app.openapi(look, async (c) => {
		const tried = tryToken(c, c.req.valid('json').token);
		if (!tried.ok) return tried.answer;
		const { workshop, hash } = tried.told;
		const seen = await workshops.arriving.seatLink(workshop, c.var.session?.principal ?? null, hash);
		if (!seen.ok && HIDDEN.has(seen.code)) return problem(c, 'seat-link.unknown');
		tried.succeeded();
		if (!seen.ok) return refused(c, seen);
		const info = await workshops.readings.joinInfo(workshop);
		if ('ok' in info) return refused(c, info);
		const { open: _, ...about } = info;
		const operator = { operator: settings.operatorName, retentionDays: settings.retentionDays };
		const table = { ...about, sectors: [...about.sectors], operator };
		return c.json({ table, sector: seen.sector, by: seen.by, me: seen.me }, 200);
	});

	app.openapi(sit, async (c) => {
		const { token: typed, name, organisation } = c.req.valid('json');
		const tried = tryToken(c, typed);
		if (!tried.ok) return tried.answer;
		const { workshop, hash } = tried.told;
		const { session } = c.var;
		const isMember = session !== null && (await workshops.readings.member(workshop, session.principal)).ok;
		if (!isMember && name === '') return problem(c, 'body.invalid', { at: 'name' });
		const principal = session?.principal ?? newPrincipalId();
		const seated = await workshops.arriving.useSeatLink(workshop, principal, hash, { name, organisation });
		if (!seated.ok && HIDDEN.has(seated.code)) return problem(c, 'seat-link.unknown');
		tried.succeeded();
		if (!seated.ok) return refused(c, seated);
		if (session === null) await storage.auth.createGuest(principal, clock());
		const { participant } = seated;
		const rejoin = !seated.isNew || session?.kind === 'account' ? null : await giveRejoinCode(deps, participant);
		if (session !== null) {
			const { token, expiresAt } = session;
			return c.json({ token, expiresAt, workshop, participant, rejoinCode: rejoin }, 200);
		}
		const guest = { principal, kind: 'guest', workshop, participant, rejoinCode: rejoin } as const;
		return c.json(await startSession(deps, c, guest, { isProven: false }), 200);
	});

	app.openapi(give, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id, participant } = c.req.valid('param');
		const given = await workshops.arriving.giveCode(id, needed.session.principal, participant);
		if (!given.ok) return refused(c, given);
		const principal = await storage.people.principalOf(participant);
		if (principal === null) return problem(c, 'participant.unknown');
		if ((await storage.auth.isPrincipal(principal)) === null) await storage.auth.createGuest(principal, clock());
		return c.json({ code: await giveRejoinCode(deps, participant) }, 200);
	});

	/** A wrong link counts against whoever tries it (F35), a used or expired one does not: its holder had a right one. */
	function tryToken(
		c: AppContext,
		token: string,
	): { ok: true; told: Told; succeeded: () => void } | { ok: false; answer: Problem } {
		const attempt = auth.failures.attempt('link', c.var.caller.address, hashSecret(token));
		if (!attempt.ok) return { ok: false, answer: rateLimited(c, attempt.retryAfterSeconds) };
		const [, workshop = '', secret = ''] = SEAT_TOKEN.exec(token) ?? [];
		if (!RANDOM_ID.test(workshop)) return { ok: false, answer: problem(c, 'seat-link.unknown') };
		const told = { workshop: workshop as WorkshopId, hash: hashSecret(secret) as TextHash }; // both checked, or made here
		return { ok: true, told, succeeded: attempt.succeeded };
	}

	return app;
}

/** To whoever holds no link, a table that there is not reads like a link that nobody made. */
const HIDDEN: ReadonlySet<string> = new Set(['workshop.unknown', 'seat-link.unknown']);
