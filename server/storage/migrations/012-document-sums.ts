import type { Migration } from './migration.ts';

/**
 * CRC-32 of the bytes of each update and snapshot: a disk that hands back other bytes than it was given is found before
 * they are read as a document (F22). Rows from before have none.
 */
export const documentSums: Migration = {
	version: 12,
	name: 'document sums',
	async up({ db, integer }) {
		for (const table of ['document_update', 'document_snapshot']) {
			await db.schema.alterTable(table).addColumn('sum', integer).execute();
		}
	},
};
