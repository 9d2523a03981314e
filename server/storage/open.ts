import { sql } from 'kysely';
import { assetStore } from './assets.ts';
import { authStore } from './auth.ts';
import { boardStore } from './boards.ts';
import { documentStore } from './documents.ts';
import { instanceLogStore } from './instance-log.ts';
import { parseLocation } from './location.ts';
import { logStore } from './log.ts';
import { ownerStore, type OwnerLocks } from './owners.ts';
import { peopleStore } from './people.ts';
import { planStore } from './plans.ts';
import { openPostgres } from './postgres/open.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Storage } from './storage.ts';

export interface OpenStorage {
	/** `file:<path>`, `file::memory:` (tests) or `postgres://…`. */
	readonly url: string;
	/** One server a SQLite file; admin commands run beside it. */
	readonly role: 'server' | 'admin';
}

/** A database open, migrated and held as its role asks; `close` lets go of all of it. */
export interface OpenDatabase {
	readonly database: Database;
	readonly locks: OwnerLocks;
	close(): Promise<void>;
}

/** Opens the database, brings its schema up to date and checks that it keeps what it is given. Throws `OpenRefused`. */
export async function openStorage(options: OpenStorage): Promise<Storage> {
	const { database, locks, close } = await openDatabase(options);
	return {
		dialect: database.dialect,
		owners: ownerStore(database, locks),
		log: logStore(database),
		instanceLog: instanceLogStore(database),
		documents: documentStore(database),
		boards: boardStore(database),
		assets: assetStore(database),
		people: peopleStore(database),
		plans: planStore(database),
		auth: authStore(database),
		async ping() {
			try {
				await sql`select 1`.execute(database.db);
			} catch (cause) {
				throw new Error('the database does not answer', { cause });
			}
		},
		close,
	};
}

/** The same without the port around it, for migrations, backups and tests that look beneath. */
export async function openDatabase({ url, role }: OpenStorage): Promise<OpenDatabase> {
	const location = parseLocation(url);
	switch (location.dialect) {
		case 'sqlite':
			return await openSqlite(location.path, role);
		case 'postgres':
			return await openPostgres(location.url, role);
		default:
			return location satisfies never;
	}
}
