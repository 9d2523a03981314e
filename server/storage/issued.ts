import { fromUtf8, toUtf8 } from './bytes.ts';
import { holdInstanceLog } from './leaves.ts';
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

/** Adds issued records, counted over the whole instance. */
export async function insertIssued(tx: Tx, database: Database, issued: readonly IssuedRow[]): Promise<void> {
	if (issued.length === 0) return;
	await holdInstanceLog(tx, database);
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
