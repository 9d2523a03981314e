import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { OpenRefused } from '../open-refused.ts';
import type { Database, Schema } from '../schema.ts';

const POOL_SIZE = 10;
/** How long to wait for a connection before saying that the database does not answer. */
export const CONNECT_TIMEOUT_MS = 5_000;

const KEEP_ALIVE_MS = 10_000;
const IDLE_MS = 10_000;

/** A pool of connections; each is asked whether the server keeps what it acknowledges before it is used. */
export function connectPostgres(url: string): Database {
	const pool = new pg.Pool({
		connectionString: url,
		max: POOL_SIZE,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		application_name: 'mesa-abierta',
		keepAlive: true,
		keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
		// A line that breaks within a transaction would hold its rows, and with them a document, until the system notices.
		idle_in_transaction_session_timeout: IDLE_MS,
		types: { getTypeParser },
		verify: (client, done) => {
			assertDurable(client).then(() => done(), done);
		},
	});
	// An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
	pool.on('error', () => {});
	const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
	return {
		dialect: 'postgres',
		db,
		// Autovacuum reclaims what was deleted. There is no telling PostgreSQL to overwrite it.
		forget: async () => {},
		// Emptying a table drops its file, with dead rows that a vacuum keeps for as long as anybody else's transaction is open.
		rewrite: async (tx, table, key) => {
			const kept = sql.table(`kept_${table}`);
			const order = sql.join(key.map((column) => sql.ref(column)));
			await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(tx);
			await sql`create temporary table ${kept} on commit drop as select * from ${sql.table(table)}`.execute(tx);
			await sql`truncate ${sql.table(table)}`.execute(tx);
			await sql`insert into ${sql.table(table)} select * from ${kept} order by ${order}`.execute(tx);
		},
	};
}

/** Throws `OpenRefused` 'storage.not-durable' unless a commit means that the data are on disk (promise D2). */
export async function assertDurable(client: pg.ClientBase): Promise<void> {
	const { rows } = await client.query<{ fsync: string; synchronous_commit: string }>(
		`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit`,
	);
	const fsync = rows[0]?.fsync;
	const commit = rows[0]?.synchronous_commit;
	// remote_apply waits for standbys besides; 'local' and 'remote_write' promise less than their names say where there are some.
	if (fsync === 'on' && (commit === 'on' || commit === 'remote_apply')) return;
	throw new OpenRefused(
		'storage.not-durable',
		`PostgreSQL would lose data in a power cut (fsync = ${fsync}, synchronous_commit = ${commit}): set both to on and start again.`,
	);
}

/** 64-bit integers as exact numbers. pg gives strings, because a number can't hold them all; ours stay far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
	if (oid === pg.types.builtins.INT8) return safeInteger;
	return pg.types.getTypeParser(oid, format);
}

function safeInteger(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond 2^53`);
	return value;
}
