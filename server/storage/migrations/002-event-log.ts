import type { Migration } from './migration.ts';

export const eventLog: Migration = {
	version: 2,
	name: 'event log',
	async up({ table, appendOnly, integer, bytes }) {
		await table('event')
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('seq', integer, (column) => column.notNull())
			.addColumn('at', integer, (column) => column.notNull())
			.addColumn('prev', bytes, (column) => column.notNull())
			.addColumn('hash', bytes, (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addPrimaryKeyConstraint('event_pkey', ['workshop', 'seq'])
			.execute();
		await appendOnly('event', ['workshop', 'seq']);
	},
};
