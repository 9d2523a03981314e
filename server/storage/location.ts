import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpenRefused } from './open-refused.ts';

export type Location =
	{ readonly dialect: 'sqlite'; readonly path: string } | { readonly dialect: 'postgres'; readonly url: string };

export const IN_MEMORY = ':memory:';

/** Reads `file:<path>`, `file:///<path>`, `file::memory:` (tests) or `postgres://…`. Throws `OpenRefused` 'storage.bad-url'. */
export function parseLocation(url: string): Location {
	if (url.startsWith('postgres://') || url.startsWith('postgresql://')) return { dialect: 'postgres', url };
	if (url.startsWith('file://')) {
		try {
			return { dialect: 'sqlite', path: fileURLToPath(url) };
		} catch (cause) {
			throw badUrl(cause);
		}
	}
	const path = url.startsWith('file:') ? url.slice('file:'.length) : '';
	if (path === '') throw badUrl();
	return { dialect: 'sqlite', path: path === IN_MEMORY ? path : resolve(path) };
}

// The address itself is not repeated: it may hold a password.
function badUrl(cause?: unknown): OpenRefused {
	const message = 'DATABASE_URL must be file:<path> (SQLite) or postgres://user:password@host/database (PostgreSQL).';
	return new OpenRefused('storage.bad-url', message, { cause });
}
