import type { Migration } from './migration.ts';

/** Ballots of secret votes, and apart from them who has voted: neither table keeps an order of rows where the database lets it be. */
export const secretBallots: Migration = {
	version: 18,
	name: 'secret ballots',
	async up({ table, integer, bytes }) {
		await table('secret_ballot', 'unordered')
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('poll', 'text', (column) => column.notNull())
			.addColumn('key', 'text', (column) => column.notNull())
			.addColumn('receipt', 'text', (column) => column.notNull())
			.addColumn('n', integer, (column) => column.notNull())
			.addColumn('bytes', bytes)
			.addPrimaryKeyConstraint('secret_ballot_pkey', ['workshop', 'poll', 'key'])
			.execute();
		await table('turnout', 'unordered')
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('poll', 'text', (column) => column.notNull())
			.addColumn('participant', 'text', (column) => column.notNull())
			.addPrimaryKeyConstraint('turnout_pkey', ['workshop', 'poll', 'participant'])
			.execute();
	},
};
