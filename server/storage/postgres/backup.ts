import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { highestEpoch, settleRestored } from '../after-restore.ts';
import type { Restored } from '../backup.ts';
import { BackupRefused } from '../backup-refused.ts';
import { LATEST_VERSION } from '../migrations/all.ts';
import { createRefuseChange } from '../migrations/migration.ts';
import { OpenRefused } from '../open-refused.ts';
import { TABLES, type Database } from '../schema.ts';
import { connectPostgres } from './connect.ts';
import { keepServersOut } from './presence.ts';
import { pgDump, pgRestore } from './tools.ts';

/** `pg_dump` of our tables, and of nothing else that lives in the schema, at one instant. */
export async function backUpPostgres(url: string, file: string): Promise<void> {
	if (existsSync(file)) throw new BackupRefused('backup.exists', `${file} exists: name a new file.`);
	const partial = `${file}.partial`;
	await rm(partial, { force: true });
	await (await open(partial, 'wx', 0o600)).close();
	try {
		await onDatabase(url, async (database) => {
			const schema = await currentSchema(database);
			const tables = await ownTables(database, schema);
			if (tables.length === 0)
				throw new BackupRefused('backup.missing', 'There are no tables of Mesa Abierta here.');
			await pgDump(url, schema, tables, partial);
		});
		const written = await open(partial, 'r');
		await written.sync();
		await written.close();
		await rename(partial, file);
	} finally {
		await rm(partial, { force: true });
	}
}

/** The old tables are kept in a schema of their own, whose name says when. */
export async function restorePostgres(url: string, file: string): Promise<Restored> {
	if (!existsSync(file)) throw new BackupRefused('backup.missing', `There is no backup at ${file}.`);
	const guard = new pg.Client({ connectionString: url });
	await guard.connect();
	try {
		if (!(await keepServersOut(guard))) {
			const message =
				'A Mesa Abierta server uses this database: stop every one first (Ctrl+C, or the service that started it).';
			throw new BackupRefused('backup.held', message);
		}
		return await onDatabase(url, (database) => replaceTables(database, url, file));
	} finally {
		await guard.end();
	}
}

async function replaceTables(database: Database, url: string, file: string): Promise<Restored> {
	const schema = await currentSchema(database);
	const present = await ownTables(database, schema);
	const epochBefore = present.includes('room_owner') ? await highestEpoch(database.db) : 0;
	const aside = `before_restore_${Date.now()}`;
	await move(database, present, schema, aside);
	try {
		await createRefuseChange(database.db); // what the restored triggers call; a dump of tables leaves functions out
		await pgRestore(url, file);
		await settle(database, schema, epochBefore);
	} catch (error) {
		await dropTables(database, schema);
		await move(database, present, aside, schema);
		await sql`drop schema if exists ${sql.ref(aside)}`.execute(database.db);
		throw error;
	}
	return { kept: present.length > 0 ? aside : null };
}

async function settle(database: Database, schema: string, epochBefore: number): Promise<void> {
	if (!(await ownTables(database, schema)).includes('schema_version')) {
		throw new BackupRefused('backup.damaged', 'The backup holds no tables of Mesa Abierta for this schema.');
	}
	try {
		await settleRestored(database, epochBefore);
	} catch (cause) {
		if (!(cause instanceof OpenRefused)) throw cause;
		const message = `The backup was made by a newer version of Mesa Abierta (this one knows schemas up to ${LATEST_VERSION}).`;
		throw new BackupRefused('backup.newer-schema', message, { cause });
	}
}

/** Moves our tables and the function of their triggers, and nothing else that lives in the schema. */
async function move(database: Database, tables: readonly string[], from: string, to: string): Promise<void> {
	if (tables.length === 0) return;
	await database.db.transaction().execute(async (tx) => {
		await sql`create schema if not exists ${sql.ref(to)}`.execute(tx);
		for (const table of tables) {
			await sql`alter table ${sql.ref(`${from}.${table}`)} set schema ${sql.ref(to)}`.execute(tx);
		}
		await sql`alter function ${sql.ref(`${from}.refuse_change`)}() set schema ${sql.ref(to)}`.execute(tx);
	});
}

async function dropTables(database: Database, schema: string): Promise<void> {
	for (const table of await ownTables(database, schema)) {
		await sql`drop table ${sql.ref(`${schema}.${table}`)} cascade`.execute(database.db);
	}
	await sql`drop function if exists ${sql.ref(`${schema}.refuse_change`)}()`.execute(database.db);
}

async function ownTables({ db }: Database, schema: string): Promise<string[]> {
	const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
		where table_schema = ${schema} and table_name in (${sql.join(TABLES)})`.execute(db);
	return rows.map((row) => row.name);
}

async function currentSchema({ db }: Database): Promise<string> {
	const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(db);
	const schema = rows[0]?.schema;
	if (!schema) throw new BackupRefused('backup.missing', 'The schema that DATABASE_URL names does not exist.');
	return schema;
}

async function onDatabase<Result>(url: string, work: (database: Database) => Promise<Result>): Promise<Result> {
	const database = connectPostgres(url);
	try {
		return await work(database);
	} finally {
		await database.db.destroy();
	}
}
