import type { Migration } from './migration.ts';

/** The instance's log (a Merkle tree, RFC 9162), its signed checkpoints, and outside evidence that its leaves name. */
export const instanceLog: Migration = {
	version: 16,
	name: 'instance log',
	async up({ db, table, appendOnly, integer, bytes }) {
		await table('log_leaf')
			.addColumn('position', integer, (column) => column.primaryKey())
			.addColumn('type', 'text', (column) => column.notNull())
			.addColumn('subject', 'text', (column) => column.notNull())
			.addColumn('number', integer, (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addColumn('hash', 'text', (column) => column.notNull())
			.addUniqueConstraint('log_leaf_once', ['hash'])
			.execute();
		await appendOnly('log_leaf', ['position']);
		await db.schema
			.createIndex('log_leaf_by_subject')
			.on('log_leaf')
			.columns(['type', 'subject', 'number'])
			.execute();
		await table('log_checkpoint')
			.addColumn('size', integer, (column) => column.primaryKey())
			.addColumn('at', integer, (column) => column.notNull())
			.addColumn('note', bytes, (column) => column.notNull())
			.execute();
		await appendOnly('log_checkpoint', ['size']);
		await table('evidence')
			.addColumn('hash', 'text', (column) => column.primaryKey())
			.addColumn('commitment', 'text', (column) => column.notNull())
			.addColumn('at', integer, (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addColumn('file', bytes)
			.execute();
		await db.schema.createIndex('evidence_by_commitment').on('evidence').column('commitment').execute();
	},
};
