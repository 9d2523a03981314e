import type { Migration } from './migration.ts';

/** Images of the boards: what they look like stands here once for each table, where they lie stands in its document. */
export const assets: Migration = {
	version: 15,
	name: 'assets',
	async up({ table, integer, bytes }) {
		await table('asset')
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('id', 'text', (column) => column.notNull())
			.addColumn('participant', 'text', (column) => column.notNull())
			.addColumn('type', 'text', (column) => column.notNull())
			.addColumn('width', integer, (column) => column.notNull())
			.addColumn('height', integer, (column) => column.notNull())
			.addColumn('size', integer, (column) => column.notNull())
			.addColumn('at', integer, (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addPrimaryKeyConstraint('asset_pkey', ['workshop', 'id'])
			.execute();
	},
};
