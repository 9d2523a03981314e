import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43,86})$/;

/** A PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`), with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(SALT_BYTES);
	const hash = await digest(password, nonce, COST, HASH_BYTES);
	const { memory, passes, parallelism } = COST;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(hash)}`;
}

/** Compares in constant time, with the cost that the stored string names. A string that is no such hash is a bug and throws. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
	const [, memory, passes, parallelism, salt, hash] = PHC.exec(stored) ?? [];
	if (salt === undefined || hash === undefined) throw new Error('a stored password hash is not Argon2id');
	const expected = Buffer.from(hash, 'base64');
	const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
	return timingSafeEqual(await digest(password, Buffer.from(salt, 'base64'), cost, expected.length), expected);
}

let decoy: Promise<string> | undefined;

/** Takes as long as a real check, so that the time of an answer doesn't tell which usernames exist. */
export async function verifyNobody(password: string): Promise<false> {
	decoy ??= hashPassword(randomBytes(SALT_BYTES).toString('hex'));
	await verifyPassword(password, await decoy);
	return false;
}

/** NFKC: the same password typed on another keyboard is the same password (NIST SP 800-63B, 3.1.1.2). */
function digest(
	password: string,
	nonce: Buffer,
	cost: { readonly memory: number; readonly passes: number; readonly parallelism: number },
	tagLength: number,
): Promise<Buffer> {
	return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost });
}

function unpadded(bytes: Buffer): string {
	return bytes.toString('base64').replace(/=+$/, '');
}
