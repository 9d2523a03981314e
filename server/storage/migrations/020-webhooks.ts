import type { Migration } from './migration.ts';

/** Up to which entry of the instance's log each webhook was told; addresses by their fingerprint alone. */
export const webhooks: Migration = {
	version: 20,
	name: 'webhooks',
	async up({ table, integer }) {
		await table('webhook')
			.addColumn('address', 'text', (column) => column.primaryKey())
			.addColumn('told', integer, (column) => column.notNull())
			.execute();
	},
};
