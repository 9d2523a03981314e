import { sql, type Kysely } from 'kysely';
import { LATEST_VERSION, MIGRATIONS } from './migrations/all.ts';
import { stepOn } from './migrations/migration.ts';
import { OpenRefused } from './open-refused.ts';
import type { Database, Schema, Tx } from './schema.ts';

// Any number, the same for every process: two that start at once on PostgreSQL migrate one after the other.
const MIGRATION_LOCK = 7_203_450_112;

/** Version of the schema in a SQLite database; 0 for an empty one. */
export async function schemaVersion({ db }: Database): Promise<number> {
	const tables = await db.introspection.getTables();
	return tables.some((table) => table.name === 'schema_version') ? await lastVersion(db) : 0;
}

/**
 * Brings the schema to `target` (the newest unless a test asks for an older one), all steps in one transaction: a migration
 * that fails leaves the database as it was. Refuses a database that newer code made.
 */
export async function migrate(database: Database, target = LATEST_VERSION): Promise<void> {
	await database.db.transaction().execute(async (tx) => {
		if (database.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(tx);
		await createVersionTable(tx, database);
		const from = await lastVersion(tx);
		if (from > LATEST_VERSION) {
			throw new OpenRefused(
				'storage.newer-schema',
				`This database has schema version ${from}; this version of Mesa Abierta knows up to ${LATEST_VERSION}. Start the newer version.`,
			);
		}
		// By number and not by count: one that was written beside a later one may come after it.
		const applied = await versions(tx);
		for (const migration of MIGRATIONS) {
			if (migration.version > target || applied.has(migration.version)) continue;
			await migration.up(stepOn(tx, database.dialect));
			await tx
				.insertInto('schema_version')
				.values({ version: migration.version, name: migration.name, applied_at: Date.now() })
				.execute();
		}
	});
}

async function lastVersion(db: Kysely<Schema>): Promise<number> {
	const row = await db
		.selectFrom('schema_version')
		.select((eb) => eb.fn.max('version').as('version'))
		.executeTakeFirst();
	return row?.version ?? 0;
}

async function versions(db: Kysely<Schema>): Promise<ReadonlySet<number>> {
	const rows = await db.selectFrom('schema_version').select('version').execute();
	return new Set(rows.map(({ version }) => version));
}

async function createVersionTable(tx: Tx, { dialect }: Database): Promise<void> {
	const { table, integer } = stepOn(tx, dialect);
	await table('schema_version')
		.ifNotExists()
		.addColumn('version', integer, (column) => column.primaryKey())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('applied_at', integer, (column) => column.notNull())
		.execute();
}
