import { sql, type CreateTableBuilder, type QueryExecutorProvider, type SchemaModule } from 'kysely';
import type { Dialect } from '../schema.ts';

/** One step of the schema. A step that was released is never edited: a later one changes what it made. */
export interface Migration {
	readonly version: number;
	readonly name: string;
	up(step: Step): Promise<void>;
}

/** A database whose tables have no types: the schema of a step is its own, not today's. */
export type UntypedDatabase = QueryExecutorProvider & { readonly schema: SchemaModule };

/** What a step builds with. */
export interface Step {
	readonly db: UntypedDatabase;
	readonly dialect: Dialect;
	/** 64-bit integers and raw bytes, as each database calls them. */
	readonly integer: 'integer' | 'bigint';
	readonly bytes: 'blob' | 'bytea';
	/** `db.schema.createTable`, strict about types on SQLite; `unordered` keeps no row order there (WITHOUT ROWID). */
	table(name: string, order?: 'unordered'): CreateTableBuilder<string>;
	/** Makes the database itself refuse to change or delete a row. */
	appendOnly(table: string, key: readonly string[]): Promise<void>;
}

export function stepOn(db: UntypedDatabase, dialect: Dialect): Step {
	return {
		db,
		dialect,
		integer: dialect === 'sqlite' ? 'integer' : 'bigint',
		bytes: dialect === 'sqlite' ? 'blob' : 'bytea',
		table(name, order) {
			const table: CreateTableBuilder<string> = db.schema.createTable(name);
			if (dialect === 'postgres') return table;
			return table.modifyEnd(order === 'unordered' ? sql`strict, without rowid` : sql`strict`);
		},
		appendOnly: (table, key) =>
			dialect === 'sqlite' ? refuseChangesOnSqlite(db, table, key) : refuseChangesOnPostgres(db, table),
	};
}

async function refuseChangesOnSqlite(db: UntypedDatabase, table: string, key: readonly string[]): Promise<void> {
	const raise = sql.raw(`begin select raise(abort, '${table} is append-only'); end`);
	const on = sql.ref(table);
	await sql`create trigger ${sql.ref(`${table}_no_update`)} before update on ${on} ${raise}`.execute(db);
	await sql`create trigger ${sql.ref(`${table}_no_delete`)} before delete on ${on} ${raise}`.execute(db);
	// INSERT OR REPLACE deletes the row in its way, and without `recursive_triggers` (another program) no trigger hears of it.
	const same = sql.join(
		key.map((column) => sql`${sql.ref(column)} = new.${sql.ref(column)}`),
		sql` and `,
	);
	await sql`create trigger ${sql.ref(`${table}_no_replace`)} before insert on ${on}
		when exists (select 1 from ${on} where ${same}) ${raise}`.execute(db);
}

async function refuseChangesOnPostgres(db: UntypedDatabase, table: string): Promise<void> {
	await createRefuseChange(db);
	const on = sql.ref(table);
	await sql`create trigger ${sql.ref(`${table}_no_change`)} before update or delete on ${on}
		for each row execute function refuse_change()`.execute(db);
	await sql`create trigger ${sql.ref(`${table}_no_truncate`)} before truncate on ${on}
		for each statement execute function refuse_change()`.execute(db);
}

/** The function of the triggers on PostgreSQL. */
export async function createRefuseChange(db: UntypedDatabase): Promise<void> {
	await sql`create or replace function refuse_change() returns trigger language plpgsql as $$
		begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$`.execute(db);
}
