import type { Migration } from './migration.ts';

/** Up to when a snapshot holds what people did, and so can no more tell them apart; 0 where nobody knows. */
export const snapshotTimes: Migration = {
	version: 13,
	name: 'snapshot times',
	async up({ db, integer }) {
		await db.schema
			.alterTable('document_snapshot')
			.addColumn('until', integer, (column) => column.notNull().defaultTo(0))
			.execute();
	},
};
