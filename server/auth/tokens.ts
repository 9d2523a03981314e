import type { WorkshopId } from '#domain/ids.ts';
import type { AuthStore, Token, TokenKind } from '../storage/storage.ts';
import { hashSecret, newSecret } from './secrets.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long a link opens something, in milliseconds. */
export const TOKEN_LIFETIME: Readonly<Record<TokenKind, number>> = {
	setup: 30 * DAY, // printed anew at each start until it is used
	invite: 7 * DAY,
	reset: DAY,
	facilitate: 7 * DAY,
	resume: DAY / 2, // written down before a session, used in it
};

export interface NewToken {
	/** For the link; known to nobody but its holder. */
	readonly secret: string;
	readonly expiresAt: number;
}

/** One-use links: set-up, invitation, new password, invitation to facilitate. Only hashes are stored. */
export class Tokens {
	readonly #store: AuthStore;
	readonly #clock: () => number;

	constructor(store: AuthStore, clock: () => number) {
		this.#store = store;
		this.#clock = clock;
	}

	async mint(
		kind: TokenKind,
		about: { readonly account?: string; readonly workshop?: WorkshopId } = {},
		secret: string = newSecret(),
	): Promise<NewToken> {
		const createdAt = this.#clock();
		const expiresAt = createdAt + TOKEN_LIFETIME[kind];
		const { account = null, workshop = null } = about;
		await this.#store.createToken({ hash: hashSecret(secret), kind, account, workshop, createdAt, expiresAt });
		return { secret, expiresAt };
	}

	/** One at a time for an account and a table: the one before stops working. */
	async mintResume(account: string, workshop: WorkshopId, secret: string): Promise<NewToken> {
		const createdAt = this.#clock();
		const expiresAt = createdAt + TOKEN_LIFETIME.resume;
		await this.#store.replaceToken({
			hash: hashSecret(secret),
			kind: 'resume',
			account,
			workshop,
			createdAt,
			expiresAt,
		});
		return { secret, expiresAt };
	}

	/** Looks without using it up; null where it is of another kind, used, expired or never was. */
	async peek(secret: string, kinds: readonly TokenKind[]): Promise<Token | null> {
		const token = await this.#store.token(hashSecret(secret));
		return token !== null && kinds.includes(token.kind) && token.expiresAt > this.#clock() ? token : null;
	}

	/** Uses it up; null where somebody else was faster. */
	take(token: Token): Promise<Token | null> {
		return this.#store.takeToken(token.hash, this.#clock());
	}

	/** Puts back a token whose use was refused for a reason that the holder can mend. */
	putBack(token: Token): Promise<void> {
		return this.#store.createToken(token);
	}

	/** The server's set-up link: one at a time. */
	async mintSetup(secret: string | null): Promise<NewToken> {
		await this.#store.deleteTokens('setup');
		return this.mint('setup', {}, secret ?? newSecret());
	}
}
