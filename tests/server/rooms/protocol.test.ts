import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE, MESSAGE } from '#protocol/sync.ts';
import { chooseProtocol, parseSyncPath } from '../../../server/rooms/upgrade.ts';
import { person } from '../../support/gate-desk.ts';
import { jot, jotted } from '../../support/jot.ts';
import { BOARD, DRAFT, Server, WORKSHOP, databaseFile, eventually } from './table.ts';

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

describe('F12 a document has one spelling', () => {
	test.each([
		[`/sync/${WORKSHOP}/board`, { workshop: WORKSHOP, document: BOARD }],
		[
			`/sync/${WORKSHOP}/draft-${DRAFT}`,
			{ workshop: WORKSHOP, document: { document: 'draft', commitment: DRAFT } },
		],
	])('%s is read', (path, place) => {
		expect(parseSyncPath(path)).toEqual(place);
	});

	test.each([
		`/sync/${WORKSHOP}/Board`,
		`/sync/${WORKSHOP}/board/`,
		`/sync/${WORKSHOP}//board`,
		`/sync/${WORKSHOP}/board%20`,
		`/sync/${WORKSHOP}/board `,
		`/sync/${WORKSHOP}/../board`,
		`/sync/${WORKSHOP}/..%2fboard`,
		`/sync/${WORKSHOP}/board?token=secret`,
		`/sync/${WORKSHOP}/board#x`,
		`/sync/${WORKSHOP.toUpperCase()}/board`,
		`/sync/${WORKSHOP}/draft-${DRAFT}x`,
		`/sync/${WORKSHOP}/draft-`,
		`/sync/${WORKSHOP}/secrets`,
		`/sync/${WORKSHOP}`,
		'/sync/',
		'/',
		'',
	])('%s is not', (path) => {
		expect(parseSyncPath(path)).toBeNull();
	});
});

test('the newest protocol that both know is chosen, and a token is never sent back', async () => {
	expect(chooseProtocol(new Set(['bearer.ana', 'mesa.1', 'mesa.2']))).toBe('mesa.2');
	expect(chooseProtocol(new Set(['mesa.1', 'mesa.9']))).toBe('mesa.1');
	expect(chooseProtocol(new Set(['bearer.ana']))).toBe(false);
	expect((await server.raw('ana')).socket.protocol).toBe('mesa.2');
});

const wrong: readonly [title: string, bytes: Uint8Array][] = [
	['an unknown message type', Uint8Array.of(42)],
	['a saved message, which only the server sends', Uint8Array.of(MESSAGE.saved, 1, 0, 0)],
	['a reset, which only the server sends', Uint8Array.of(MESSAGE.reset, 2, 123, 125)],
	['an unknown sync step', Uint8Array.of(MESSAGE.sync, 9, 0)],
	['a message that ends early', Uint8Array.of(MESSAGE.sync, 2, 200)],
	['an empty message', new Uint8Array()],
	['a presence message that announces a million states', Uint8Array.of(MESSAGE.awareness, 3, 0xc0, 0x84, 0x3d)],
	['a state vector that is none', Uint8Array.of(MESSAGE.sync, 0, 1, 9)],
];
test.each(wrong)('F11 %s ends its own connection and no other', async (_title, bytes) => {
	const ana = await server.raw('ana');
	const mallory = await server.raw('mallory');
	mallory.sendBytes(bytes);
	expect(await mallory.closeCode()).toBe(CLOSE.malformed);
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
});

test('F11 a stock client gets none of our messages and may send none', async () => {
	const stock = await server.raw('ana', ['mesa.1']);
	server.table.lockBoard();
	server.table.unlock();
	await stock.sync();
	expect([stock.permissions, stock.saved, stock.resets]).toEqual([[], [], []]);
	stock.sendMessage(MESSAGE.resetDone);
	expect(await stock.closeCode()).toBe(CLOSE.malformed);
});

test('F11 a text frame is refused', async () => {
	const mallory = await server.raw('mallory');
	mallory.socket.send('hello');
	expect(await mallory.closeCode()).toBe(CLOSE.malformed);
});

test('F16 an update over the limit is refused before it is looked at', async () => {
	const mallory = await server.raw('mallory');
	mallory.sendUpdate(new Uint8Array(5 * 1024 * 1024));
	expect(await mallory.closeCode()).toBe(CLOSE.tooLarge);
});

test('F16 a message over the limit ends at the socket', async () => {
	const mallory = await server.raw('mallory');
	mallory.sendBytes(new Uint8Array(9 * 1024 * 1024));
	expect(await mallory.closeCode()).toBe(1009);
});

test('F16 compression is off', async () => {
	expect((await server.raw('ana')).socket.extensions).toBe('');
});

test('F16 a flood is cut off', async () => {
	const mallory = await server.raw('mallory');
	for (let i = 0; i < 3_000; i++) mallory.sendMessage(MESSAGE.queryAwareness);
	expect(await mallory.closeCode()).toBe(CLOSE.tooMany);
});

test.each([
	['reserved bits', [0xf2, 0x80, 1, 2, 3, 4]],
	['an unknown opcode', [0x83, 0x80, 1, 2, 3, 4]],
	['no mask', [0x82, 0x01, 7]],
	['a header that claims 200 MiB', [0x82, 0xff, 0, 0, 0, 0, 0x0c, 0x80, 0, 0, 1, 2, 3, 4]],
])('F1 a frame with %s closes that socket; the room goes on', async (_title, frame) => {
	const ana = await server.raw('ana');
	const { port, host, pathname } = new URL(server.url());
	const socket = connect(Number(port), '127.0.0.1');
	socket.write(
		`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
			'Sec-WebSocket-Protocol: mesa.1, bearer.mallory\r\n\r\n',
	);
	await once(socket, 'data');
	socket.write(Uint8Array.from(frame));
	socket.resume();
	socket.on('error', () => {});
	await once(socket, 'close');
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length === 1);
});

test('a document that the table does not have is refused for good', async () => {
	const ana = await server.raw('ana', undefined, { document: 'own', participant: person('ana') });
	expect(await ana.closeCode()).toBe(CLOSE.unknownDocument);
});

test('one person opens at most sixteen sockets on a document', async () => {
	const tabs = [];
	for (let i = 0; i < 16; i++) tabs.push(await server.raw('ana'));
	const oneMore = await server.raw('ana');
	expect(await oneMore.closeCode()).toBe(CLOSE.busy);
	expect(tabs.every((tab) => tab.closed === null)).toBe(true);
});

test('what was sent while the document was opening is not lost', async () => {
	const doc = new Y.Doc();
	const provider = server.stock('ana', doc);
	jot(doc, 'a', 1);
	await eventually(() => provider.synced);
	const cards = await server.rooms.read(WORKSHOP, BOARD, (board) => jotted(board));
	expect(cards).toEqual({ a: 1 });
});

test('presence and edits in the same burst arrive in order', async () => {
	const ana = await server.raw('ana');
	const ben = await server.raw('ben');
	for (let i = 0; i < 50; i++) {
		ana.sendPresence(ana.doc.clientID, i, { cursor: { x: i, y: 0 } });
		ana.edit((doc) => jot(doc, 'a', i));
	}
	await ben.until(() => jotted(ben.doc)['a'] === 49);
	// Before her first position has come, there is none to look at.
	await ben.until(() => JSON.stringify(ben.presence.get(ana.doc.clientID) ?? null).includes('"x":49'));
});
