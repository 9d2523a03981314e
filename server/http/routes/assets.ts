import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { ImageAdded, TableImages } from '#protocol/api.ts';
import { assetId } from '#protocol/schemas.ts';
import { answers, refusals, shaped, workshopId } from '../answers.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { needSession } from '../identify.ts';
import { problem, refused } from '../problem.ts';

const bytes = { schema: z.unknown().meta({ type: 'string', format: 'binary' }) };

const upload = createRoute({
	method: 'post',
	path: '/workshops/{id}/assets',
	summary: 'Keeps an image for the board, without what is not seen of it; the board then names it by its id',
	description:
		'The body are the bytes of one PNG, JPEG, WebP or GIF image; which it is, they say themselves. The same image again has the same id.',
	request: {
		params: z.object({ id: workshopId }),
		body: { required: true, content: { 'image/*': bytes, 'application/octet-stream': bytes } },
	},
	responses: answers('Kept', shaped<ImageAdded>('ImageAdded of src/protocol/api.ts')),
});

const list = createRoute({
	method: 'get',
	path: '/workshops/{id}/assets',
	summary: 'The images that the table keeps',
	request: { params: z.object({ id: workshopId }) },
	responses: answers('By id', shaped<TableImages>('TableImages of src/protocol/api.ts')),
});

const image = createRoute({
	method: 'get',
	path: '/workshops/{id}/assets/{asset}',
	summary: 'One image, for whoever may read the board',
	request: { params: z.object({ id: workshopId, asset: assetId }) },
	responses: { 200: { description: 'Its bytes', content: { 'image/*': bytes } }, ...refusals },
});

export function assetRoutes({ workshops }: Deps): OpenAPIHono<Env> {
	const app = new OpenAPIHono<Env>();

	app.openapi(upload, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id } = c.req.valid('param');
		const added = await workshops.images.add(id, needed.session.principal, async () => {
			return new Uint8Array(await c.req.arrayBuffer());
		});
		return added.ok ? c.json(added.image, 200) : refused(c, added);
	});

	app.openapi(list, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const found = await workshops.images.list(c.req.valid('param').id, needed.session.principal);
		return found.ok ? c.json({ images: found.images }, 200) : refused(c, found);
	});

	app.openapi(image, async (c) => {
		const needed = needSession(c);
		if (!needed.ok) return needed.answer;
		const { id, asset } = c.req.valid('param');
		const found = await workshops.images.read(id, needed.session.principal, asset);
		if (!found.ok) return refused(c, found);
		if (found.image === null) return problem(c, 'not-found');
		return c.body(new Uint8Array(found.image.bytes), 200, {
			'Content-Type': found.image.type,
			'Content-Disposition': 'inline',
			// For good, since other bytes would have another id; on this device alone, since only the table may see it.
			'Cache-Control': 'private, max-age=31536000, immutable',
		});
	});

	return app;
}
