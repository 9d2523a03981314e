import type { Migration } from './migration.ts';

/** What events refer to by SHA-256(salt‖bytes). Ballots keep no row order, so that a table dump tells no order of voting. */
export const primaryRecords: Migration = {
	version: 4,
	name: 'primary records',
	async up({ db, table, bytes }) {
		for (const kind of ['person_record', 'statement', 'ballot'] as const) {
			const records = table(kind, kind === 'ballot' ? 'unordered' : undefined)
				.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
				.addColumn('ref', 'text', (column) => column.notNull())
				.addColumn('participant', 'text', (column) => column.notNull())
				.addColumn('salt', bytes, (column) => column.notNull())
				.addColumn('bytes', bytes, (column) => column.notNull())
				.addPrimaryKeyConstraint(`${kind}_pkey`, ['workshop', 'ref']);
			if (kind === 'statement') await records.addColumn('use', 'text', (column) => column.notNull()).execute();
			else if (kind === 'ballot') await records.addColumn('poll', 'text', (column) => column.notNull()).execute();
			else await records.execute();
		}
		await db.schema
			.createIndex('statement_by_participant')
			.on('statement')
			.columns(['workshop', 'participant'])
			.execute();
	},
};
