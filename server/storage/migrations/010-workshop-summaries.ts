import type { Migration } from './migration.ts';

/** A projection: what lists of tables show, rebuilt from the log. */
export const workshopSummaries: Migration = {
	version: 10,
	name: 'workshop summaries',
	async up({ table, integer }) {
		await table('workshop_summary')
			.addColumn('workshop', 'text', (column) => column.primaryKey().references('room_owner.workshop'))
			.addColumn('title', 'text', (column) => column.notNull())
			.addColumn('status', 'text', (column) => column.notNull())
			.addColumn('example', integer, (column) => column.notNull())
			.addColumn('rules_adopted', integer, (column) => column.notNull())
			.addColumn('created_at', integer, (column) => column.notNull())
			.addColumn('changed_at', integer, (column) => column.notNull())
			.execute();
	},
};
