import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#protocol/sync.ts';
import { FencedError, type DocumentStore, type StoredUpdate } from '../../../server/storage/storage.ts';
import { ACTS_KEPT_MS, ACTS_MERGED_MS } from '../../../server/rooms/limits.ts';
import { jot, jotted } from '../../support/jot.ts';
import { BOARD, DRAFT, Server, WORKSHOP, databaseFile, eventually } from './table.ts';

const DRAFT_TARGET = { document: 'draft', commitment: DRAFT } as const;
let database: ReturnType<typeof databaseFile>;
let server: Server;

beforeEach(() => {
	database = databaseFile();
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

/** A real store with a tap on appending and loading. */
class Disk {
	beforeAppend: (documents: readonly string[]) => Promise<void> = () => Promise.resolve();
	beforeLoad: () => Promise<void> = () => Promise.resolve();
	beforeCompact: () => Promise<void> = () => Promise.resolve();
	appends = 0;

	around = (real: DocumentStore): DocumentStore => ({
		load: async (...place) => {
			await this.beforeLoad();
			return await real.load(...place);
		},
		append: async (batches) => {
			this.appends += 1;
			await this.beforeAppend(batches.map((batch) => batch.document));
			await real.append(batches);
		},
		compact: async (...snapshot) => {
			await this.beforeCompact();
			await real.compact(...snapshot);
		},
		list: (workshop) => real.list(workshop),
		discard: (...place) => real.discard(...place),
	});
}

/** Something that the test opens when it is time. */
function gate(): { opened: Promise<void>; open: () => void } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open };
}

async function start(disk: Disk, options = {}): Promise<void> {
	server = await Server.start(database.file, { documents: disk.around, ...options });
}

test('nothing is shown, answered or called saved before it is on disk', async () => {
	const disk = new Disk();
	await start(disk);
	const ana = await server.raw('ana');
	const ben = await server.raw('ben');
	const slow = gate();
	disk.beforeAppend = () => slow.opened;
	ana.edit((doc) => jot(doc, 'a', 1));
	await eventually(() => disk.appends === 1);
	const late = server.raw('chela');
	let answered = false;
	void late.then(() => {
		answered = true;
	});
	ben.sendPresence(ben.doc.clientID, 1, { waiting: true });
	await ana.until(() => ana.presence.has(ben.doc.clientID)); // the room goes on meanwhile
	expect([ana.saved.length, ben.doc.getMap('cards').size, answered]).toEqual([0, 0, false]);
	slow.open();
	await ben.until(() => jotted(ben.doc)['a'] === 1);
	expect(jotted((await late).doc)['a']).toBe(1);
	await ana.until(() => ana.saved.length === 1);
});

test('edits that come while the disk is busy are saved with the next append, in order', async () => {
	const disk = new Disk();
	await start(disk);
	const ana = await server.raw('ana');
	const slow = gate();
	disk.beforeAppend = () => slow.opened;
	for (let i = 0; i < 100; i++) ana.edit((doc) => jot(doc, 'a', i));
	await eventually(() => disk.appends === 1);
	slow.open();
	await ana.until(() => ana.saved.at(-1)?.edits === 100);
	expect(disk.appends).toBeLessThanOrEqual(3);
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => jotted(doc)['a'])).toBe(99);
});

test('F23 a room that can not save for its time closes with a retryable code, and keeps nothing unsaved', async () => {
	const disk = new Disk();
	await start(disk, { saveWithinMs: 400 });
	const ana = await server.raw('ana');
	const ben = await server.raw('ben');
	disk.beforeAppend = () => Promise.reject(new Error('disk full'));
	ana.edit((doc) => jot(doc, 'a', 1));
	expect(await ana.closeCode()).toBe(CLOSE.unsaved);
	expect(await ben.closeCode()).toBe(CLOSE.unsaved);
	expect([ana.saved.length, ben.doc.getMap('cards').size]).toEqual([0, 0]);
	expect(server.log.some(({ level }) => level === 'error')).toBe(true);

	disk.beforeAppend = () => Promise.resolve(); // there is room on the disk again; no restart
	const back = await server.raw('ana');
	expect(back.doc.getMap('cards').size).toBe(0);
	back.sendUpdate(Y.encodeStateAsUpdate(ana.doc)); // the client kept its edit and sends it again
	await back.until(() => back.saved.length === 1);
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => jotted(doc))).toEqual({ a: 1 });
});

test('F23 a short fault of the disk is ridden out without anybody noticing', async () => {
	const disk = new Disk();
	await start(disk);
	const ana = await server.raw('ana');
	disk.beforeAppend = () => (disk.appends < 3 ? Promise.reject(new Error('database is locked')) : Promise.resolve());
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
	expect(ana.closed).toBeNull();
});

test('F23 one document that can not be saved does not stop the others', async () => {
	const disk = new Disk();
	await start(disk, { saveWithinMs: 400 });
	const ana = await server.raw('ana');
	const ben = await server.raw('ben', undefined, DRAFT_TARGET);
	disk.beforeAppend = (documents) =>
		documents.includes('board') ? Promise.reject(new Error('bad page')) : Promise.resolve();
	const edits = () => {
		ana.edit((doc) => jot(doc, 'a', 1));
		ben.edit((doc) => doc.getMap('fields').set('problem', new Y.Text('x')));
	};
	edits();
	await ben.until(() => ben.saved.length === 1);
	expect(await ana.closeCode()).toBe(CLOSE.unsaved);
	expect(ben.closed).toBeNull();
});

test('F23 a disk that never answers closes the room in its time', async () => {
	const disk = new Disk();
	await start(disk, { saveWithinMs: 300 });
	const ana = await server.raw('ana');
	const stuck = gate();
	disk.beforeAppend = () => stuck.opened;
	ana.edit((doc) => jot(doc, 'a', 1));
	expect(await ana.closeCode()).toBe(CLOSE.unsaved);
	stuck.open();
	// What reached the disk after all is there for whoever opens the document next.
	const back = await server.raw('ana');
	expect(jotted(back.doc)['a']).toBe(1);
});

test('F32 a process that lost the table stops at the first append', async () => {
	const disk = new Disk();
	await start(disk);
	const ana = await server.raw('ana');
	await server.storage.owners.claim(WORKSHOP);
	ana.edit((doc) => jot(doc, 'a', 1));
	expect(await ana.closeCode()).toBe(CLOSE.busy);
	expect(server.log.some(({ message }) => message.includes(FencedError.name))).toBe(true);
});

test('F22 a document that can not be read does not open, and opens when it can', async () => {
	const disk = new Disk();
	await start(disk);
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
	await server.stop();

	await start(disk);
	disk.beforeLoad = () => Promise.reject(new Error('I/O error'));
	const refused = await server.raw('ben');
	expect(await refused.closeCode()).toBe(CLOSE.unreadable);
	await expect(server.rooms.read(WORKSHOP, BOARD, () => null)).rejects.toThrow('could not be opened');
	disk.beforeLoad = () => Promise.resolve();
	expect(jotted((await server.raw('ben')).doc)['a']).toBe(1);
});

test('F22 a stored document with a gap does not open as half a document', async () => {
	await start(new Disk());
	const doc = new Y.Doc();
	jot(doc, 'a', 1);
	const before = Y.encodeStateVector(doc);
	jot(doc, 'b', 1);
	await server.storage.documents.append([
		{
			workshop: WORKSHOP,
			epoch: server.table.currentEpoch,
			document: 'board',
			updates: [{ bytes: Y.encodeStateAsUpdate(doc, before), participant: null, at: 0 }],
			claims: [],
		},
	]);
	expect(await (await server.raw('ana')).closeCode()).toBe(CLOSE.unreadable);
});

test('F21 a document opened again while its last save is under way shows every acknowledged edit', async () => {
	const disk = new Disk();
	let now = Date.now();
	await start(disk, { lingerMs: 0, clock: () => now });
	const ana = await server.raw('ana');
	const slow = gate();
	let compacting = false;
	disk.beforeCompact = () => {
		compacting = true;
		return slow.opened;
	};
	for (let i = 0; i < 20; i++) ana.edit((doc) => jot(doc, `c${i}`, i));
	await ana.until(() => ana.saved.at(-1)?.edits === 20);
	now += ACTS_KEPT_MS + ACTS_MERGED_MS;
	ana.close();
	await eventually(() => compacting);
	const back = server.raw('ana');
	slow.open();
	expect((await back).doc.getMap('cards').size).toBe(20);
	expect((await server.storage.documents.load(WORKSHOP, 'board')).updates).toEqual([]);
});

test('F21 an edit whose author closed the tab at once is kept', async () => {
	const disk = new Disk();
	await start(disk, { lingerMs: 0 });
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	ana.close();
	await eventually(() => server.rooms.count().connections === 0);
	await eventually(() => server.rooms.count().rooms === 0);
	expect(jotted((await server.raw('ben')).doc)['a']).toBe(1);
});

test('F24 visits leave no room behind', async () => {
	await start(new Disk(), { lingerMs: 0 });
	for (let i = 0; i < 50; i++) {
		const ana = await server.raw('ana');
		ana.close();
		await eventually(() => server.rooms.count().connections === 0);
	}
	await eventually(() => server.rooms.count().rooms === 0);
});

test('a document with a long history opens, and is folded into one snapshot', async () => {
	await start(new Disk());
	const doc = new Y.Doc();
	const updates: StoredUpdate[] = [];
	doc.on('update', (bytes: Uint8Array) => updates.push({ bytes, participant: null, at: 0 }));
	for (let i = 0; i < 600; i++) jot(doc, 'a', i);
	const { currentEpoch: epoch } = server.table;
	await server.storage.documents.append([{ workshop: WORKSHOP, epoch, document: 'board', updates, claims: [] }]);
	expect(jotted((await server.raw('ana')).doc)['a']).toBe(599);
	const load = () => server.storage.documents.load(WORKSHOP, 'board');
	await expect.poll(async () => (await load()).updates.length).toBe(0);
	expect((await load()).lastUpdate).toBe(600);
});

test('closing a table forgets what is not on disk and sends everybody away', async () => {
	const disk = new Disk();
	await start(disk);
	const ana = await server.raw('ana');
	const slow = gate();
	disk.beforeAppend = () => slow.opened;
	ana.edit((doc) => jot(doc, 'a', 1));
	await eventually(() => disk.appends === 1);
	ana.edit((doc) => jot(doc, 'b', 1));
	const closed = server.rooms.closeWorkshop(WORKSHOP, CLOSE.unknownDocument);
	expect(await ana.closeCode()).toBe(CLOSE.unknownDocument);
	slow.open();
	await closed;
	expect(disk.appends).toBe(1);
});

test('an orderly stop sends everybody away for a while', async () => {
	await start(new Disk());
	const ana = await server.raw('ana');
	const stopped = server.rooms.stop();
	expect(await ana.closeCode()).toBe(CLOSE.stopping);
	await stopped;
	expect(await (await server.raw('ana')).closeCode()).toBe(CLOSE.stopping);
});
