import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Me } from '#protocol/api.ts';
import { administer } from '../../server/administer.ts';
import { PASSWORD, Person, tableBody } from '../support/people.ts';
import { TestServer } from '../support/server.ts';

let server: TestServer;
let lucia: Person;
const backups = mkdtempSync(join(tmpdir(), 'mesa-backups-'));
const person = (name: string) => new Person(name, (path, init) => fetch(`${server.origin}${path}`, init));

beforeAll(async () => {
	server = await TestServer.start();
	lucia = person('Lucía');
	const token = await server.setupToken();
	await lucia.signIn('/api/setup', { token, username: 'lucia', name: 'Lucía', password: PASSWORD });
	await lucia.post('/api/workshops', tableBody('Brecha salarial'));
});
afterAll(async () => {
	await server.stop();
	rmSync(backups, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<{ code: number; said: string }> {
	const lines: string[] = [];
	const environment = { DATA_DIR: server.dataDir, PUBLIC_ORIGIN: server.origin, LANG: 'en' };
	const code = await administer(args, (line) => lines.push(line), environment);
	return { code, said: lines.join('\n') };
}
const tokenIn = (said: string) => /token=([\w-]{43})/.exec(said)?.[1] ?? '';

describe('whoever runs the server, while it runs', () => {
	it('invites a facilitator by a link', async () => {
		const { code, said } = await run('invite');
		expect(code).toBe(0);
		expect(said).toContain(`${server.origin}/register?token=`);
		const marta = person('Marta');
		const body = { token: tokenIn(said), username: 'marta', name: 'Marta', password: PASSWORD };
		expect((await marta.signIn('/api/register', body)).status).toBe(200);
	});

	it('gives a link for a new password, to who has an account', async () => {
		const { said } = await run('reset', 'LUCIA');
		const answer = await person('Lucía').post('/api/reset', {
			token: tokenIn(said),
			password: 'otra frase distinta',
		});
		expect(answer.status).toBe(200);
		const unknown = await run('reset', 'nadie');
		expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('nadie') });
	});

	it('lists accounts and tables', async () => {
		const { said } = await run('list');
		expect(said).toContain('lucia — Lucía');
		expect(said).toMatch(/[a-z2-7]{20} — Brecha salarial \(open\)/);
	});

	it('[W4] takes a whole table out, which is not brought in where it is, and refuses what is no such file', async () => {
		const id = /[a-z2-7]{20}/.exec((await run('list')).said)?.[0] ?? '';
		const out = join(backups, 'tables');
		expect((await run('export', id, out)).said).toContain('holds names and ballots');
		const file = join(out, readdirSync(out)[0] ?? '');
		expect(await run('import', file)).toMatchObject({ code: 1, said: expect.stringContaining('[archive.exists]') });
		expect((await run('export', 'nada', out)).said).toContain('[archive.missing]');
		expect((await run('import', join(out, 'nada.zip'))).said).toContain('[archive.missing]');
		const other = mkdtempSync(join(tmpdir(), 'mesa-other-'));
		const lines: string[] = [];
		const code = await administer(['import', file], (line) => lines.push(line), { DATA_DIR: other, LANG: 'en' });
		expect(code).toBe(0);
		expect(lines.join('\n')).toContain(`Table ${id} is here`);
		expect(lines.join('\n')).toMatch(/\/facilitate\?token=[\w-]{43}/);
		rmSync(other, { recursive: true, force: true });
	});

	it('backs up, is told to keep the key apart, and can restore only when the server is stopped', async () => {
		const made = await run('backup', backups);
		expect(made.code).toBe(0);
		expect(made.said).toMatch(/signing key is NOT in the backup.*signing-key\.pem/);
		const file = join(backups, readdirSync(backups)[0] ?? '');
		await person('Otra').post('/api/login', { username: 'lucia', password: 'no' });

		const held = await run('restore', file);
		expect(held).toMatchObject({ code: 1, said: expect.stringContaining('Stop it (Ctrl+C') });
		expect(await lucia.get<Me>('/api/me')).toMatchObject({ status: 200 });

		const damaged = await run('restore', join(server.dataDir, 'signing-key.pem'));
		expect(damaged.code).toBe(1);
		const missing = await run('restore', join(backups, 'nada.db'));
		expect(missing.code).toBe(1);
	});

	it('is told how it is used when a command is unknown or lacks a part', async () => {
		for (const args of [['fly'], ['reset'], ['backup'], ['restore']]) {
			const { code, said } = await run(...args);
			expect(code).toBe(2);
			expect(said).toContain('npm run admin --');
		}
		expect((await run()).code).toBe(0);
	});

	it('reads in one sentence why a command can not run', async () => {
		const lines: string[] = [];
		const code = await administer(['list'], (line) => lines.push(line), { PORT: 'ocho', LANG: 'es_MX' });
		expect(code).toBe(1);
		expect(lines).toEqual([expect.stringMatching(/^No se puede iniciar: PORT vale «ocho»/)]);
	});
});

describe('a restored backup', () => {
	it('brings back what was there, and keeps aside what it replaced', async () => {
		const other = await TestServer.start();
		const token = await other.setupToken();
		const ana = new Person('Ana', (path, init) => fetch(`${other.origin}${path}`, init));
		await ana.signIn('/api/setup', { token, username: 'ana', name: 'Ana', password: PASSWORD });
		const environment = { DATA_DIR: other.dataDir, LANG: 'en' };
		const lines: string[] = [];
		const say = (line: string) => lines.push(line);
		expect(await administer(['backup', join(other.dataDir, 'respaldo')], say, environment)).toBe(0);
		await ana.post('/api/workshops', tableBody('Después del respaldo'));

		const folder = join(other.dataDir, 'respaldo');
		const file = join(folder, readdirSync(folder)[0] ?? '');
		await other.restart(async () => {
			expect(await administer(['restore', file], say, environment)).toBe(0);
		});
		expect(lines.join('\n')).toContain('before is now');
		const { body } = await ana.get<Me>('/api/me');
		expect(body).toMatchObject({ account: { username: 'ana' }, tables: [] });
		await other.stop();
	});
});
