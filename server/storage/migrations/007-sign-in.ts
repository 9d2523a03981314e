import type { Migration } from './migration.ts';

/** Accounts, guests, and what signs them in. Tokens and session ids stand as hashes alone. */
export const signIn: Migration = {
	version: 7,
	name: 'sign-in',
	async up({ db, table, integer }) {
		await table('account')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('username', 'text', (column) => column.notNull().unique())
			.addColumn('name', 'text', (column) => column.notNull())
			.addColumn('password_hash', 'text', (column) => column.notNull())
			.addColumn('created_at', integer, (column) => column.notNull())
			.execute();
		await table('guest')
			.addColumn('id', 'text', (column) => column.primaryKey())
			.addColumn('created_at', integer, (column) => column.notNull())
			.execute();
		await table('token')
			.addColumn('hash', 'text', (column) => column.primaryKey())
			.addColumn('kind', 'text', (column) => column.notNull())
			.addColumn('account', 'text', (column) => column.references('account.id').onDelete('cascade'))
			.addColumn('workshop', 'text', (column) => column.references('room_owner.workshop'))
			.addColumn('created_at', integer, (column) => column.notNull())
			.addColumn('expires_at', integer, (column) => column.notNull())
			.execute();
		await table('sign_in_session')
			.addColumn('hash', 'text', (column) => column.primaryKey())
			.addColumn('principal', 'text', (column) => column.notNull())
			.addColumn('expires_at', integer, (column) => column.notNull())
			.execute();
		await db.schema.createIndex('sign_in_session_by_principal').on('sign_in_session').column('principal').execute();
	},
};
