import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Storage } from '../../server/storage/storage.ts';

// Knows no test runner: Vitest's tests and Playwright's both ask here for a database.

export type Dialect = Storage['dialect'];

/** The one variable that tests read: a throwaway PostgreSQL database. Unset, the suites run on SQLite alone. */
export const TEST_DATABASE_URL = process.env['TEST_DATABASE_URL'];

export interface TestDatabase {
	readonly dialect: Dialect;
	readonly url: string;
	remove(): Promise<void>;
}

/** An empty database of its own: a file in a temporary folder, or a schema in the throwaway database. */
export async function testDatabase(dialect: Dialect = 'sqlite'): Promise<TestDatabase> {
	return dialect === 'sqlite' ? await sqliteDatabase() : await postgresSchema();
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
