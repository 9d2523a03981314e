import type { Migration } from './migration.ts';

/** Who sits at which table, and the codes by which people come in and come back. */
export const peopleAndCodes: Migration = {
	version: 6,
	name: 'people and codes',
	async up({ db, table }) {
		await table('participant')
			.addColumn('participant', 'text', (column) => column.primaryKey())
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('principal', 'text', (column) => column.notNull())
			.addUniqueConstraint('participant_once_a_table', ['workshop', 'principal'])
			.execute();
		await db.schema.createIndex('participant_by_principal').on('participant').column('principal').execute();
		await table('join_code')
			.addColumn('workshop', 'text', (column) => column.primaryKey().references('room_owner.workshop'))
			.addColumn('code', 'text', (column) => column.notNull().unique())
			.execute();
		await table('rejoin_code')
			.addColumn('participant', 'text', (column) =>
				column.primaryKey().references('participant.participant').onDelete('cascade'),
			)
			.addColumn('code_hash', 'text', (column) => column.notNull().unique())
			.execute();
	},
};
