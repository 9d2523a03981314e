import { accountStore } from './accounts.ts';
import type { Database } from './schema.ts';
import { sessionStore } from './sessions.ts';
import type { AuthStore } from './storage.ts';
import { tokenStore } from './tokens.ts';

export function authStore(database: Database): AuthStore {
	return {
		...accountStore(database),
		...tokenStore(database),
		...sessionStore(database),
		async deleteExpired(now, answersBefore) {
			await database.db.transaction().execute(async (tx) => {
				await tx.deleteFrom('sign_in_session').where('expires_at', '<=', now).execute();
				await tx.deleteFrom('token').where('expires_at', '<=', now).execute();
				await tx.deleteFrom('answer').where('at', '<', answersBefore).execute();
			});
			await database.forget();
		},
	};
}
