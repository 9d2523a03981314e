import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addCard } from '#board/edit-cards.ts';
import { cardsOf } from '#board/roots.ts';
import { ID_BYTES, idFromBytes, type CardId } from '#domain/ids.ts';
import { CLOSE } from '#protocol/sync.ts';
import { onPostgres, testDatabase, TEST_DATABASE_URL, type TestDatabase } from '../../support/storage.ts';
import { openTables, type ServedTable } from './served-table.ts';
import { ServerProcess } from './server-process.ts';
import { Writer } from './writer.ts';

vi.setConfig({ testTimeout: 240_000 });

const servers: ServerProcess[] = [];
let database: TestDatabase | null = null;
let keys = '';
afterEach(async () => {
	if (keys) rmSync(keys, { recursive: true });
	keys = '';
	for (const server of servers.splice(0).reverse()) await server.stop();
	await database?.remove();
	database = null;
});

function process(...options: ConstructorParameters<typeof ServerProcess>): ServerProcess {
	const server = new ServerProcess(...options);
	servers.push(server);
	return server;
}

const writerAt = (server: ServerProcess, table: ServedTable | undefined, guest: number): Writer =>
	new Writer(`${server.origin.replace('http', 'ws')}/sync/${table?.id}/board`, table?.guests[guest] ?? '');

let cards = 0;
function addOne({ doc }: Writer): CardId {
	const id = idFromBytes(Uint8Array.from({ length: ID_BYTES }, () => cards)) as CardId;
	cards += 1;
	addCard(doc, { id, kind: 'cause', pos: [300 * cards, 0], text: 'Brecha' });
	return id;
}

const saved = (writer: Writer): Promise<void> => writer.until(() => writer.pending.length === 0);

test('F32 a second server on the same SQLite file does not start, and the first one goes on saving', async () => {
	const first = await process().start();
	const [table] = await openTables(first, 1, 1);
	const ana = writerAt(first, table, 0);
	await ana.connect();
	addOne(ana);
	await saved(ana);
	const second = process({ dataDir: first.dataDir });
	await expect(second.start()).rejects.toThrow(/another server already has this database open/);
	await second.ended();
	addOne(ana);
	await saved(ana);
	expect(ana.closes).toEqual([]);
	ana.hangUp();
});

describe.skipIf(!TEST_DATABASE_URL)('F32 two servers on one PostgreSQL database', () => {
	test('F32 a table has one of them; the one that loses it stores, shows and acknowledges nothing more', async () => {
		database = await testDatabase('postgres');
		// Servers of one instance sign with one key.
		keys = mkdtempSync(join(tmpdir(), 'mesa-key-'));
		const settings = { DATABASE_URL: database.url, SIGNING_KEY_FILE: join(keys, 'signing.key') };
		const one = await process({ settings }).start();
		const [table] = await openTables(one, 1, 3);
		const other = await process({ settings }).start();
		const [ana, ben] = [writerAt(one, table, 0), writerAt(one, table, 1)];
		await Promise.all([ana.connect(), ben.connect()]);
		const before = addOne(ana);
		await saved(ana);
		await ben.until(() => cardsOf(ben.doc).has(before));

		const chela = writerAt(other, table, 2);
		await chela.connect();
		expect(chela.isCurrent).toBe(false); // the table is somebody else's

		// The first one's hold breaks, as when its line to the database is cut; the other takes the table.
		while (!chela.isCurrent) {
			await breakHolds(database.url);
			await chela.connect();
			await wait(50);
		}
		await chela.until(() => cardsOf(chela.doc).has(before));
		const there = addOne(chela);
		await saved(chela);

		const late = addOne(ana);
		await ana.until(() => ana.closes.length > 0);
		await ben.until(() => ben.closes.length > 0);
		expect([ana.closes, ben.closes]).toEqual([[CLOSE.busy], [CLOSE.busy]]);
		expect(ana.pending.length).toBeGreaterThan(0);
		expect([cardsOf(ben.doc).has(late), cardsOf(chela.doc).has(late)]).toEqual([false, false]);

		// The first one asks anew who owns the table, and sends people away until it is free; then it has it all.
		await ana.connect();
		expect(ana.isCurrent).toBe(false);
		chela.hangUp();
		await other.kill();
		while (!ana.isCurrent) {
			await ana.connect();
			await wait(50);
		}
		await saved(ana);
		expect([before, there, late].map((card) => cardsOf(ana.doc).has(card))).toEqual([true, true, true]);
		for (const writer of [ana, ben]) writer.hangUp();
	});
});

/** Cuts the connections by which servers on this database hold their tables. */
async function breakHolds(url: string): Promise<void> {
	await onPostgres(
		`select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
		where locktype = 'advisory' and mode = 'ExclusiveLock'
		and application_name = '${new URL(url).searchParams.get('application_name')}'`,
	);
}
