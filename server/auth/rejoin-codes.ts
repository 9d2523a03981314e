import { randomBytes } from 'node:crypto';
import { normaliseCode } from '#domain/join-code.ts';

/** Crockford's base32, like the join codes: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;
const REJOIN_CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** 80 bits in four groups that can be copied by hand, e.g. `7K3M-Q0WZ-…`: brings the same person back on another device. */
export function newRejoinCode(): string {
	const characters = Array.from(randomBytes(GROUPS * GROUP_LENGTH), (byte) => ALPHABET[byte & 31]);
	return Array.from({ length: GROUPS }, (_, group) =>
		characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
	).join('-');
}

/** The code as it is hashed, however it was typed; null where it can't be one. */
export function readRejoinCode(typed: string): string | null {
	const code = normaliseCode(typed);
	return REJOIN_CODE.test(code) ? code : null;
}
