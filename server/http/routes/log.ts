import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from '#domain/hashing.ts';
import { hashWords } from '#domain/hash-words.ts';
import type { CheckpointShown } from '#protocol/api.ts';
import { bundleSchema, type Bundle } from '#protocol/bundle.ts';
import { openCommitmentSchema, openPlanSchema } from '#protocol/open-data.ts';
import { commitmentId } from '#protocol/schemas.ts';
import { bundleOf } from '../../ledger/bundle.ts';
import { readNote } from '../../ledger/instance-log.ts';
import type { StoredCheckpoint } from '../../storage/storage.ts';
import { answers, shaped } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { problem } from '../problem.ts';

const size = z.coerce.number().int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const checkpoint = createRoute({
	method: 'get',
	path: '/log/checkpoint',
	summary: 'The last signed checkpoint of the instance’s log, or the one of a size; public',
	request: { query: z.object({ size: size.optional() }) },
	responses: answers(
		'The checkpoint',
		z.object({
			number: z.number(),
			root: z.string(),
			words: z.string(),
			at: z.number(),
			origin: z.string(),
			/** Signed note. */
			note: z.string(),
		}) satisfies z.ZodType<CheckpointShown>,
	),
});

const inclusion = createRoute({
	method: 'get',
	path: '/log/proof/inclusion',
	summary: 'The proof (RFC 9162) that an entry stands in the log of a size (default: of the last checkpoint); public',
	request: { query: z.object({ leaf: hash, size: size.optional() }) },
	responses: answers(
		'The proof',
		z.object({ index: z.number(), size: z.number(), root: z.string(), proof: z.array(z.string()) }),
	),
});

const consistency = createRoute({
	method: 'get',
	path: '/log/proof/consistency',
	summary:
		'The proof (RFC 9162) that the log goes on from one size to another (default: of the last checkpoint); public',
	request: { query: z.object({ from: size, to: size.optional() }) },
	responses: answers('The proof', z.object({ from: z.number(), to: z.number(), proof: z.array(z.string()) })),
});

const keys = createRoute({
	method: 'get',
	path: '/log/keys',
	summary: 'Every key of the instance, each signed by the one before, with its place in the log; public',
	responses: answers(
		'The keys',
		z.object({ keys: z.array(z.object({ index: z.number(), leaf: z.record(z.string(), z.unknown()) })) }),
	),
});

const bundle = createRoute({
	method: 'get',
	path: '/commitments/{id}/bundle',
	summary: 'All that it takes to check a commitment offline, as one canonical JSON file; public',
	request: {
		params: z.object({ id: commitmentId }),
		/** Sizes of checkpoints that somebody kept, separated by commas: the bundle brings the way from each. */
		query: z.object({
			since: z
				.string()
				.regex(/^\d{1,15}(,\d{1,15}){0,19}$/)
				.optional(),
		}),
	},
	responses: answers(
		'The bundle',
		shaped<Bundle>('Bundle of src/protocol/bundle.ts; schema at /api/bundle.schema.json'),
	),
});

/** Public: what anybody needs to hold this instance to what it signed. */
export function logRoutes({ storage, instanceLog }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(checkpoint, async (c) => {
		const found = await instanceLog.latest(c.req.valid('query').size);
		return found ? c.json(checkpointShown(found), 200) : problem(c, 'log.no-checkpoint');
	});

	app.openapi(inclusion, async (c) => {
		const { leaf: wanted, size: asked } = c.req.valid('query');
		const leaf = await storage.instanceLog.leaf(wanted);
		const at = asked ?? (await instanceLog.latest())?.size ?? 0;
		const tree = await instanceLog.tree(at);
		if (!leaf || at > tree.size || leaf.index >= at) return problem(c, 'log.not-there');
		const proof = tree.inclusion(leaf.index, at).map(bytesToHex);
		return c.json({ index: leaf.index, size: at, root: bytesToHex(tree.root(at)), proof }, 200);
	});

	app.openapi(consistency, async (c) => {
		const { from, to = (await instanceLog.latest())?.size ?? 0 } = c.req.valid('query');
		const tree = await instanceLog.tree(to);
		if (from > to || to > tree.size) return problem(c, 'log.not-there');
		return c.json({ from, to, proof: tree.consistency(from, to).map(bytesToHex) }, 200);
	});

	app.openapi(keys, async (c) => {
		const all = await instanceLog.keys();
		return c.json({ keys: all.map(({ index, leaf }) => ({ index, leaf: { ...leaf } })) }, 200);
	});

	app.openapi(bundle, async (c) => {
		const { id } = c.req.valid('param');
		const since = c.req.valid('query').since?.split(',').map(Number);
		const found = await bundleOf(storage, instanceLog, id, since);
		if (found === null) return problem(c, 'commitment.unknown');
		return c.body(canonicalJson(found), 200, {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="expediente-${id}-${found.current}.json"`,
			'cache-control': 'no-cache',
		}) as never;
	});

	app.get('/open-commitment.schema.json', (c) => c.json(z.toJSONSchema(openCommitmentSchema)));
	app.get('/open-plan.schema.json', (c) => c.json(z.toJSONSchema(openPlanSchema)));
	app.get('/bundle.schema.json', (c) => c.json(z.toJSONSchema(bundleSchema, { unrepresentable: 'any' })));

	return app;
}

function checkpointShown(stored: StoredCheckpoint): CheckpointShown {
	const { size: number, root, at, origin } = readNote(stored);
	return { number, root, words: hashWords(root), at, origin, note: stored.note };
}
