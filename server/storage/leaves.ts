import { sql } from 'kysely';
import type { NewLeaf } from '#domain/ledger/leaves.ts';
import { fromUtf8, toUtf8 } from './bytes.ts';
import type { Database, Row, Tx } from './schema.ts';
import type { StoredLeaf } from './storage.ts';

export function leafOfRow(row: Row<'log_leaf'>): StoredLeaf {
	const { position, type, subject, number, hash } = row;
	return { index: position, type, subject, number, text: fromUtf8(row.bytes), hash };
}

// Any number of its own: held to the end of the transaction by whoever lengthens the log on PostgreSQL.
const LOG_LOCK = 7_203_450_113;

/** One process at a time adds to what is counted over the whole instance, so that positions have no gap and appear in order. */
export async function holdInstanceLog(tx: Tx, { dialect }: Pick<Database, 'dialect'>): Promise<void> {
	if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${LOG_LOCK})`.execute(tx);
}

/** Adds the leaves that the log does not have yet. */
export async function insertLeaves(tx: Tx, database: Database, leaves: readonly NewLeaf[]): Promise<void> {
	if (leaves.length === 0) return;
	await holdInstanceLog(tx, database);
	const last = await tx
		.selectFrom('log_leaf')
		.select((eb) => eb.fn.max('position').as('position'))
		.executeTakeFirst();
	let next = (last?.position ?? -1) + 1;
	for (const { type, subject, number, text, hash } of leaves) {
		const known = await tx.selectFrom('log_leaf').select('position').where('hash', '=', hash).executeTakeFirst();
		if (known) continue;
		const bytes = toUtf8(text);
		await tx.insertInto('log_leaf').values({ position: next, type, subject, number, bytes, hash }).execute();
		next += 1;
	}
}
