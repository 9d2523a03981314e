import type { Context } from 'hono';
import type { Locale } from '#i18n/locale.ts';
import type { SignIn } from '../auth/sessions.ts';
import type { Caller } from './caller.ts';

/** What every handler of the API knows of the request. */
export interface Env {
	Bindings: {
		/** Put there by the server; a request that was made in this process (tests, page loads) may come without. */
		readonly caller?: Caller;
	};
	Variables: {
		/** Milliseconds since 1970: a deadline is decided by it, however long others were served before. */
		receivedAt: number;
		caller: Caller;
		locale: Locale;
		session: SignIn | null;
		/** A cookie or token came along, though it may be worth nothing. */
		claimsSession: boolean;
	};
}

export type AppContext = Context<Env>;
