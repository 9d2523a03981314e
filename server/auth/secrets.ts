import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 as 64 hex characters: what is stored of a session, a link or a rejoin code, all of which are long and random. */
export function hashSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** 256 random bits for a link, as 43 characters of base64url. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url');
}
