import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { error } from '@sveltejs/kit';
import { files } from 'virtual:room-scripts';
import type { RequestHandler } from './$types';

interface Served {
	readonly text: string;
	readonly packed: Uint8Array<ArrayBuffer>;
	readonly etag: string;
}

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };
/** A name with a hash in it never means anything else. */
const HASHED = /-[\w-]{8}\.\w+$/;

const served = new Map(
	Object.entries(files).map(([name, text]): [string, Served] => [
		name,
		{
			text,
			packed: new Uint8Array(gzipSync(text)),
			etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`,
		},
	]),
);

export const GET: RequestHandler = ({ params, request }) => {
	const file = served.get(params.file);
	if (!file) error(404);
	const takesGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
	const headers = {
		'content-type': `${TYPES[params.file.split('.').at(-1) ?? ''] ?? 'text/plain'}; charset=utf-8`,
		'cache-control': HASHED.test(params.file) ? 'public, max-age=31536000, immutable' : 'no-cache',
		etag: file.etag,
		vary: 'accept-encoding',
	};
	if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
	return takesGzip
		? new Response(file.packed, { headers: { ...headers, 'content-encoding': 'gzip' } })
		: new Response(file.text, { headers });
};
