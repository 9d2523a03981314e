import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ROOTS } from '#board/roots.ts';
import { fold } from '../../../server/rooms/fold.ts';
import { bytesOf } from '../../../server/rooms/authors.ts';
import { FoldApart } from '../../../server/rooms/fold-apart.ts';
import { ACTS_KEPT_MS, COMPACT_AFTER_UPDATES, FOLD_APART_BYTES } from '../../../server/rooms/limits.ts';
import { restoreDocument } from '../../../server/rooms/restore.ts';
import type { StoredDocument, StoredUpdate } from '../../../server/storage/storage.ts';
import { documentFaults, type Faults } from '../../support/faulty-storage.ts';
import { person } from '../../support/gate-desk.ts';
import { jot, jotted } from '../../support/jot.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from '../../server/rooms/table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;

beforeEach(() => {
	database = databaseFile();
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

/** As many updates as make a fold worth while, of a person, so long ago that nobody can undo them any more. */
function longLog(updates = COMPACT_AFTER_UPDATES + 50, words = ''): StoredUpdate[] {
	const doc = new Y.Doc();
	const log: StoredUpdate[] = [];
	const at = Date.now() - 2 * ACTS_KEPT_MS;
	doc.on('update', (bytes: Uint8Array) => log.push({ bytes, participant: person('ana'), at }));
	for (let i = 0; i < updates; i++) jot(doc, `c${i % 20}`, `${words}${i}`);
	return log;
}

const load = (): Promise<StoredDocument> => server.storage.documents.load(WORKSHOP, 'board');

async function store(updates: readonly StoredUpdate[]): Promise<void> {
	const epoch = server.table.currentEpoch;
	await server.storage.documents.append([{ workshop: WORKSHOP, epoch, document: 'board', updates, claims: [] }]);
}

/** A server on a real store whose faults are in the test's hands. */
async function startWithFaults(): Promise<Faults> {
	const { faults, around } = documentFaults();
	server = await Server.start(database.file, { documents: around });
	return faults;
}

test('a log is folded while people write, and neither they nor what they wrote wait for it', async () => {
	const faults = await startWithFaults();
	await store(longLog());
	const release = faults.hold('documents.compact');
	const ana = await server.raw('ana');
	await eventually(() => faults.waiting('documents.compact') === 1);
	for (let i = 0; i < 5; i++) {
		ana.edit((doc) => jot(doc, 'meanwhile', i));
		await ana.until(() => ana.saved.at(-1)?.edits === i + 1);
	}
	const { lastUpdate } = await load();
	release();
	await expect.poll(async () => (await load()).updates.length).toBe(5); // the fold has taken the rest
	expect((await load()).lastUpdate).toBe(lastUpdate);
	expect(ana.closed).toBeNull();
	await server.crash();
	server = await Server.start(database.file);
	expect(jotted((await server.raw('ben')).doc)).toEqual(jotted(ana.doc));
});

test('an open room folds what is written in it, without anybody leaving', async () => {
	server = await Server.start(database.file);
	await store(longLog(COMPACT_AFTER_UPDATES - 10));
	const [ana, ben] = [await server.raw('ana'), await server.raw('ben')];
	expect((await load()).updates.length).toBe(COMPACT_AFTER_UPDATES - 10); // too few yet
	for (let turn = 0; turn < 10; turn++) {
		for (const client of [ana, ben]) {
			const saved = client.saved.length;
			client.edit((doc) => jot(doc, client === ana ? 'ana' : 'ben', turn));
			await client.until(() => client.saved.length > saved);
		}
	}
	await expect.poll(async () => (await load()).updates.length).toBeLessThan(30);
	expect((await load()).lastUpdate).toBe(COMPACT_AFTER_UPDATES + 10);
	expect(server.rooms.count()).toMatchObject({ rooms: 1, connections: 2 });
	await expect.poll(() => jotted(ana.doc)).toEqual(jotted(ben.doc));
});

test.each(['before', 'after'] as const)(
	'F23 a fold that the disk fails %s it is stored loses nothing and closes nothing',
	async (when) => {
		const faults = await startWithFaults();
		const log = longLog();
		await store(log);
		faults.fail('documents.compact', { when, error: new Error('database or disk is full') });
		const ana = await server.raw('ana');
		await eventually(() => server.log.some(({ message }) => message.includes('could not be folded')));
		ana.edit((doc) => jot(doc, 'a', 1));
		await ana.until(() => ana.saved.length === 1);
		expect(ana.closed).toBeNull();
		await server.crash();
		server = await Server.start(database.file);
		expect(jotted((await server.raw('ben')).doc)).toEqual(jotted(ana.doc));
	},
);

test('F23 an append whose answer is lost is made again, claims and all, and nobody notices', async () => {
	const faults = await startWithFaults();
	const ana = await server.raw('ana');
	faults.fail('documents.append', { when: 'after', error: new Error('connection reset') });
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
	expect(ana.closed).toBeNull();
	expect(jotted(restoreDocument(await load(), ROOTS.board))).toEqual({ a: 1 });
});

test('a large log is folded in a thread of its own, and comes out the same', async () => {
	server = await Server.start(database.file);
	const updates = longLog(600, 'palabras '.repeat(100));
	const stored = { snapshot: null, snapshotUntil: 0, updates, lastUpdate: updates.length, claims: [] };
	expect(bytesOf(updates)).toBeGreaterThan(FOLD_APART_BYTES);
	const apart = new FoldApart();
	const task = { stored, roots: ROOTS.board, now: Date.now() };
	let turns = 0;
	const turning = setInterval(() => (turns += 1), 1);
	const folded = await apart.fold(task);
	clearInterval(turning);
	expect(turns).toBeGreaterThan(5); // this thread went on
	const content = (snapshot: Uint8Array) => restoreDocument({ ...stored, snapshot, updates: [] }, ROOTS.board);
	const here = fold(stored, ROOTS.board, task.now);
	if (folded === null || here === null) throw new Error('there was something to fold');
	expect(jotted(content(folded.snapshot))).toEqual(jotted(content(here.snapshot)));

	const damaged = [{ bytes: new Uint8Array(FOLD_APART_BYTES).fill(255), participant: null, at: 0 }];
	await expect(apart.fold({ ...task, stored: { ...stored, updates: damaged } })).rejects.toThrow();
	expect((await apart.fold(task))?.last).toBe(600);
	await apart.stop();
});

test('a thread that folds again and again gathers nothing', async () => {
	const updates = longLog(300, 'palabras '.repeat(100));
	const stored = { snapshot: null, snapshotUntil: 0, updates, lastUpdate: updates.length, claims: [] };
	expect(bytesOf(updates)).toBeGreaterThan(FOLD_APART_BYTES);
	const warnings: string[] = [];
	const onWarning = ({ name }: Error) => void warnings.push(name);
	process.on('warning', onWarning);
	const apart = new FoldApart();
	// Node warns of the eleventh listener to one event.
	for (let i = 0; i < 12; i++) await apart.fold({ stored, roots: ROOTS.board, now: Date.now() });
	await apart.stop();
	process.off('warning', onWarning);
	expect(warnings).toEqual([]);
});

test('F21 a room that closes while it is frozen does not open again before the freeze is over', async () => {
	const faults = await startWithFaults();
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
	const freeze = await server.rooms.freeze(WORKSHOP, BOARD);
	const flood = new Uint8Array(3 * 1024 * 1024);
	for (let i = 0; i < 12 && ana.closed === null; i++) ana.sendUpdate(flood); // more than may wait for a freeze
	await ana.closeCode();
	const back = server.raw('ben');
	let isBack = false;
	void back.then(() => (isBack = true));
	expect(freeze.read((doc) => jotted(doc))).toEqual({ a: 1 });
	await new Promise((resolve) => setImmediate(resolve));
	expect([isBack, faults.waiting('documents.load')]).toEqual([false, 0]);
	freeze.release();
	expect(jotted((await back).doc)).toEqual({ a: 1 });
});
