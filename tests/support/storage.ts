import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe } from 'vitest';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';

export type Dialect = Storage['dialect'];

/** The one variable that tests read: a throwaway PostgreSQL database. Unset, the suites run on SQLite alone. */
export const TEST_DATABASE_URL = process.env['TEST_DATABASE_URL'];

/** Runs a suite on SQLite always, and on PostgreSQL where a throwaway database is given. */
export function eachDialect(suite: (dialect: Dialect) => void): void {
	describe('on SQLite', () => suite('sqlite'));
	describe.skipIf(!TEST_DATABASE_URL)('on PostgreSQL', () => suite('postgres'));
}

export interface TestDatabase {
	readonly dialect: Dialect;
	readonly url: string;
	remove(): Promise<void>;
}

/** An empty database of its own: a file in a temporary folder, or a schema in the throwaway database. */
export async function testDatabase(dialect: Dialect = 'sqlite'): Promise<TestDatabase> {
	return dialect === 'sqlite' ? await sqliteDatabase() : await postgresSchema();
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

async function sqliteDatabase(): Promise<TestDatabase> {
	const folder = await mkdtemp(join(tmpdir(), 'mesa-abierta-test-'));
	return {
		dialect: 'sqlite',
		url: `file:${join(folder, 'mesa.db')}`,
		remove: () => rm(folder, { recursive: true, force: true }),
	};
}

async function postgresSchema(): Promise<TestDatabase> {
	const schema = `test_${randomBytes(8).toString('hex')}`;
	await onPostgres(`create schema ${schema}`);
	const url = new URL(testDatabaseUrl());
	url.searchParams.set('options', `-csearch_path=${schema}`);
	url.searchParams.set('application_name', schema); // so that a test can end its own connections and nobody else's
	return {
		dialect: 'postgres',
		url: url.href,
		remove: () => onPostgres(`drop schema ${schema} cascade`),
	};
}

/** Runs one statement on the throwaway database. */
export async function onPostgres(statement: string, url = testDatabaseUrl()): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

export function testDatabaseUrl(): string {
	if (!TEST_DATABASE_URL) throw new Error('TEST_DATABASE_URL names no throwaway PostgreSQL database');
	return TEST_DATABASE_URL;
}
