import type { Database, NewRow, Row } from './schema.ts';
import type { AuthStore, Token } from './storage.ts';

type TokenStore = Pick<AuthStore, 'createToken' | 'replaceToken' | 'token' | 'takeToken' | 'deleteTokens'>;

export function tokenStore({ db }: Database): TokenStore {
	return {
		async createToken(token) {
			await db.insertInto('token').values(rowOf(token)).execute();
		},
		async replaceToken(token) {
			const { kind, account, workshop } = token;
			await db.transaction().execute(async (tx) => {
				await tx
					.deleteFrom('token')
					.where((eb) => eb.and({ kind, account, workshop }))
					.execute();
				await tx.insertInto('token').values(rowOf(token)).execute();
			});
		},
		async token(hash) {
			const row = await db.selectFrom('token').selectAll().where('hash', '=', hash).executeTakeFirst();
			return row ? tokenOf(row) : null;
		},
		async takeToken(hash, now) {
			// One statement deletes and answers, so that of two who come at once one gets it.
			const row = await db
				.deleteFrom('token')
				.where('hash', '=', hash)
				.where('expires_at', '>', now)
				.returningAll()
				.executeTakeFirst();
			return row ? tokenOf(row) : null;
		},
		async deleteTokens(kind) {
			await db.deleteFrom('token').where('kind', '=', kind).execute();
		},
	};
}

function rowOf({ hash, kind, account, workshop, createdAt, expiresAt }: Token): NewRow<'token'> {
	return { hash, kind, account, workshop, created_at: createdAt, expires_at: expiresAt };
}

function tokenOf(row: Row<'token'>): Token {
	return {
		hash: row.hash,
		kind: row.kind,
		account: row.account,
		workshop: row.workshop,
		createdAt: row.created_at,
		expiresAt: row.expires_at,
	};
}
