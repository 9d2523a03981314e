import type { Migration } from './migration.ts';

/** Facilitators on a second device: who signs in there acts as that person at that table, and nowhere else. */
export const standIns: Migration = {
	version: 17,
	name: 'stand-ins',
	async up({ db, table }) {
		await table('stand_in')
			.addColumn('principal', 'text', (column) => column.primaryKey())
			.addColumn('participant', 'text', (column) =>
				column.notNull().references('participant.participant').onDelete('cascade'),
			)
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.execute();
		await db.schema.createIndex('stand_in_by_participant').on('stand_in').column('participant').execute();
	},
};
