import type { Database, Row } from './schema.ts';
import type { AuthStore, SignInSession } from './storage.ts';

type SessionStore = Pick<
	AuthStore,
	'createSession' | 'session' | 'sessionsOf' | 'extendSession' | 'proveSession' | 'deleteSession' | 'deleteSessionsOf'
>;

export function sessionStore({ db }: Database): SessionStore {
	return {
		async createSession({ hash, principal, expiresAt, provedAt }) {
			await db
				.insertInto('sign_in_session')
				.values({ hash, principal, expires_at: expiresAt, proved_at: provedAt })
				.execute();
		},
		async session(hash) {
			const row = await db.selectFrom('sign_in_session').selectAll().where('hash', '=', hash).executeTakeFirst();
			return row ? sessionOf(row) : null;
		},
		async sessionsOf(principal) {
			const rows = await db
				.selectFrom('sign_in_session')
				.selectAll()
				.where('principal', '=', principal)
				.orderBy('expires_at')
				.execute();
			return rows.map(sessionOf);
		},
		async extendSession(hash, expiresAt) {
			await db.updateTable('sign_in_session').set({ expires_at: expiresAt }).where('hash', '=', hash).execute();
		},
		async proveSession(hash, provedAt) {
			await db.updateTable('sign_in_session').set({ proved_at: provedAt }).where('hash', '=', hash).execute();
		},
		async deleteSession(hash) {
			await db.deleteFrom('sign_in_session').where('hash', '=', hash).execute();
		},
		async deleteSessionsOf(principal) {
			await db.deleteFrom('sign_in_session').where('principal', '=', principal).execute();
		},
	};
}

function sessionOf(row: Row<'sign_in_session'>): SignInSession {
	return { hash: row.hash, principal: row.principal, expiresAt: row.expires_at, provedAt: row.proved_at };
}
