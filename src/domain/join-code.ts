import type { Surroundings } from './decision.ts';

/** Crockford's base32: no I, L, O or U, so that a code read aloud or off a projector has no look-alikes. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 40 bits: guessing is held by rate limits (F35), not by length alone. */
export const JOIN_CODE_LENGTH = 8;
export const JOIN_CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;

export function draftJoinCode(around: Pick<Surroundings, 'random'>): string {
	return Array.from(around.random(JOIN_CODE_LENGTH), (byte) => ALPHABET[byte & 31]).join('');
}

/** Reads a code as people type it: any case, spaces and dashes, O for 0, I or L for 1. */
export function normaliseCode(typed: string): string {
	return typed
		.toUpperCase()
		.replace(/[\s\-–—]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
}
