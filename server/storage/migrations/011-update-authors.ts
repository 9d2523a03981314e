import type { Migration } from './migration.ts';

/**
 * Who made each stored update, and when: what one person did in a period can be undone as long as its updates are kept. A
 * random id or null for the server; rows from before have nobody and time 0.
 */
export const updateAuthors: Migration = {
	version: 11,
	name: 'update authors',
	async up({ db, integer }) {
		await db.schema.alterTable('document_update').addColumn('participant', 'text').execute();
		await db.schema
			.alterTable('document_update')
			.addColumn('at', integer, (column) => column.notNull().defaultTo(0))
			.execute();
	},
};
