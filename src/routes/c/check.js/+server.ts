import { script } from 'virtual:record-check';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () =>
	new Response(script, {
		headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
	});
