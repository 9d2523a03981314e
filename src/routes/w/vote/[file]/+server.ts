import { gzipSync } from 'node:zlib';
import { error } from '@sveltejs/kit';
import { files } from 'virtual:vote-script';
import type { RequestHandler } from './$types';

const packed = new Map(Object.entries(files).map(([name, code]) => [name, new Uint8Array(gzipSync(code))]));
/** A name with a hash in it never means anything else. */
const HASHED = /-[\w-]{8}\.js$/;

export const GET: RequestHandler = ({ params, request }) => {
	const code = files[params.file];
	const small = packed.get(params.file);
	if (code === undefined || small === undefined) error(404);
	const takesGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
	return new Response(takesGzip ? small : code, {
		headers: {
			'content-type': 'text/javascript; charset=utf-8',
			'cache-control': HASHED.test(params.file) ? 'public, max-age=31536000, immutable' : 'no-cache',
			vary: 'accept-encoding',
			...(takesGzip ? { 'content-encoding': 'gzip' } : {}),
		},
	});
};
