import type Sqlite from 'better-sqlite3';
import {
	CompiledQuery,
	SqliteDialect,
	SqliteDriver,
	type DatabaseConnection,
	type Driver,
	type SqliteDatabase,
	type SqliteStatement,
} from 'kysely';

/**
 * Kysely's SQLite dialect with three changes. Transactions begin by taking the write lock: one that reads first and writes later
 * would fail at once (SQLITE_BUSY_SNAPSHOT) when an admin command wrote in between. Rolling back is skipped where SQLite already
 * did it (disk full, I/O error), so that the caller sees the first error and not "no transaction is active". And statements are
 * compiled once, which halves what a tick's append costs. Kysely hands out the one connection to one caller at a time,
 * transactions whole.
 */
export class ImmediateSqliteDialect extends SqliteDialect {
	readonly #database: Sqlite.Database;

	constructor(database: Sqlite.Database) {
		super({ database });
		this.#database = database;
	}

	override createDriver(): Driver {
		return new ImmediateSqliteDriver(this.#database);
	}
}

class ImmediateSqliteDriver extends SqliteDriver {
	readonly #database: Sqlite.Database;

	constructor(database: Sqlite.Database) {
		super({ database: preparingOnce(database) });
		this.#database = database;
	}

	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}

	override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		if (this.#database.inTransaction) await super.rollbackTransaction(connection);
	}
}

// Many more than this code has; statements of lists differ by the length of the list.
const KEPT_STATEMENTS = 200;

function preparingOnce(database: Sqlite.Database): SqliteDatabase {
	const kept = new Map<string, SqliteStatement>();
	return {
		prepare(sql) {
			const known = kept.get(sql);
			if (known) return known;
			const statement: SqliteStatement = database.prepare<unknown[]>(sql);
			if (sql.startsWith('pragma')) return statement; // some take effect when they are compiled, so each time anew
			if (kept.size >= KEPT_STATEMENTS) kept.clear();
			kept.set(sql, statement);
			return statement;
		},
		close: () => void database.close(),
	};
}
