import type { Migration } from './migration.ts';

/** When a password or a code was last shown on a sign-in session. */
export const proofs: Migration = {
	version: 21,
	name: 'proofs',
	async up({ db, integer }) {
		await db.schema.alterTable('sign_in_session').addColumn('proved_at', integer).execute();
	},
};
