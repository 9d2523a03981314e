import { spawnSync } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { openDatabase, openStorage } from '../../server/storage/open.ts';
import { assertDurable } from '../../server/storage/postgres/connect.ts';
import { onPostgres, openTestStorage, testDatabase, testDatabaseUrl, TEST_DATABASE_URL } from '../support/storage.ts';
import { joined } from './contract/given.ts';
import { append, bytesOf, event, newParticipant, newPrincipal, person } from './examples.ts';

// A system call tracer, where there is one and this user may use it.
const mayTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
const pathOf = (url: string): string => url.slice('file:'.length);

describe('on SQLite', () => {
	test('F37 a commit is on disk when it is acknowledged, and deleted rows are overwritten', async () => {
		const place = await testDatabase('sqlite');
		const { database, close } = await openDatabase({ url: place.url, role: 'server' });
		const pragma = async (name: string): Promise<unknown> => {
			const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(database.db);
			return Object.values(rows[0] ?? {})[0];
		};
		expect(await pragma('journal_mode')).toBe('wal');
		expect(await pragma('synchronous')).toBe(2);
		expect(await pragma('foreign_keys')).toBe(1);
		expect(await pragma('secure_delete')).toBe(1);
		const { rows } = await sql<{ name: string; strict: number }>`select name, strict from pragma_table_list
			where type = 'table' and name not like 'sqlite%'`.execute(database.db);
		expect(rows.length).toBeGreaterThan(15);
		expect(rows.filter((table) => table.strict !== 1)).toEqual([]);
		await close();
		await place.remove();
	});

	test.skipIf(!mayTrace)('F37 a new file and the folders made for it are on disk under their names', async () => {
		const place = await testDatabase('sqlite');
		const folder = `${pathOf(place.url)}.folder`;
		const script = fileURLToPath(new URL('./processes/append-and-say.ts', import.meta.url));
		const trace = `${pathOf(place.url)}.trace`;
		const url = `file:${folder}/deeper/mesa.db`;
		const calls = ['-f', '-y', '-e', 'trace=fsync', '-o', trace];
		expect(spawnSync('strace', [...calls, process.execPath, script, url]).status).toBe(0);
		const lines = await readFile(trace, 'utf8');
		for (const synced of [`${folder}/deeper`, folder, dirname(folder)]) expect(lines).toContain(`<${synced}>)`);
		await place.remove();
	});

	test('nobody else on the machine can read the file', async () => {
		const opened = await openTestStorage('sqlite');
		await joined(opened.storage);
		for (const file of ['', '-wal']) {
			expect((await stat(pathOf(opened.url) + file)).mode & 0o077).toBe(0);
		}
		await opened.remove();
	});

	test('an erased name is nowhere in the files any more', async () => {
		const opened = await openTestStorage('sqlite');
		const { workshop, epoch } = await joined(opened.storage);
		const chela = newParticipant();
		const name = 'Graciela Irigoyen Etxeberria';
		await opened.storage.log.append(
			append(workshop, epoch, {
				events: [event(workshop, 2)],
				records: [person(chela, bytesOf(name))],
				memberships: [{ participant: chela, principal: newPrincipal() }],
			}),
		);
		const files = async (): Promise<string> => {
			const path = pathOf(opened.url);
			return (await Promise.all([path, `${path}-wal`].map((file) => readFile(file, 'latin1')))).join();
		};
		expect(await files()).toContain(name);
		await opened.storage.log.append(append(workshop, epoch, { events: [event(workshop, 3)], erasePerson: chela }));
		expect(await files()).not.toContain(name);
		await opened.remove();
	});

	test('a file that is no database is refused and left as it is', async () => {
		const place = await testDatabase('sqlite');
		await writeFile(pathOf(place.url), 'Minuta de la mesa, 2019. '.repeat(100));
		await expect(openStorage({ url: place.url, role: 'server' })).rejects.toThrow('not a database');
		expect(await readFile(pathOf(place.url), 'utf8')).toMatch(/^Minuta de la mesa/);
		await place.remove();
	});

	test.skipIf(!mayTrace)('F37 the write-ahead log is synced before an append is acknowledged', async () => {
		const place = await testDatabase('sqlite');
		const script = fileURLToPath(new URL('./processes/append-and-say.ts', import.meta.url));
		const trace = `${pathOf(place.url)}.trace`;
		const calls = ['-f', '-y', '-e', 'trace=fsync,fdatasync,write', '-o', trace];
		const { status } = spawnSync('strace', [...calls, process.execPath, script, place.url]);
		expect(status).toBe(0);
		const lines = (await readFile(trace, 'utf8')).split('\n');
		const said = (word: string): number =>
			lines.findIndex((line) => line.includes('write(1<') && line.includes(word));
		const between = lines.slice(said('before'), said('after'));
		expect(said('before')).toBeGreaterThan(0);
		expect(between.some((line) => /f(data)?sync\(\d+<.*-wal>\).*= 0/.test(line))).toBe(true);
		await place.remove();
	});
});

describe.skipIf(!TEST_DATABASE_URL)('on PostgreSQL', () => {
	test('F37 a server that would lose commits in a power cut is refused', async () => {
		const place = await testDatabase('postgres');
		const url = new URL(place.url);
		url.searchParams.set('options', `${url.searchParams.get('options')} -csynchronous_commit=off`);
		const refused = openStorage({ url: url.href, role: 'server' });
		await expect(refused).rejects.toMatchObject({ code: 'storage.not-durable' });
		await expect(refused).rejects.toThrow('fsync = on, synchronous_commit = off');
		await place.remove();
	});

	test('a setting that changes while the server runs is noticed at the next connection', async () => {
		const client = new pg.Client({ connectionString: testDatabaseUrl() });
		await client.connect();
		await assertDurable(client);
		await client.query('set synchronous_commit = local');
		await expect(assertDurable(client)).rejects.toThrow('synchronous_commit = local');
		await client.end();
	});

	test('a broken connection fails what was under way and nothing after it', async () => {
		const opened = await openTestStorage('postgres');
		await opened.storage.ping();
		await onPostgres(
			`select pg_terminate_backend(pid) from pg_stat_activity
			where application_name = '${new URL(opened.url).searchParams.get('application_name')}'`,
		);
		await expect
			.poll(() =>
				opened.storage.ping().then(
					() => 'answers',
					() => 'broken',
				),
			)
			.toBe('answers');
		await joined(opened.storage);
		await opened.remove();
	});
});

test.each(['', 'file:', 'mysql://x', '/var/lib/mesa.db', 'file://elsewhere/mesa.db'])(
	'an address that names no database is refused: "%s"',
	async (url) => {
		await expect(openStorage({ url, role: 'server' })).rejects.toMatchObject({ code: 'storage.bad-url' });
	},
);

test('a PostgreSQL server that is not there is one sentence, without the password', async () => {
	const refused = openStorage({ url: 'postgres://mesa:hunter2@127.0.0.1:1/mesa', role: 'server' });
	await expect(refused).rejects.toMatchObject({ code: 'storage.unreachable' });
	await expect(refused).rejects.not.toThrow('hunter2');
});

test('a database in memory works for a short test', async () => {
	const storage = await openStorage({ url: 'file::memory:', role: 'server' });
	const { workshop } = await joined(storage);
	expect(await storage.log.events(workshop)).toHaveLength(1);
	await storage.close();
});
