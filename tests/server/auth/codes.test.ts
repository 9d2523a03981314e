import { describe, expect, it } from 'vitest';
import { newRejoinCode, readRejoinCode } from '../../../server/auth/rejoin-codes.ts';
import { newSecret } from '../../../server/auth/secrets.ts';

describe('a personal code', () => {
	it('has four groups of four, without look-alikes, and never comes twice', () => {
		const codes = Array.from({ length: 2_000 }, newRejoinCode);
		for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
		expect(new Set(codes).size).toBe(codes.length);
		expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
	});

	it('is read however it is copied: case, spaces, dashes, O for 0, I and L for 1', () => {
		expect(readRejoinCode(' o1ab-cdef – GHJK mnpq ')).toBe('01ABCDEFGHJKMNPQ');
		expect(readRejoinCode('OLAB CDEF GHJK MNPQ')).toBe('01ABCDEFGHJKMNPQ');
		for (const typed of ['', '01AB', '01ABCDEFGHJKMNPQR', 'U1ABCDEFGHJKMNPQ', '01ABCDEFGHJKMNP*', 'ñ'.repeat(16)]) {
			expect(readRejoinCode(typed)).toBeNull();
		}
	});
});

describe('the secret of a link', () => {
	it('has 256 random bits that need no escaping in an address', () => {
		const secrets = Array.from({ length: 100 }, newSecret);
		for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
		expect(new Set(secrets).size).toBe(100);
	});
});
