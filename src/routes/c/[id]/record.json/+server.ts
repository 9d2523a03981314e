import { publishedVersion } from '../published.ts';
import type { RequestHandler } from './$types';

/** The exact bytes that were signed: what anybody can check, with our script or without it. */
export const GET: RequestHandler = async ({ fetch, params, url }) => {
	const { shown } = await publishedVersion(fetch, params.id, url.searchParams.get('version'));
	return new Response(shown.record, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="registro-${params.id}-v${shown.version}.json"`,
			etag: `"${shown.hash}"`,
			'cache-control': 'no-cache',
		},
	});
};
