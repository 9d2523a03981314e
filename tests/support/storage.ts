import { describe } from 'vitest';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { TEST_DATABASE_URL, testDatabase, type Dialect, type TestDatabase } from './database.ts';

export {
	onPostgres,
	TEST_DATABASE_URL,
	testDatabase,
	testDatabaseUrl,
	type Dialect,
	type TestDatabase,
} from './database.ts';

/** Runs a suite on SQLite always, and on PostgreSQL where a throwaway database is given. */
export function eachDialect(suite: (dialect: Dialect) => void): void {
	describe('on SQLite', () => suite('sqlite'));
	describe.skipIf(!TEST_DATABASE_URL)('on PostgreSQL', () => suite('postgres'));
}

export interface TestStorage extends TestDatabase {
	readonly storage: Storage;
	/** Closes the storage and opens the same database again, as a restart does. */
	reopen(): Promise<Storage>;
}

/** A storage on an empty database of its own; `remove` closes and deletes it. */
export async function openTestStorage(dialect: Dialect = 'sqlite'): Promise<TestStorage> {
	const database = await testDatabase(dialect);
	let storage = await openStorage({ url: database.url, role: 'server' });
	return {
		...database,
		get storage() {
			return storage;
		},
		async reopen() {
			await storage.close();
			storage = await openStorage({ url: database.url, role: 'server' });
			return storage;
		},
		async remove() {
			await storage.close();
			await database.remove();
		},
	};
}
