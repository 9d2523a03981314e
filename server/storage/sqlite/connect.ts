import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { IN_MEMORY } from '../location.ts';
import { OpenRefused } from '../open-refused.ts';
import type { Database, Schema } from '../schema.ts';
import { ImmediateSqliteDialect } from './immediate-dialect.ts';

// How long a write waits for an admin command that writes beside the server. The wait blocks the process, so it is short.
const BUSY_TIMEOUT_MS = 3_000;

/** Opens the file (mode 0600, its folder made where missing) with the settings that the promises D2 and "erase me" rest on. */
export function connectSqlite(path: string): Database {
	if (path !== IN_MEMORY) {
		if (!existsSync(path)) makeFile(path);
	}
	const sqlite = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
	try {
		setPragmas(sqlite, path);
	} catch (error) {
		sqlite.close();
		throw error;
	}
	const db = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect(sqlite) });
	return {
		dialect: 'sqlite',
		db,
		forget: () => emptyWriteAheadLog(db),
		// Rows without ids stand by their key, and what was there is overwritten (secure_delete).
		rewrite: async () => {},
	};
}

/** Makes an empty file and the folders to it, and sees to it that a power cut leaves neither without a name. */
function makeFile(path: string): void {
	const folder = dirname(path);
	const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
	closeSync(openSync(path, 'a', 0o600)); // SQLite gives -wal and -shm the mode of the file
	const last = resolve(made === undefined ? folder : dirname(made));
	for (let at = resolve(folder); ; at = dirname(at)) {
		syncFolder(at);
		if (at === last) return;
	}
}

function syncFolder(path: string): void {
	const folder = openSync(path, 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}

/**
 * Deleted rows are overwritten in the file (secure_delete), but the write-ahead log still holds the pages as they were.
 * A backup that is reading keeps the log in use; then the next call empties it, and this one does not wait.
 */
async function emptyWriteAheadLog(db: Kysely<Schema>): Promise<void> {
	await db.connection().execute(async (connection) => {
		await sql`pragma busy_timeout = 0`.execute(connection);
		try {
			await sql`pragma wal_checkpoint(truncate)`.execute(connection);
		} catch {
			// What was deleted is deleted and committed; a disk that fails here fails the next append too, which says so.
		} finally {
			await sql.raw(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`).execute(connection);
		}
	});
}

function setPragmas(sqlite: Sqlite.Database, path: string): void {
	const wanted: readonly (readonly [pragma: string, value: string | number, answer: string | number])[] = [
		['journal_mode', 'WAL', path === IN_MEMORY ? 'memory' : 'wal'],
		['synchronous', 'FULL', 2],
		['foreign_keys', 'ON', 1],
		['secure_delete', 'ON', 1],
		['recursive_triggers', 'ON', 1],
	];
	for (const [pragma, value, answer] of wanted) {
		sqlite.pragma(`${pragma} = ${value}`);
		const read: unknown = sqlite.pragma(pragma, { simple: true });
		if (read !== answer) {
			throw new OpenRefused(
				'storage.not-durable',
				`SQLite did not take ${pragma} = ${value} on ${path}: it answers ${String(read)}.`,
			);
		}
	}
}
