import Sqlite from 'better-sqlite3';

/**
 * One server a SQLite file. The lock is an exclusive transaction on a small database beside the file: the operating system
 * drops it when the process dies, however it dies, so there is no stale lock to clear by hand.
 */
export class ServerLock {
	readonly #path: string;
	#held: Sqlite.Database | null = null;

	constructor(databasePath: string) {
		this.#path = `${databasePath}.server-lock`;
	}

	/** True when this process holds the lock now; false while another does. */
	take(): boolean {
		if (this.#held) return true;
		const lock = new Sqlite(this.#path, { timeout: 0 });
		try {
			lock.pragma('journal_mode = DELETE');
			lock.exec('BEGIN EXCLUSIVE');
		} catch (error) {
			lock.close();
			if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
			throw error;
		}
		this.#held = lock;
		return true;
	}

	drop(): void {
		this.#held?.close();
		this.#held = null;
	}
}
