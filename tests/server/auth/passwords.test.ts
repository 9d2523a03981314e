import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS } from '../../../server/auth/common-passwords.ts';
import { passwordFault } from '../../../server/auth/password-rules.ts';
import { hashPassword, verifyNobody, verifyPassword } from '../../../server/auth/passwords.ts';

describe('a stored password', () => {
	it('is Argon2id with a salt of its own, at the cost that OWASP names', async () => {
		const [first, second] = [await hashPassword('una frase larga'), await hashPassword('una frase larga')];
		expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
		expect(first).not.toBe(second);
		expect(await verifyPassword('una frase larga', first)).toBe(true);
		expect(await verifyPassword('una frase largo', first)).toBe(false);
	});

	it('is checked at the cost with which it was made, so that the cost can rise later', async () => {
		// From the test suite of the reference implementation (P-H-C/phc-winner-argon2, src/test.c).
		const made = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
		expect(await verifyPassword('password', made)).toBe(true);
		expect(await verifyPassword('password', made.replace('t=2', 't=3'))).toBe(false);
	});

	it('that is none of ours is a bug, not a wrong password', async () => {
		await expect(verifyPassword('x', '$2b$10$abcdefghijklmnopqrstuv')).rejects.toThrow(/not Argon2id/);
	});

	it('takes about as long to refuse when nobody has that username', async () => {
		const stored = await hashPassword('una frase larga');
		await verifyNobody('x');
		const time = async (work: () => Promise<boolean>) => {
			const began = performance.now();
			for (let n = 0; n < 5; n++) expect(await work()).toBe(false);
			return performance.now() - began;
		};
		const [known, unknown] = [await time(() => verifyPassword('x', stored)), await time(() => verifyNobody('x'))];
		expect(unknown / known).toBeGreaterThan(0.2);
	});
});

describe('NIST SP 800-63B', () => {
	it.each([
		'contraseña',
		'Password123!',
		'CONTRASEÑA2026',
		'qwertyuiop',
		'aaaaaaaaaa',
		'abababab',
		'12345678',
		'987654321',
		'abcdefgh',
		'gobierno 2026',
		'Jalisco123',
	])('%s is refused: everybody tries it first', (password) =>
		expect(passwordFault(password, 'lucia')).toBe('password.common'),
	);

	it.each(['lucia.ramirez', 'LUCIA.RAMIREZ', 'lucia.ramirez2026!', 'zerimar.aicul'])(
		'%s is too like the username',
		(password) => expect(passwordFault(password, 'lucia.ramirez')).toBe('password.is-username'),
	);

	it.each([
		'la mesa tiene cuatro patas',
		'todo en minúsculas',
		'73918264',
		'mi contraseña es un secreto',
		'lucia y sus tres gatos',
	])('%s will do: no capitals, digits or signs are asked for', (password) =>
		expect(passwordFault(password, 'lucia')).toBeNull(),
	);

	it('the list holds nothing that its length or a rule refuses anyway', () => {
		for (const word of COMMON_PASSWORDS) {
			expect(word.length, word).toBeGreaterThanOrEqual(8);
			expect(word, word).toBe(word.normalize('NFKC').toLowerCase());
		}
	});
});
