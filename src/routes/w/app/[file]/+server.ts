import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { error } from '@sveltejs/kit';
import { files, packed } from 'virtual:room-scripts';
import type { RequestHandler } from './$types';

/** As a browser names them, the smallest first; brotli is taken over https only. */
const ENCODINGS = ['br', 'gzip'] as const;
type Encoding = (typeof ENCODINGS)[number];

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };
/** A name with a hash in it never means anything else. */
const HASHED = /-[\w-]{8}\.\w+$/;

/** One file, packed when it is first asked for: all of them at once would hold up whoever comes first after a start. */
class Served {
	readonly text: string;
	readonly etag: string;
	readonly #name: string;
	readonly #packed = new Map<Encoding, Uint8Array<ArrayBuffer>>();

	constructor(name: string, text: string) {
		this.text = text;
		this.etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`;
		this.#name = name;
	}

	by(encoding: Encoding): Uint8Array<ArrayBuffer> {
		const known = this.#packed.get(encoding);
		if (known) return known;
		const isBrotli = encoding === 'br';
		const bytes = new Uint8Array(isBrotli ? Buffer.from(packed[this.#name] ?? '', 'base64') : gzipSync(this.text));
		this.#packed.set(encoding, bytes);
		return bytes;
	}
}

const served = new Map<string, Served>();

function find(name: string): Served | null {
	const known = served.get(name);
	const text = Object.hasOwn(files, name) ? files[name] : undefined;
	if (known || text === undefined) return known ?? null;
	const file = new Served(name, text);
	served.set(name, file);
	return file;
}

export const GET: RequestHandler = ({ params, request }) => {
	const file = find(params.file);
	if (!file) error(404);
	const taken = request.headers.get('accept-encoding') ?? '';
	const encoding = ENCODINGS.find((name) => new RegExp(`\\b${name}\\b`).test(taken));
	const headers = {
		'content-type': `${TYPES[params.file.split('.').at(-1) ?? ''] ?? 'text/plain'}; charset=utf-8`,
		'cache-control': HASHED.test(params.file) ? 'public, max-age=31536000, immutable' : 'no-cache',
		etag: file.etag,
		vary: 'accept-encoding',
	};
	if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
	return encoding
		? new Response(file.by(encoding), { headers: { ...headers, 'content-encoding': encoding } })
		: new Response(file.text, { headers });
};
