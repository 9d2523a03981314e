import type { Migration } from './migration.ts';

/** Action plans: public sets of what several tables agreed. */
export const actionPlans: Migration = {
	version: 19,
	name: 'action plans',
	async up({ db, table, integer }) {
		await table('action_plan')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('about', 'text', (column) => column.notNull())
			.addColumn('from', 'text', (column) => column.notNull())
			.addColumn('until', 'text', (column) => column.notNull())
			.addColumn('language', 'text', (column) => column.notNull())
			.addColumn('owner', 'text', (column) => column.notNull())
			.addColumn('at', integer, (column) => column.notNull())
			.execute();
		await table('action_plan_table')
			.addColumn('plan', 'text', (column) => column.notNull().references('action_plan.id').onDelete('cascade'))
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('at', integer, (column) => column.notNull())
			.addPrimaryKeyConstraint('action_plan_table_once', ['plan', 'workshop'])
			.execute();
		await db.schema.createIndex('action_plan_by_table').on('action_plan_table').column('workshop').execute();
	},
};
