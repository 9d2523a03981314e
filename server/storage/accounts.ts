import type { Database, Row } from './schema.ts';
import type { Account, AuthStore } from './storage.ts';

type AccountStore = Pick<
	AuthStore,
	| 'createAccount'
	| 'account'
	| 'accountByUsername'
	| 'accounts'
	| 'countAccounts'
	| 'setPassword'
	| 'createGuest'
	| 'isPrincipal'
>;

export function accountStore({ db }: Database): AccountStore {
	return {
		async createAccount(account) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('account')
				.values({
					id: account.id,
					username: account.username,
					name: account.name,
					password_hash: account.passwordHash,
					created_at: account.createdAt,
				})
				.onConflict((conflict) => conflict.column('username').doNothing())
				.executeTakeFirstOrThrow();
			return numInsertedOrUpdatedRows === 0n ? 'taken' : 'created';
		},
		async account(id) {
			const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
			return row ? accountOf(row) : null;
		},
		async accountByUsername(username) {
			const row = await db.selectFrom('account').selectAll().where('username', '=', username).executeTakeFirst();
			return row ? accountOf(row) : null;
		},
		async accounts() {
			const rows = await db.selectFrom('account').selectAll().orderBy('created_at').orderBy('id').execute();
			return rows.map(accountOf);
		},
		async countAccounts() {
			const row = await db
				.selectFrom('account')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.executeTakeFirstOrThrow();
			return row.count;
		},
		async setPassword(id, passwordHash) {
			await db.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', id).execute();
		},
		async createGuest(id, at) {
			await db.insertInto('guest').values({ id, created_at: at }).execute();
		},
		async isPrincipal(id) {
			const account = await db.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst();
			if (account) return 'account';
			const guest = await db.selectFrom('guest').select('id').where('id', '=', id).executeTakeFirst();
			return guest ? 'guest' : null;
		},
	};
}

function accountOf(row: Row<'account'>): Account {
	return {
		id: row.id,
		username: row.username,
		name: row.name,
		passwordHash: row.password_hash,
		createdAt: row.created_at,
	};
}
