import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../server/storage/migrate.ts';
import { LATEST_VERSION, MIGRATIONS } from '../../server/storage/migrations/all.ts';
import { openStorage } from '../../server/storage/open.ts';
import { connectPostgres } from '../../server/storage/postgres/connect.ts';
import type { Database } from '../../server/storage/schema.ts';
import { connectSqlite } from '../../server/storage/sqlite/connect.ts';
import { eachDialect, testDatabase, type Dialect, type TestDatabase } from '../support/storage.ts';
import { claimed } from './contract/given.ts';
import { append } from './examples.ts';
import { ROWS_SINCE } from './rows-since.ts';

eachDialect((dialect) => {
	test('migrations are numbered upwards, each once, with a row to try them with', () => {
		const numbers = MIGRATIONS.map((migration) => migration.version);
		expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
		expect(Object.keys(ROWS_SINCE).map(Number)).toEqual(numbers);
	});

	describe.each(MIGRATIONS.map((migration) => migration.version))('from version %i', (version) => {
		test('the rows that were there stay, and the newest code works with them', async () => {
			const place = await testDatabase(dialect);
			const rows = Object.entries(ROWS_SINCE).flatMap(([since, put]) => (Number(since) <= version ? put : []));
			await beneath(dialect, place, async (database) => {
				await migrate(database, version);
				for (const { table, row } of rows) await insert(database, table, row);
			});
			const storage = await openStorage({ url: place.url, role: 'server' });
			const { workshop, epoch } = await claimed(storage);
			await storage.log.append(append(workshop, epoch));
			await storage.close();
			await beneath(dialect, place, async (database) => {
				for (const { table, row } of rows) expect(await count(database, table, row), table).toBe(1);
				const { rows: versions } = await sql<{ version: number }>`select version from schema_version
					order by version`.execute(database.db);
				expect(versions.map((applied) => applied.version)).toEqual(
					MIGRATIONS.map((migration) => migration.version),
				);
			});
			await place.remove();
		});
	});

	test('an update stored before authors were has nobody and no time', async () => {
		const place = await testDatabase(dialect);
		await beneath(dialect, place, async (database) => {
			await migrate(database, 10);
			for (const { table, row } of [...(ROWS_SINCE[1] ?? []), ...(ROWS_SINCE[5] ?? [])]) {
				await insert(database, table, row);
			}
			await migrate(database);
			const { rows } = await sql`select participant, at from document_update`.execute(database.db);
			expect(rows).toEqual([{ participant: null, at: 0 }]);
		});
		await place.remove();
	});

	test('one that was written beside a later one is made up for', async () => {
		const place = await testDatabase(dialect);
		await beneath(dialect, place, async (database) => {
			await migrate(database);
			await sql`drop table stand_in`.execute(database.db);
			await sql`delete from schema_version where version = 17`.execute(database.db);
			await migrate(database);
			const { rows } = await sql`select version from schema_version where version = 17`.execute(database.db);
			expect(rows).toHaveLength(1);
			await sql`select * from stand_in`.execute(database.db);
		});
		await place.remove();
	});

	test('a migration that fails leaves the database as it was', async () => {
		const place = await testDatabase(dialect);
		await beneath(dialect, place, async (database) => {
			await migrate(database, 2);
			await sql`create table document (taken text)`.execute(database.db);
			await expect(migrate(database)).rejects.toThrow('document');
			const { rows } = await sql<{ version: number }>`select max(version) as version from schema_version`.execute(
				database.db,
			);
			expect(rows).toEqual([{ version: 2 }]);
			await expect(sql`select * from table_text`.execute(database.db)).rejects.toThrow('table_text');
		});
		await place.remove();
	});

	test('a database that newer code made is refused', async () => {
		const place = await testDatabase(dialect);
		await (await openStorage({ url: place.url, role: 'server' })).close();
		await beneath(dialect, place, async (database) => {
			await insert(database, 'schema_version', { version: LATEST_VERSION + 1, name: 'later', applied_at: 1 });
		});
		for (const role of ['server', 'admin'] as const) {
			const refused = openStorage({ url: place.url, role });
			await expect(refused).rejects.toMatchObject({ code: 'storage.newer-schema' });
		}
		await place.remove();
	});

	test.runIf(dialect === 'postgres')('two servers that start at once on an empty database both start', async () => {
		const place = await testDatabase(dialect);
		const both = await Promise.all([1, 2].map(() => openStorage({ url: place.url, role: 'server' })));
		for (const storage of both) await storage.close();
		await place.remove();
	});
});

async function beneath(
	dialect: Dialect,
	place: TestDatabase,
	look: (database: Database) => Promise<void>,
): Promise<void> {
	const database = dialect === 'sqlite' ? connectSqlite(place.url.slice('file:'.length)) : connectPostgres(place.url);
	try {
		await look(database);
	} finally {
		await database.db.destroy();
	}
}

type Values = Readonly<Record<string, string | number | Uint8Array>>;

async function insert({ db }: Database, table: string, row: Values): Promise<void> {
	const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
	await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(db);
}

async function count({ db }: Database, table: string, row: Values): Promise<number | undefined> {
	const same = sql.join(
		Object.entries(row).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
		sql` and `,
	);
	const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${same}`.execute(db);
	return rows[0]?.n;
}
