import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CLOSE } from '#protocol/sync.ts';
import { openDatabase } from '../../../server/storage/open.ts';
import { BOARD, Server, WORKSHOP, databaseFile } from '../../server/rooms/table.ts';
import { jot, jotted } from '../../support/jot.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server | null = null;

beforeEach(() => {
	database = databaseFile();
});
afterEach(async () => {
	await server?.stop();
	server = null;
	database.drop();
});

/** A board of six updates, the first two of them in a snapshot. */
async function boardOnDisk(): Promise<void> {
	const first = await Server.start(database.file);
	const ana = await first.raw('ana');
	for (let i = 1; i <= 6; i++) {
		ana.edit((doc) => jot(doc, `c${i}`, i));
		await ana.until(() => ana.saved.at(-1)?.edits === i);
	}
	await first.crash();
	const { storage, table } = (server = await Server.start(database.file));
	const { updates } = await storage.documents.load(WORKSHOP, 'board');
	const snapshot = updates[0]?.bytes ?? new Uint8Array();
	await storage.documents.compact(WORKSHOP, table.currentEpoch, 'board', snapshot, 1);
	await server.stop();
}

/** Changes rows as no method of the storage does; answers what stands there now. */
async function beneath(statement: string): Promise<string> {
	const { database: opened, close } = await openDatabase({ url: `file:${database.file}`, role: 'admin' });
	await sql.raw(statement).execute(opened.db);
	await close();
	return await rows();
}

async function rows(): Promise<string> {
	const { database: opened, close } = await openDatabase({ url: `file:${database.file}`, role: 'admin' });
	const tables = ['document', 'document_update', 'document_snapshot'] as const;
	const stored = await Promise.all(tables.map((table) => opened.db.selectFrom(table).selectAll().execute()));
	await close();
	return JSON.stringify(stored);
}

test.each([
	['half of its snapshot', 'update document_snapshot set bytes = substr(bytes, 1, length(bytes) / 2)'],
	['other bytes in its snapshot', `update document_snapshot set bytes = zeroblob(200)`],
	['no snapshot', 'delete from document_snapshot'],
	['other bytes in an update', `update document_update set bytes = x'0000' where number = 4`],
	['half of an update', 'update document_update set bytes = substr(bytes, 1, length(bytes) / 2) where number = 4'],
	['an update missing in the middle', 'delete from document_update where number = 4'],
	['its last update missing', 'delete from document_update where number = 6'],
	['no updates', 'delete from document_update'],
	[
		'half of a snapshot from before there were sums',
		'update document_snapshot set sum = null, bytes = substr(bytes, 1, length(bytes) / 2)',
	],
])('F22 a board with %s does not open, never as an empty one, and is left as it is', async (_, damage) => {
	await boardOnDisk();
	const damaged = await beneath(damage);
	server = await Server.start(database.file, { lingerMs: 0 });
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'new', 1));
	expect(await ana.closeCode()).toBe(CLOSE.unreadable);
	expect([ana.saved, jotted(ana.doc)]).toEqual([[], { new: 1 }]);
	await expect(server.rooms.write(WORKSHOP, BOARD, (doc) => jot(doc, 'new', 1))).rejects.toThrow(
		'could not be opened',
	);
	expect(server.log.map(({ message }) => message).join()).toContain(
		'not readable whole; it stays closed and is not written over',
	);
	expect(server.rooms.count().rooms).toBe(0);
	await server.stop();
	expect(await rows()).toBe(damaged);
});

test('F22 a board that was mended opens again, without a restart', async () => {
	await boardOnDisk();
	await beneath('update document_update set number = 40 where number = 4');
	server = await Server.start(database.file);
	expect(await (await server.raw('ana')).closeCode()).toBe(CLOSE.unreadable);
	await beneath('update document_update set number = 4 where number = 40');
	const ana = await server.raw('ana');
	expect(jotted(ana.doc)).toEqual({ c1: 1, c2: 2, c3: 3, c4: 4, c5: 5, c6: 6 });
});
