import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp, restore } from '../../server/storage/backup.ts';
import { openDatabase, openStorage } from '../../server/storage/open.ts';
import { FencedError } from '../../server/storage/storage.ts';
import { eachDialect, onPostgres, testDatabase, type TestDatabase } from '../support/storage.ts';
import { claimed } from './contract/given.ts';
import { append, AT, event, issued, newParticipant, newPrincipal, person } from './examples.ts';
import { startServerProcess, type ServerProcess } from './processes/server-process.ts';

eachDialect((dialect) => {
	let place: TestDatabase;
	let server: ServerProcess;
	let folder: string;
	let file: string;
	beforeEach(async () => {
		place = await testDatabase(dialect);
		server = await startServerProcess(place.url);
		folder = await mkdtemp(join(tmpdir(), 'mesa-abierta-backup-'));
		file = join(folder, 'backup');
	});
	afterEach(async () => {
		await server.kill();
		await place.remove();
		await rm(folder, { recursive: true });
	});

	const restarted = <Result>(work: (storage: Awaited<ReturnType<typeof openStorage>>) => Promise<Result>) =>
		openStorage({ url: place.url, role: 'server' }).then(async (storage) => {
			try {
				return await work(storage);
			} finally {
				await storage.close();
			}
		});

	test('a backup made while the server runs brings everything back, and owners from before are fenced', async () => {
		await server.kill();
		const old = await restarted(async (storage) => {
			const table = await claimed(storage);
			const ana = newParticipant();
			const everything = append(table.workshop, table.epoch, {
				records: [person(ana)],
				memberships: [{ participant: ana, principal: newPrincipal() }],
				issued: [issued(table.workshop, 'commitment')],
			});
			await storage.log.append(everything);
			await storage.auth.createToken({
				hash: 'an invitation',
				kind: 'invite',
				account: null,
				workshop: null,
				createdAt: AT,
				expiresAt: AT,
			});
			return { ...table, records: everything.records };
		});
		server = await startServerProcess(place.url);
		await backUp(place.url, file);
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		await server.kill();
		await restarted(async (storage) => {
			for (const times of [1, 2, 3]) {
				const owner = await storage.owners.claim(old.workshop);
				expect(owner).toEqual({ epoch: old.epoch + times });
			}
			await storage.log.append(append(old.workshop, old.epoch + 3, { events: [event(old.workshop, 2)] }));
		});

		const { kept } = await restore(place.url, file);
		expect(kept).not.toBeNull();
		if (dialect === 'postgres') await onPostgres(`drop schema ${kept} cascade`);
		await restarted(async (storage) => {
			expect(await storage.log.events(old.workshop)).toEqual([event(old.workshop, 1)]);
			expect(await storage.log.records(old.workshop)).toEqual(old.records);
			expect(await storage.log.issued('commitment')).toHaveLength(1);
			expect(await storage.log.events(server.workshop)).toHaveLength(1);
			const board = await storage.documents.load(server.workshop, 'board');
			expect(board.lastUpdate).toBeGreaterThan(0);
			expect(board.updates).toHaveLength(board.lastUpdate);
			expect(await storage.auth.token('an invitation')).toBeNull();
			const before = append(old.workshop, old.epoch + 3, { events: [event(old.workshop, 2)] });
			await expect(storage.log.append(before)).rejects.toThrow(FencedError);
			const owner = await storage.owners.claim(old.workshop);
			expect(owner === 'busy' ? 0 : owner.epoch).toBeGreaterThan(old.epoch + 3);
		});
		const { database, close } = await openDatabase({ url: place.url, role: 'admin' });
		await expect(sql`delete from event`.execute(database.db)).rejects.toThrow('append-only');
		await close();
	});

	test('a restore is refused while a server holds the database, and says how to stop it', async () => {
		await backUp(place.url, file);
		const refused = restore(place.url, file);
		await expect(refused).rejects.toMatchObject({ name: 'BackupRefused', code: 'backup.held' });
		await expect(refused).rejects.toThrow(/stop .* first \(Ctrl\+C, or the service that started it\)\.$/);
		await server.kill();
		const { kept } = await restore(place.url, file);
		if (dialect === 'postgres') await onPostgres(`drop schema ${kept} cascade`);
	});

	test('a backup can be restored where no database was', async () => {
		await backUp(place.url, file);
		// A dump goes back into the schema that it came from; a file goes anywhere.
		const { url, remove } = dialect === 'sqlite' ? await testDatabase('sqlite') : place;
		await server.kill();
		if (dialect === 'postgres') await emptySchema(url);
		expect(await restore(url, file)).toEqual({ kept: null });
		const storage = await openStorage({ url, role: 'server' });
		expect(await storage.log.events(server.workshop)).toHaveLength(1);
		await storage.close();
		if (dialect === 'sqlite') await remove();
	});

	test('a backup never overwrites a file', async () => {
		await writeFile(file, 'the minutes');
		await expect(backUp(place.url, file)).rejects.toMatchObject({ code: 'backup.exists' });
		expect(await readFile(file, 'utf8')).toBe('the minutes');
	});

	test('what is no backup, or half of one, is refused and the database stays as it was', async () => {
		await backUp(place.url, file);
		await server.kill();
		const [half, minutes] = [join(folder, 'half'), join(folder, 'minutes')];
		await copyFile(file, half);
		await writeFile(half, (await readFile(file)).subarray(0, 9_000));
		await writeFile(minutes, 'the minutes');
		const code = dialect === 'sqlite' ? 'backup.damaged' : 'backup.tool-failed';
		for (const wrong of [half, minutes]) {
			await expect(restore(place.url, wrong), wrong).rejects.toMatchObject({ code });
		}
		await expect(restore(place.url, join(folder, 'nothing'))).rejects.toMatchObject({ code: 'backup.missing' });
		await restarted(async (storage) => {
			expect(await storage.log.events(server.workshop)).toHaveLength(1);
			expect(await storage.owners.claim(server.workshop)).toEqual({ epoch: server.epoch + 1 });
		});
	});
});

async function emptySchema(url: string): Promise<void> {
	const schema = new URL(url).searchParams.get('application_name');
	await onPostgres(`drop schema ${schema} cascade; create schema ${schema}`);
}
