import type { Migration } from './migration.ts';

/** Which process owns a workshop: every append checks the epoch in its own transaction. */
export const roomOwner: Migration = {
	version: 1,
	name: 'room owner',
	async up({ table, integer }) {
		await table('room_owner')
			.addColumn('workshop', 'text', (column) => column.primaryKey())
			.addColumn('epoch', integer, (column) => column.notNull())
			.execute();
	},
};
