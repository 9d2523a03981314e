import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { jot, jotted } from '../../support/jot.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from './table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file, { freezeMs: 300, lingerMs: 0 });
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

const cardsOf = (doc: Y.Doc) => jotted(doc);

test('while a board is frozen it stands still; edits wait and then count', async () => {
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
	const freeze = await server.rooms.freeze(WORKSHOP, BOARD);
	ana.edit((doc) => jot(doc, 'a', 2));
	await ana.sync(); // answered in order, so the edit has reached the server
	expect(freeze.read(cardsOf)).toEqual({ a: 1 });
	expect(freeze.stateVector).toEqual(Y.encodeStateVector(await server.rooms.read(WORKSHOP, BOARD, (doc) => doc)));
	expect(ana.saved.length).toBe(1);
	freeze.release();
	await ana.until(() => ana.saved.length === 2);
	expect(await server.rooms.read(WORKSHOP, BOARD, cardsOf)).toEqual({ a: 2 });
});

test('a freeze has all that was accepted before it, and all of it is on disk', async () => {
	const ana = await server.raw('ana');
	for (let i = 0; i < 20; i++) ana.edit((doc) => jot(doc, `c${i}`, i));
	await ana.until(() => ana.saved.length > 0);
	const freeze = await server.rooms.freeze(WORKSHOP, BOARD);
	const frozen = freeze.read(cardsOf);
	const copy = new Y.Doc();
	for (const { bytes } of (await server.storage.documents.load(WORKSHOP, 'board')).updates)
		Y.applyUpdate(copy, bytes);
	expect(cardsOf(copy)).toEqual(frozen);
	freeze.release();
});

test('an edit that waited is judged by what is allowed once the freeze is over', async () => {
	const ana = await server.raw('ana');
	const freeze = await server.rooms.freeze(WORKSHOP, BOARD);
	ana.edit((doc) => jot(doc, 'late', 1));
	await ana.sync();
	server.table.lockBoard();
	freeze.release();
	await ana.until(() => ana.resets.length === 1);
	expect(await server.rooms.read(WORKSHOP, BOARD, cardsOf)).toEqual({});
});

test('a freeze that nobody releases ends by itself', async () => {
	const ana = await server.raw('ana');
	const freeze = await server.rooms.freeze(WORKSHOP, BOARD);
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
	expect(freeze.isHeld).toBe(false);
	expect(() => freeze.read(cardsOf)).toThrow('over');
	freeze.release();
	expect(server.log.some(({ message }) => message.includes('never released'))).toBe(true);
});

test('two freezes at once both have to end', async () => {
	const ana = await server.raw('ana');
	const first = await server.rooms.freeze(WORKSHOP, BOARD);
	const second = await server.rooms.freeze(WORKSHOP, BOARD);
	first.release();
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.sync();
	expect(second.read(cardsOf)).toEqual({});
	second.release();
	await ana.until(() => ana.saved.length === 1);
});

test('a board with nobody in it can be frozen and read, and closes again', async () => {
	const freeze = await server.rooms.freeze(WORKSHOP, BOARD);
	expect(freeze.read(cardsOf)).toEqual({});
	freeze.release();
	await eventually(() => server.rooms.count().rooms === 0);
});
