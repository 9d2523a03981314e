import type { Migration } from './migration.ts';

/** Issued records in order of issue over the whole instance: the leaves of its log. */
export const issuedRecords: Migration = {
	version: 9,
	name: 'issued records',
	async up({ db, table, appendOnly, integer, bytes }) {
		await table('issued_record')
			.addColumn('position', integer, (column) => column.primaryKey())
			.addColumn('commitment', 'text', (column) => column.notNull())
			.addColumn('version', integer, (column) => column.notNull())
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('record', 'text', (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addColumn('key', 'text', (column) => column.notNull())
			.addColumn('public_key', 'text', (column) => column.notNull())
			.addColumn('signature', 'text', (column) => column.notNull())
			.addColumn('at', integer, (column) => column.notNull())
			.addUniqueConstraint('issued_record_once', ['commitment', 'version'])
			.execute();
		await appendOnly('issued_record', ['position']);
		await db.schema.createIndex('issued_record_by_workshop').on('issued_record').column('workshop').execute();
	},
};
