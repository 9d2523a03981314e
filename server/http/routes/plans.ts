import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { PlanId } from '#domain/ids.ts';
import { TEXT_LIMITS } from '#domain/texts.ts';
import type { PlanSummary, PlanWords, PublicPlan } from '#protocol/plans.ts';
import { filledLine, isoDate, paragraph, planId } from '#protocol/schemas.ts';
import { publicPlan } from '../../plans/public-plan.ts';
import { freshId } from '../../workshops/fresh-id.ts';
import { answers, done, jsonBody, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { AppContext, Env } from '../env.ts';
import { needAccount } from '../identify.ts';
import { problem, refused } from '../problem.ts';

const onPlan = z.object({ id: planId });
const words = z.strictObject({
	name: filledLine(TEXT_LIMITS.title),
	about: paragraph(TEXT_LIMITS.paragraph),
	from: isoDate,
	until: isoDate,
}) satisfies z.ZodType<PlanWords>;

const make = createRoute({
	method: 'post',
	path: '/plans',
	summary: 'Makes and names an action plan, with its term; for accounts',
	request: jsonBody(words.extend({ language: z.enum(['es', 'en']) })),
	responses: answers('Made', z.object({ id: planId })),
});

const change = createRoute({
	method: 'post',
	path: '/plans/{id}',
	summary: 'Names a plan otherwise, or changes its term; for whoever made it',
	request: { params: onPlan, ...jsonBody(words) },
	responses: answers('Changed', done),
});

const list = createRoute({
	method: 'get',
	path: '/plans',
	summary: 'The plans of this instance; for accounts',
	responses: answers('The plans', shaped<PlanSummary[]>('PlanSummary[] of src/protocol/plans.ts')),
});

const read = createRoute({
	method: 'get',
	path: '/plans/{id}',
	summary: 'A plan with its tables and what they issued; public',
	request: { params: onPlan },
	responses: answers('The plan', shaped<PublicPlan>('PublicPlan of src/protocol/plans.ts')),
});

const addTable = createRoute({
	method: 'post',
	path: '/plans/{id}/tables',
	summary: 'Puts a table into a plan; for whoever facilitates that table',
	request: { params: onPlan, ...jsonBody(z.strictObject({ workshop: workshopId })) },
	responses: answers('Added', done),
});

const removeTable = createRoute({
	method: 'delete',
	path: '/plans/{id}/tables/{workshop}',
	summary: 'Takes a table out of a plan; for whoever made the plan or facilitates the table',
	request: { params: z.object({ id: planId, workshop: workshopId }) },
	responses: answers('Removed', done),
});

/** Plans are public and hold nobody's personal data. Accounts are facilitators and who runs the server. */
export function planRoutes({ storage, workshops, instanceLog, clock }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();
	const facilitates = async (workshop: Parameters<typeof workshops.tables.personAt>[0], principal: string) => {
		const found = await workshops.tables.personAt(workshop, principal);
		if (!found.ok) return found;
		const person = found.state.people.get(found.participant);
		return person?.role === 'facilitator' ? found : ({ ok: false, code: 'role.facilitator-only' } as const);
	};

	app.openapi(make, async (c) => {
		const needed = needAccount(c);
		if (!needed.ok) return needed.answer;
		const plan = c.req.valid('json');
		if (plan.until < plan.from) return problem(c, 'plan.term');
		const id = freshId<PlanId>();
		await storage.plans.create({ id, ...plan, owner: needed.session.principal, at: clock() });
		return c.json({ id }, 200);
	});

	app.openapi(change, async (c) => {
		const needed = needAccount(c);
		if (!needed.ok) return needed.answer;
		const { id } = c.req.valid('param');
		const plan = await storage.plans.plan(id);
		if (!plan) return problem(c, 'plan.unknown');
		if (plan.owner !== needed.session.principal) return problem(c, 'plan.not-yours');
		const said = c.req.valid('json');
		if (said.until < said.from) return problem(c, 'plan.term');
		await storage.plans.change({ id, ...said });
		return c.json({ ok: true as const }, 200);
	});

	app.openapi(list, async (c) => {
		const needed = needAccount(c);
		if (!needed.ok) return needed.answer;
		const { principal } = needed.session;
		const plans = await Promise.all(
			(await storage.plans.all()).map(async ({ id, name, about, from, until, owner }) => ({
				...{ id, name, about, from, until, isMine: owner === principal },
				tables: (await storage.plans.tables(id)).length,
			})),
		);
		return c.json(plans, 200);
	});

	app.openapi(read, async (c) => {
		const plan = await publicPlan({ storage, instanceLog, origin: originOf(c) }, c.req.valid('param').id);
		return plan ? c.json(plan, 200) : problem(c, 'plan.unknown');
	});

	app.openapi(addTable, async (c) => {
		const needed = needAccount(c);
		if (!needed.ok) return needed.answer;
		const { id } = c.req.valid('param');
		const { workshop } = c.req.valid('json');
		if (!(await storage.plans.plan(id))) return problem(c, 'plan.unknown');
		const found = await facilitates(workshop, needed.session.principal);
		if (!found.ok) return refused(c, found);
		const owed = [...found.state.commitments.values()].reduce((sum, each) => sum + each.owed.size, 0);
		if (owed > 0) return problem(c, 'plan.reasons-owed', { count: owed });
		await storage.plans.addTable(id, workshop, clock());
		return c.json({ ok: true as const }, 200);
	});

	app.openapi(removeTable, async (c) => {
		const needed = needAccount(c);
		if (!needed.ok) return needed.answer;
		const { id, workshop } = c.req.valid('param');
		const plan = await storage.plans.plan(id);
		if (!plan) return problem(c, 'plan.unknown');
		if (plan.owner !== needed.session.principal) {
			const found = await facilitates(workshop, needed.session.principal);
			if (!found.ok) return refused(c, found);
		}
		await storage.plans.removeTable(id, workshop);
		return c.json({ ok: true as const }, 200);
	});

	return app;
}

const originOf = (c: AppContext): string => c.var.caller.origin;
