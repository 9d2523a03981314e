import { createApp } from '../../../server/app.ts';
import { createAuth } from '../../../server/auth/auth.ts';
import { createHealth } from '../../../server/health.ts';
import type { Lane, Member } from './lane.ts';

/** As an `account`, the member has one from then on; by default they are somebody who joined. */
export type AskApi = (
	path: string,
	as?: Member | null,
	init?: RequestInit,
	kind?: 'account' | 'guest',
) => Promise<Response>;

/** The API as a function over a lane's storage and tables, on whichever database the lane stands; members sign in as they ask. */
export function apiOver(lane: Lane): AskApi {
	const { storage, workshops, instanceLog } = lane;
	const auth = createAuth(storage.auth);
	const quiet = { info: () => {}, warn: () => {}, error: () => {} };
	const app = createApp({
		settings: { operatorName: null, retentionDays: 365, registration: 'invite' },
		...{ storage, workshops, instanceLog, auth, clock: () => lane.now, log: quiet },
		health: createHealth({ storage, count: () => lane.rooms.count(), clock: () => lane.now }),
		metrics: null,
	});
	return async (path, as = null, init = {}, kind = 'guest') => {
		const headers = new Headers(init.headers);
		if (as && kind === 'account') await makeAccount(lane, as.principal);
		if (as)
			headers.set('authorization', `Bearer ${(await auth.sessions.start(as.principal, kind, lane.now)).token}`);
		return app.request(`http://mesa.test${path}`, { ...init, headers });
	};
}

async function makeAccount({ storage, now }: Lane, id: string): Promise<void> {
	await storage.auth.createAccount({ id, username: id, name: id, passwordHash: 'none', createdAt: now });
}
