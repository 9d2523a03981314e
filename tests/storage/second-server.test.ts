import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../server/storage/open.ts';
import { FencedError } from '../../server/storage/storage.ts';
import { onPostgres, testDatabase, TEST_DATABASE_URL, type TestDatabase } from '../support/storage.ts';
import { claimed } from './contract/given.ts';
import { append, event } from './examples.ts';
import { startServerProcess, type ServerProcess } from './processes/server-process.ts';

let database: TestDatabase;
let other: ServerProcess;
afterEach(async () => {
	await other.kill();
	await database.remove();
});

describe('F32 on SQLite', () => {
	beforeEach(async () => {
		database = await testDatabase('sqlite');
		other = await startServerProcess(database.url);
	});

	test('F32 a second server on one file refuses to start with one sentence', async () => {
		const refused = openStorage({ url: database.url, role: 'server' });
		await expect(refused).rejects.toMatchObject({ name: 'OpenRefused', code: 'storage.held' });
		await expect(refused).rejects.toThrow(
			/^A Mesa Abierta server already uses .*mesa\.db: stop it first [^\n]*\.$/,
		);
	});

	test('F32 an admin command reads and writes beside the server, but owns none of its tables', async () => {
		const admin = await openStorage({ url: database.url, role: 'admin' });
		expect(await admin.log.events(other.workshop)).toHaveLength(1);
		await admin.auth.deleteTokens('setup');
		expect(await admin.owners.claim(other.workshop)).toBe('busy');
		await admin.close();
	});

	test('F37 a killed server lets go of the file, and what it stored is there', async () => {
		await other.kill();
		const next = await openStorage({ url: database.url, role: 'server' });
		expect(await next.log.events(other.workshop)).toEqual([event(other.workshop, 1)]);
		expect(await next.owners.claim(other.workshop)).toEqual({ epoch: other.epoch + 1 });
		await next.close();
	});

	test('an admin command that owns a table keeps servers out until it is done', async () => {
		await other.kill();
		const admin = await openStorage({ url: database.url, role: 'admin' });
		await claimed(admin);
		await expect(openStorage({ url: database.url, role: 'server' })).rejects.toThrow('already uses');
		await admin.close();
		const next = await openStorage({ url: database.url, role: 'server' });
		await next.close();
	});
});

describe.skipIf(!TEST_DATABASE_URL)('F32 on PostgreSQL', () => {
	beforeEach(async () => {
		database = await testDatabase('postgres');
		other = await startServerProcess(database.url);
	});

	test('F32 two servers share the database, and a table has one of them as its owner', async () => {
		const second = await openStorage({ url: database.url, role: 'server' });
		expect(await second.owners.claim(other.workshop)).toBe('busy');
		const { workshop, epoch } = await claimed(second);
		await second.log.append(append(workshop, epoch));
		await second.close();
	});

	test('F37 the tables of a killed server can be claimed, and what it stored is there', async () => {
		const second = await openStorage({ url: database.url, role: 'server' });
		await other.kill();
		await expect.poll(() => second.owners.claim(other.workshop)).toEqual({ epoch: other.epoch + 1 });
		expect(await second.log.events(other.workshop)).toEqual([event(other.workshop, 1)]);
		await second.close();
	});

	test('F32 a server that lost its hold is fenced once another has claimed the table', async () => {
		const first = await openStorage({ url: database.url, role: 'server' });
		const second = await openStorage({ url: database.url, role: 'server' });
		const { workshop, epoch } = await claimed(first);
		await first.log.append(append(workshop, epoch));
		await onPostgres(
			`select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
			where locktype = 'advisory' and application_name = '${new URL(database.url).searchParams.get('application_name')}'`,
		);
		await expect.poll(() => second.owners.claim(workshop)).toEqual({ epoch: epoch + 1 });
		await expect(first.log.append(append(workshop, epoch, { events: [event(workshop, 2)] }))).rejects.toThrow(
			FencedError,
		);
		await expect.poll(() => first.owners.claim(workshop)).toBe('busy');
		await second.owners.release(workshop, epoch + 1);
		await expect.poll(() => first.owners.claim(workshop)).toEqual({ epoch: epoch + 3 });
		await first.close();
		await second.close();
	});
});
