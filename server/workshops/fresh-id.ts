import { randomBytes } from 'node:crypto';
import { ID_BYTES, idFromBytes } from '#domain/ids.ts';

/** A random id; the caller's type says of what. */
export function freshId<Id extends string>(): Id {
	return idFromBytes(randomBytes(ID_BYTES)) as Id;
}
