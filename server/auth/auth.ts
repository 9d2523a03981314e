import type { AuthStore } from '../storage/storage.ts';
import { Failures } from './failures.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';

/** Who is who: sign-in sessions, one-use links, and the limits on guessing either. */
export interface Auth {
	readonly sessions: Sessions;
	readonly tokens: Tokens;
	readonly failures: Failures;
}

export function createAuth(store: AuthStore, clock: () => number = Date.now): Auth {
	return { sessions: new Sessions(store), tokens: new Tokens(store, clock), failures: new Failures(clock) };
}
