import { sql } from 'kysely';
import { fromUtf8, toUtf8 } from './bytes.ts';
import type { Database, Row, Tx } from './schema.ts';
import type { IssuedRow } from './storage.ts';

export function issuedOf(row: Row<'issued_record'>): IssuedRow {
	return {
		commitment: row.commitment,
		version: row.version,
		workshop: row.workshop,
		record: row.record,
		bytes: fromUtf8(row.bytes),
		key: row.key,
		publicKey: row.public_key,
		signature: row.signature,
		at: row.at,
	};
}

// Any number of its own: held to the end of the transaction by whoever issues on PostgreSQL.
const ISSUE_LOCK = 7_203_450_113;

/** Adds leaves to the instance's log. One process at a time, so that positions have no gap and appear in order. */
export async function insertIssued(tx: Tx, { dialect }: Database, issued: readonly IssuedRow[]): Promise<void> {
	if (issued.length === 0) return;
	if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${ISSUE_LOCK})`.execute(tx);
	const last = await tx
		.selectFrom('issued_record')
		.select((eb) => eb.fn.max('position').as('position'))
		.executeTakeFirst();
	const rows = issued.map((record, index) => ({
		position: (last?.position ?? 0) + 1 + index,
		commitment: record.commitment,
		version: record.version,
		workshop: record.workshop,
		record: record.record,
		bytes: toUtf8(record.bytes),
		key: record.key,
		public_key: record.publicKey,
		signature: record.signature,
		at: record.at,
	}));
	await tx.insertInto('issued_record').values(rows).execute();
}
