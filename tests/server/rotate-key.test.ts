import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isCheckpointOf, parseCheckpoint } from '#domain/ledger/checkpoint.ts';
import { isKeyHistory } from '#domain/ledger/keys.ts';
import { administer } from '../../server/administer.ts';
import { readConfig } from '../../server/config.ts';
import { openHouse } from '../../server/house.ts';
import { KeyNotLogged, nextKeyLeaf } from '../../server/ledger/instance-log.ts';
import { readSigningKey, signerOf, verifySignature } from '../../server/ledger/signing.ts';
import { whyNotStarted } from '../../server/start-refused.ts';
import { openStorage } from '../../server/storage/open.ts';
import { signDaily } from '../../server/upkeep-log.ts';

let folder: string;
let file: string;
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'mesa-abierta-rotate-'));
	file = join(folder, 'signing-key.pem');
	await (await open()).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const environment = () => ({ DATA_DIR: folder, LANG: 'en', LOG_LEVEL: 'silent', PORT: '0' });
const open = () => openHouse(readConfig(environment()));
const keyOf = (path = file) => readSigningKey(path)?.publicKey ?? '';

async function run(...args: string[]): Promise<{ code: number; said: string }> {
	const lines: string[] = [];
	const code = await administer(args, (line) => lines.push(line), environment());
	return { code, said: lines.join('\n') };
}

async function logged() {
	const house = await open();
	const keys = await house.instanceLog.keys();
	const checkpoint = parseCheckpoint((await house.instanceLog.latest())?.note ?? '');
	await house.close();
	if (!checkpoint) throw new Error('no checkpoint');
	return { keys, own: keys.filter(({ leaf }) => leaf.purpose === 'instance'), checkpoint };
}

test('[M4] the old key signs for the new one, which signs from then on', async () => {
	const old = keyOf();
	const { code, said } = await run('rotate-key');
	expect(code).toBe(0);
	expect(said).toMatch(/Key [0-9a-f]{16} signed for the new one/);
	expect(said).toContain('Keep a copy');
	expect(keyOf()).not.toBe(old);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	const { keys, own, checkpoint } = await logged();
	expect(own.map(({ leaf }) => leaf.publicKey)).toEqual([old, keyOf()]);
	expect(isKeyHistory(keys, verifySignature)).toBe(true);
	expect(isCheckpointOf(checkpoint, keyOf(), verifySignature)).toBe(true);
	expect(said).toContain(`Checkpoint ${checkpoint.size}: `);
	const again = await run('rotate-key');
	expect(again.code).toBe(0);
	expect(isKeyHistory((await logged()).keys, verifySignature)).toBe(true);
});

test('[M4] no key is changed while a server runs', async () => {
	const house = await open();
	const before = keyOf();
	const refused = await run('rotate-key');
	expect(refused).toMatchObject({
		code: 1,
		said: expect.stringContaining('another server already has this database'),
	});
	await house.close();
	expect(keyOf()).toBe(before);
});

test('[M4] a crash between the log and the files: the next start takes up the key that the log knows', async () => {
	const [old, before] = [keyOf(), readFileSync(file)];
	await run('rotate-key');
	const next = keyOf();
	// As it stood right after the log was written
	renameSync(file, `${file}.next`);
	writeFileSync(file, before, { mode: 0o600 });
	expect(keyOf()).toBe(old);
	await logged();
	expect(keyOf()).toBe(next);
	expect(existsSync(`${file}.next`)).toBe(false);
});

test('[M4] a key that the log does not know starts no server; the sentence says what to do', async () => {
	rmSync(file);
	const refused = await open().then(
		() => null,
		(error: unknown) => error,
	);
	expect(refused).toBeInstanceOf(KeyNotLogged);
	expect(whyNotStarted(refused, { port: 0, host: '' }, 'es')).toContain('rotate-key --lost');
});

test('[M4] a lost key is replaced without a signature, and the history shows it', async () => {
	rmSync(file);
	const { code, said } = await run('rotate-key', '--lost');
	expect(code).toBe(0);
	expect(said).toContain('Nobody signed for it');
	const { keys, own } = await logged();
	expect(own).toHaveLength(2);
	expect(isKeyHistory(keys, verifySignature)).toBe(false);
});

test('[M4] nobody else’s key can hand over in the place of the last one', async () => {
	const storage = await openStorage({ url: `file:${join(folder, 'mesa.db')}`, role: 'admin' });
	const thief = signerOf(new Uint8Array(32).fill(9));
	await storage.instanceLog.append([nextKeyLeaf('instance', thief.publicKey, thief, 1)]);
	await storage.close();
	await expect(open()).rejects.toBeInstanceOf(KeyNotLogged);
});

test('[M3] whoever runs the server can have a checkpoint signed at any time, beside a running one', async () => {
	const house = await open();
	const { code, said } = await run('checkpoint');
	expect(code).toBe(0);
	const note = (await house.instanceLog.latest())?.note ?? 'none';
	expect(said).toContain(note.trimEnd());
	expect(said).toMatch(/Checkpoint 2: (\w+ ){8}\([0-9a-f]{64}\)/);
	await house.close();
});

test('[M3] the log is signed a day after the last time, and only then', async () => {
	const house = await open();
	const signed: number[] = [];
	const last = (await house.instanceLog.latest())?.at ?? 0;
	const watched = { latest: () => house.instanceLog.latest(), checkpoint: async () => void signed.push(1) };
	await signDaily({ instanceLog: watched as never }, last + 86_399_999);
	expect(signed).toEqual([]);
	await signDaily({ instanceLog: watched as never }, last + 86_400_000);
	expect(signed).toEqual([1]);
	await house.close();
});
