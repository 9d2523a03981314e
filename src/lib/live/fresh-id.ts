import { idFromBytes, ID_BYTES } from '#domain/ids.ts';

/** A random id, made in the browser. */
export const freshId = (): string => idFromBytes(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
