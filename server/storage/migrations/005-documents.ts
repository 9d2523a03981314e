import type { Migration } from './migration.ts';

/**
 * Yjs documents: an update log with snapshots. `last_update` goes on counting when updates are folded into a snapshot.
 * The snapshot stands apart, so that counting up does not rewrite it.
 */
export const documents: Migration = {
	version: 5,
	name: 'documents',
	async up({ table, integer, bytes }) {
		await table('document')
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('last_update', integer, (column) => column.notNull())
			.addPrimaryKeyConstraint('document_pkey', ['workshop', 'name'])
			.execute();
		const ofDocument = (name: string) =>
			table(name)
				.addColumn('workshop', 'text', (column) => column.notNull())
				.addColumn('name', 'text', (column) => column.notNull())
				.addForeignKeyConstraint(
					`${name}_document`,
					['workshop', 'name'],
					'document',
					['workshop', 'name'],
					(key) => key.onDelete('cascade'),
				);
		await ofDocument('document_update')
			.addColumn('number', integer, (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addPrimaryKeyConstraint('document_update_pkey', ['workshop', 'name', 'number'])
			.execute();
		await ofDocument('document_snapshot')
			.addColumn('through', integer, (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addPrimaryKeyConstraint('document_snapshot_pkey', ['workshop', 'name'])
			.execute();
		await ofDocument('client_claim')
			.addColumn('client_id', integer, (column) => column.notNull())
			.addColumn('participant', 'text', (column) => column.notNull())
			.addColumn('at', integer, (column) => column.notNull())
			.addPrimaryKeyConstraint('client_claim_pkey', ['workshop', 'name', 'client_id'])
			.execute();
	},
};
