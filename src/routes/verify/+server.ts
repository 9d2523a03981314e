import { html } from 'virtual:verify-file';
import type { RequestHandler } from './$types';

/** Opened here or downloaded (`?download`): the same file. */
export const GET: RequestHandler = ({ url }) =>
	new Response(html, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'cache-control': 'no-cache',
			...(url.searchParams.has('download')
				? { 'content-disposition': 'attachment; filename="comprobar-compromiso.html"' }
				: {}),
		},
	});
