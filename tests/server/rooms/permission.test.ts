import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE, MESSAGE } from '#protocol/sync.ts';
import { person } from '../../support/gate-desk.ts';
import { erase, jot, jotted } from '../../support/jot.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from './table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file);
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

const cards = () => server.rooms.read(WORKSHOP, BOARD, (doc) => jotted(doc));
const LOCKED = { code: 'lock.held', lock: { by: 'Lucía', at: 1, reason: 'Vamos a votar' } };

test('an edit after the lock is dropped whole, and its author is told who locked and why', async () => {
	const ana = await server.raw('ana');
	const ben = await server.raw('ben');
	server.table.lockBoard();
	ana.edit((doc) => jot(doc, 'late', 1));
	await ana.until(() => ana.resets.length === 1);
	expect(ana.resets).toEqual([{ ...LOCKED, paths: [] }]);
	expect(ben.permissions.at(-1)).toEqual({ mayWrite: false, ...LOCKED });
	expect(await cards()).toEqual({});
	expect((await server.storage.documents.load(WORKSHOP, 'board')).updates).toEqual([]);
});

test('deleting is writing too', async () => {
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
	server.table.lockBoard();
	ana.edit((doc) => erase(doc, 'a'));
	await ana.until(() => ana.resets.length === 1);
	expect(await cards()).toEqual({ a: 1 });
});

test('until it has started afresh nothing of that client counts, even after the lock is lifted', async () => {
	const ana = await server.raw('ana');
	server.table.lockBoard();
	ana.edit((doc) => jot(doc, 'late', 1));
	await ana.until(() => ana.resets.length === 1);
	server.table.unlock();
	ana.sendUpdate(Y.encodeStateAsUpdate(ana.doc));
	await ana.sync();
	expect(await cards()).toEqual({});
	expect(ana.saved).toEqual([]);
	ana.sendMessage(MESSAGE.resetDone);
	ana.sendUpdate(Y.encodeStateAsUpdate(ana.doc));
	await ana.until(() => ana.saved.length === 1);
	expect(await cards()).toEqual({ late: 1 });
});

test('a stock client that writes where it may not is sent away for good', async () => {
	const stock = server.stock('ana');
	await eventually(() => stock.synced);
	server.table.lockBoard();
	let code = 0;
	stock.on('closed', (event: { code: number }) => {
		code = event.code;
	});
	jot(stock.doc, 'late', 1);
	await eventually(() => code !== 0);
	expect(code).toBe(CLOSE.refusedWrite);
	expect(stock.shouldConnect).toBe(false);
	expect(await cards()).toEqual({});
});

test.each([
	['an update', 2],
	['a sync answer', 1],
])('F10 an observer who sends %s changes nothing and is told so', async (_title, step) => {
	server.table.observers.add(person('olga'));
	const olga = await server.raw('olga');
	expect(olga.permissions.at(-1)).toEqual({ mayWrite: false, code: 'role.observer', lock: null });
	const doc = new Y.Doc();
	jot(doc, 'mine', 1);
	olga.sendSync(step, Y.encodeStateAsUpdate(doc));
	await olga.until(() => olga.resets.length === 1);
	expect(olga.resets).toEqual([{ code: 'role.observer', lock: null, paths: [] }]);
	expect(await cards()).toEqual({});
});

test('F10 an observer’s client may repeat what everybody knows', async () => {
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	ana.edit((doc) => jot(doc, 'a', 2));
	await ana.until(() => ana.saved.at(-1)?.edits === 2);
	server.table.observers.add(person('olga'));
	const stock = server.stock('olga');
	await eventually(() => stock.synced);
	const olga = await server.raw('olga');
	olga.sendSync(1, Y.encodeStateAsUpdate(olga.doc));
	await olga.until(() => olga.saved.length === 1);
	expect(olga.resets).toEqual([]);
	expect(stock.wsconnected).toBe(true);
});

test('F10 refused edits leave no trace in the document, however many', async () => {
	server.table.observers.add(person('olga'));
	const before = await server.rooms.read(WORKSHOP, BOARD, (doc) => Y.encodeStateAsUpdate(doc).byteLength);
	const olga = await server.raw('olga');
	for (let i = 0; i < 500; i++) olga.edit((doc) => jot(doc, 'x', i));
	await olga.sync();
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => Y.encodeStateAsUpdate(doc).byteLength)).toBe(before);
});

test('F14 who is removed is out before the next message', async () => {
	const ana = await server.raw('ana');
	server.table.change(() => server.table.removed.add(person('ana')));
	ana.edit((doc) => jot(doc, 'late', 1));
	expect(await ana.closeCode()).toBe(CLOSE.removed);
	expect(await cards()).toEqual({});
	const back = await server.raw('ana');
	expect(await back.closeCode()).toBe(CLOSE.removed);
});

test('F14 who becomes an observer stays, reading', async () => {
	const ana = await server.raw('ana');
	const ben = await server.raw('ben');
	server.table.change(() => server.table.observers.add(person('ana')));
	await ana.until(() => ana.permissions.length === 2);
	ben.edit((doc) => jot(doc, 'b', 1));
	await ana.until(() => jotted(ana.doc)['b'] === 1);
});

test('F14 signing out ends that session’s connections and no others', async () => {
	const ana = await server.raw('ana');
	const ben = await server.raw('ben');
	server.rooms.closeSignInSession('session-ana');
	expect(await ana.closeCode()).toBe(CLOSE.signedOut);
	ben.edit((doc) => jot(doc, 'b', 1));
	await ben.until(() => ben.saved.length === 1);
});

test('F14 a person can be closed everywhere at once', async () => {
	const phone = await server.raw('ana');
	const laptop = await server.raw('ana');
	server.rooms.closePerson(WORKSHOP, person('ana'), CLOSE.removed);
	expect([await phone.closeCode(), await laptop.closeCode()]).toEqual([CLOSE.removed, CLOSE.removed]);
});
