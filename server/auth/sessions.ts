import { Lucia, TimeSpan, type Adapter, type Cookie, type DatabaseSession } from 'lucia';
import type { AuthStore, SignInSession } from '../storage/storage.ts';
import { hashSecret } from './secrets.ts';

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		DatabaseUserAttributes: { readonly kind: PrincipalKind };
		DatabaseSessionAttributes: { readonly provedAt: number | null };
	}
}

/** Accounts belong to facilitators; guests are people at a table, without a password. */
export type PrincipalKind = 'account' | 'guest';

export interface SignIn {
	/** What the browser or program holds. Never stored, never logged. */
	readonly token: string;
	/** SHA-256 of the token: how this server knows the session. */
	readonly hash: string;
	readonly principal: string;
	readonly kind: PrincipalKind;
	/** Milliseconds; moves on while the session is used. */
	readonly expiresAt: number;
	/** When a password or a code was last shown on it (milliseconds); null for never. */
	readonly provedAt: number | null;
}

export const SESSION_COOKIE = 'mesa_session';
/** So long a shown password or code counts where one is asked for again: long enough to read what is issued, too short to be left behind. */
export const PROOF_LIFETIME_MS = 10 * 60_000;
/** NIST SP 800-63B, 2.1.3: no longer than 30 days without signing in again; here, without coming back. */
const SESSION_LIFETIME = new TimeSpan(30, 'd');
/** As Lucia makes them: 25 random bytes in base32. Anything else is not worth a look into the database. */
const TOKEN = /^[a-z2-7]{40}$/;

/**
 * Sign-in sessions: the only code that knows Lucia (docs/decisions/004). Lucia makes ids and says when a session lives on;
 * the adapter below hands the store nothing but hashes of them.
 */
export class Sessions {
	readonly #lucia: ReturnType<typeof createLucia>;
	readonly #store: AuthStore;
	readonly #listeners = new Set<(hash: string) => void>();

	constructor(store: AuthStore) {
		this.#store = store;
		this.#lucia = createLucia(store);
	}

	/** A new session with a new id; ids are never carried over from before signing in. */
	async start(principal: string, kind: PrincipalKind, provedAt: number | null): Promise<SignIn> {
		const session = await this.#lucia.createSession(principal, { provedAt });
		return {
			token: session.id,
			hash: hashSecret(session.id),
			principal,
			kind,
			expiresAt: session.expiresAt.getTime(),
			provedAt,
		};
	}

	/** null where the token is unknown, expired or revoked. */
	async find(token: string): Promise<SignIn | null> {
		if (!TOKEN.test(token)) return null;
		const { session, user } = await this.#lucia.validateSession(token);
		if (session === null) return null;
		const { kind } = user;
		const { expiresAt, provedAt } = session;
		const hash = hashSecret(token);
		return { token, hash, principal: user.id, kind, expiresAt: expiresAt.getTime(), provedAt };
	}

	/** A password or a code was shown on this session. */
	async prove(token: string, at: number): Promise<void> {
		await this.#store.proveSession(hashSecret(token), at);
	}

	async end(token: string): Promise<void> {
		await this.#lucia.invalidateSession(token);
		this.#tell(hashSecret(token));
	}

	/** Signs a person out everywhere: after a new password, or when they are erased. */
	async endAll(principal: string): Promise<void> {
		const ended = await this.#store.sessionsOf(principal);
		await this.#lucia.invalidateUserSessions(principal);
		for (const { hash } of ended) this.#tell(hash);
	}

	/** Whether a session still counts, by its hash: for connections that outlive the request that opened them. */
	async isLive(hash: string, now: number): Promise<boolean> {
		const session = await this.#store.session(hash);
		return session !== null && session.expiresAt > now;
	}

	/** `secure` as the request was: over plain http a secure cookie would be dropped, over https a bare one would leak. */
	cookie(token: string | null, secure: boolean): Cookie {
		const made = token === null ? this.#lucia.createBlankSessionCookie() : this.#lucia.createSessionCookie(token);
		made.attributes.secure = secure;
		return made;
	}

	/** Called with a session's hash when it ends before its time; returns the way to stop listening. */
	onEnded(listener: (hash: string) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	#tell(hash: string): void {
		for (const listener of this.#listeners) listener(hash);
	}
}

function createLucia(store: AuthStore) {
	return new Lucia(hashingAdapter(store), {
		sessionExpiresIn: SESSION_LIFETIME,
		// The cookie outlives the session: a page can't renew it, the store alone says when it ends.
		sessionCookie: {
			name: SESSION_COOKIE,
			expires: false,
			attributes: { sameSite: 'lax', path: '/', secure: true },
		},
		getUserAttributes: ({ kind }) => ({ kind }),
		getSessionAttributes: ({ provedAt }) => ({ provedAt }),
	});
}

function hashingAdapter(store: AuthStore): Adapter {
	const toLucia = (id: string, session: SignInSession): DatabaseSession => ({
		id,
		userId: session.principal,
		expiresAt: new Date(session.expiresAt),
		attributes: { provedAt: session.provedAt },
	});
	return {
		async getSessionAndUser(id) {
			const session = await store.session(hashSecret(id));
			if (session === null) return [null, null];
			const kind = await store.isPrincipal(session.principal);
			const user = kind === null ? null : { id: session.principal, attributes: { kind } };
			return [toLucia(id, session), user];
		},
		async getUserSessions(principal) {
			return (await store.sessionsOf(principal)).map((session) => toLucia(session.hash, session));
		},
		setSession: (session) =>
			store.createSession({
				hash: hashSecret(session.id),
				principal: session.userId,
				expiresAt: session.expiresAt.getTime(),
				provedAt: session.attributes.provedAt,
			}),
		updateSessionExpiration: (id, expiresAt) => store.extendSession(hashSecret(id), expiresAt.getTime()),
		deleteSession: (id) => store.deleteSession(hashSecret(id)),
		deleteUserSessions: (principal) => store.deleteSessionsOf(principal),
		// The retention task deletes what has expired, with the other things that have their time.
		deleteExpiredSessions: () => Promise.resolve(),
	};
}
