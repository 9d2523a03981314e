import type { Migration } from './migration.ts';

/** The board as it was when phases and sessions ended: one row for each such moment, each board once however many show it. */
export const boardPictures: Migration = {
	version: 14,
	name: 'board pictures',
	async up({ table, integer, bytes }) {
		await table('board_picture')
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('hash', bytes, (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addPrimaryKeyConstraint('board_picture_pkey', ['workshop', 'hash'])
			.execute();
		await table('board_moment')
			.addColumn('workshop', 'text', (column) => column.notNull())
			.addColumn('seq', integer, (column) => column.notNull())
			.addColumn('at', integer, (column) => column.notNull())
			.addColumn('phase', 'text', (column) => column.notNull())
			.addColumn('ended', 'text', (column) => column.notNull())
			.addColumn('hash', bytes, (column) => column.notNull())
			.addPrimaryKeyConstraint('board_moment_pkey', ['workshop', 'seq'])
			.addForeignKeyConstraint('board_moment_picture', ['workshop', 'hash'], 'board_picture', [
				'workshop',
				'hash',
			])
			.execute();
	},
};
