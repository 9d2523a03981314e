import { randomBytes } from 'node:crypto';
import { ID_BYTES, idFromBytes } from '#domain/ids.ts';

/** Id of an account or of a guest: 100 random bits, like every other id. */
export function newPrincipalId(): string {
	return idFromBytes(randomBytes(ID_BYTES));
}
