import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { EVIDENCE_KINDS } from '#domain/ledger/evidence.ts';
import { commitmentId } from '#protocol/schemas.ts';
import { addEvidence } from '../../ledger/add-evidence.ts';
import { evidenceType } from '../../ledger/evidence-type.ts';
import { answers, refusals } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';

const bytes = { schema: z.unknown().meta({ type: 'string', format: 'binary' }) };
const line = (max: number) => z.string().trim().max(max);

const add = createRoute({
	method: 'post',
	path: '/commitments/{id}/evidence',
	summary: 'Adds evidence from outside to an issued commitment; its hash goes into the instance’s log',
	description:
		'For whoever facilitates the commitment’s table. The body are the file’s bytes, of a type that the kind can have (which it is, they say themselves), or nothing, and then `reference` says where it is.',
	request: {
		params: z.object({ id: commitmentId }),
		query: z.object({
			kind: z.enum(EVIDENCE_KINDS),
			title: line(200).min(1),
			reference: line(1_000).default(''),
			/** The file's name. */
			name: line(200).default(''),
		}),
		body: { required: false, content: { 'application/octet-stream': bytes } },
	},
	responses: answers('Added', z.object({ hash: z.string() })),
});

const file = createRoute({
	method: 'get',
	path: '/commitments/{id}/evidence/{hash}',
	summary: 'The file of one piece of outside evidence, by the hash of its entry; public',
	request: { params: z.object({ id: commitmentId, hash: z.string().regex(/^[0-9a-f]{64}$/) }) },
	responses: { 200: { description: 'Its bytes', content: { 'application/octet-stream': bytes } }, ...refusals },
});

/** Time-stamps, certificates of conservation and gazette pages that somebody adds by hand. */
export function evidenceRoutes({ storage, instanceLog, workshops, clock }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(add, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id } = c.req.valid('param');
		const [issued] = await storage.log.issued(id);
		if (!issued) return problem(c, 'commitment.unknown');
		const found = await workshops.tables.personAt(issued.workshop, needed.session.principal);
		if (!found.ok) return refused(c, found);
		if (found.state.people.get(found.participant)?.role !== 'facilitator')
			return problem(c, 'role.facilitator-only');
		const { kind, title, reference, name } = c.req.valid('query');
		const body = new Uint8Array(await c.req.arrayBuffer());
		const added = await addEvidence({ storage, log: instanceLog }, id, {
			...{ kind, title, reference },
			file: body.length > 0 ? { name: name || 'archivo', bytes: body } : null,
			at: clock(),
		});
		return added.ok ? c.json({ hash: added.hash }, 200) : problem(c, added.code);
	});

	app.openapi(file, async (c) => {
		const { id, hash } = c.req.valid('param');
		const stored = (await storage.instanceLog.evidence(id)).find((each) => each.hash === hash);
		if (!stored?.file) return problem(c, 'not-found');
		return c.body(new Uint8Array(stored.file), 200, {
			'content-type': evidenceType(stored.file) ?? 'application/octet-stream',
			'content-disposition': 'attachment',
			'cache-control': 'no-cache',
		});
	});

	return app;
}
