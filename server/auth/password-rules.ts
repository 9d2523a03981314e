import { COMMON_PASSWORDS } from './common-passwords.ts';

export type PasswordFault = 'password.common' | 'password.is-username';

const RUNS = [
	'01234567890123456789',
	'98765432109876543210',
	'abcdefghijklmnopqrstuvwxyz',
	'zyxwvutsrqponmlkjihgfedcba',
];

/**
 * NIST SP 800-63B, 3.1.1.2: nothing about capitals, digits or signs; refused are only what everybody tries first and the
 * username. Length is the schema's (8 to 256). null where the password will do.
 */
export function passwordFault(password: string, username: string): PasswordFault | null {
	const plain = password.normalize('NFKC').toLowerCase().trim();
	const name = username.toLowerCase();
	if (plain === name || plain === [...name].reverse().join('') || plain === name + name)
		return 'password.is-username';
	const stem = plain.replace(/[\s\d!.?*#$_-]+$/, '');
	// A common word with something hung on ("contraseña2027!") is still the first thing tried; a phrase around it is not.
	const nearName = stem === name || plain === `123${name}`;
	if (nearName) return 'password.is-username';
	if (COMMON_PASSWORDS.has(plain) || (stem.length >= 6 && COMMON_PASSWORDS.has(stem))) return 'password.common';
	const repeats = /^(.{1,4})\1+$/u.test(plain);
	return repeats || RUNS.some((run) => run.includes(plain)) ? 'password.common' : null;
}
