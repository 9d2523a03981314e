import type { Migration } from './migration.ts';

/** What was answered to a request with an idempotency key, so that asking again does nothing twice. */
export const answers: Migration = {
	version: 8,
	name: 'answers',
	async up({ db, table, integer }) {
		await table('answer')
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('principal', 'text', (column) => column.notNull())
			.addColumn('key', 'text', (column) => column.notNull())
			.addColumn('response', 'text', (column) => column.notNull())
			.addColumn('at', integer, (column) => column.notNull())
			.addPrimaryKeyConstraint('answer_pkey', ['workshop', 'principal', 'key'])
			.execute();
		await db.schema.createIndex('answer_by_age').on('answer').column('at').execute();
	},
};
