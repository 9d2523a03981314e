import type { Database, Tx } from './schema.ts';

/** Several reads that see one moment. SQLite's transactions do so by nature; PostgreSQL's when asked. */
export function snapshotRead<Result>({ db, dialect }: Database, read: (tx: Tx) => Promise<Result>): Promise<Result> {
	const transaction = db.transaction();
	return dialect === 'sqlite'
		? transaction.execute(read)
		: transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
