import type Sqlite from 'better-sqlite3';
import { CompiledQuery, SqliteDialect, SqliteDriver, type DatabaseConnection, type Driver } from 'kysely';

/**
 * Kysely's SQLite dialect with two changes. Transactions begin by taking the write lock: one that reads first and writes later
 * would fail at once (SQLITE_BUSY_SNAPSHOT) when an admin command wrote in between. And rolling back is skipped where SQLite
 * already did it (disk full, I/O error), so that the caller sees the first error and not "no transaction is active".
 * Kysely hands out the one connection to one caller at a time, transactions whole.
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
		super({ database });
		this.#database = database;
	}

	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}

	override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		if (this.#database.inTransaction) await super.rollbackTransaction(connection);
	}
}
