import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardText } from '#board/edit-cards.ts';
import type { CardId } from '#board/ids.ts';
import { cardsOf } from '#board/roots.ts';
import { CLOSE, MESSAGE } from '#protocol/sync.ts';
import { lockOn } from '../../../support/gate-desk.ts';
import { jot, jotted, noteId } from '../../../support/jot.ts';
import { updateOf, type RawClient } from '../../../support/raw-client.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from '../table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;
let ana: RawClient;

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file);
	ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'locked', 1));
	ana.edit((doc) => jot(doc, 'open', 1));
	await ana.until(() => ana.saved.at(-1)?.edits === 2);
	server.table.change(() => {
		server.table.locks = [lockOn({ kind: 'card', card: noteId('locked') as CardId })];
	});
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

const board = () => server.rooms.read(WORKSHOP, BOARD, jotted);
/** Words on both cards, in one edit. */
const onBoth = (doc: Y.Doc, words: number) => {
	jot(doc, 'locked', words);
	jot(doc, 'open', words);
};

test('[G4] F30 of a day offline the legal half is kept, and the author is told where the rest stood', async () => {
	const before = ana.saved.length;
	ana.edit((doc) => onBoth(doc, 2));
	await ana.until(() => ana.resets.length === 1);
	expect(ana.resets).toEqual([
		{
			code: 'lock.held',
			lock: { by: 'Lucía', at: 1, reason: 'Vamos a votar' },
			paths: [['cards', noteId('locked'), 'text']],
		},
	]);
	await expect.poll(board).toEqual({ locked: 1, open: 2 });
	expect(ana.saved).toHaveLength(before);
});

test('[G4] what others get of it reads alike everywhere', async () => {
	const ben = await server.raw('ben');
	ana.edit((doc) => onBoth(doc, 2));
	await ben.until(() => jotted(ben.doc)['open'] === 2);
	const chela = await server.raw('chela');
	for (const { doc } of [ben, chela]) expect(jotted(doc)).toEqual({ locked: 1, open: 2 });
	expect(Y.encodeStateVector(ben.doc)).toEqual(Y.encodeStateVector(chela.doc));
});

test('[G7] until it has started afresh nothing of that client gets in or is acknowledged', async () => {
	ana.edit((doc) => onBoth(doc, 2));
	await ana.until(() => ana.resets.length === 1);
	const before = ana.saved.length;
	const next = ana.edit((doc) => jot(doc, 'other', 1));
	await ana.sync();
	expect(await board()).toEqual({ locked: 1, open: 2 });
	expect(ana.saved).toHaveLength(before);
	ana.sendMessage(MESSAGE.resetDone);
	ana.sendUpdate(next);
	await ana.until(() => ana.saved.length > before);
	expect(await board()).toEqual({ locked: 1, open: 2, other: 1 });
});

test('[G7] over another connection it is told again, by its next edit or its claim, and then may start afresh', async () => {
	ana.edit((doc) => onBoth(doc, 2));
	await ana.until(() => ana.resets.length === 1);
	ana.socket.terminate();
	await ana.closeCode();
	const later = updateOf(ana.doc, (doc) => jot(doc, 'other', 1));
	const editing = await server.raw('ana');
	editing.sendUpdate(later);
	await editing.until(() => editing.resets.length === 1);
	const claiming = await server.raw('ana');
	claiming.sendClaim(ana.doc.clientID);
	await claiming.until(() => claiming.resets.length === 1);
	expect(await board()).toEqual({ locked: 1, open: 2 });
	claiming.sendMessage(MESSAGE.resetDone);
	claiming.sendUpdate(later);
	await claiming.until(() => claiming.saved.length > 0);
	expect(await board()).toEqual({ locked: 1, open: 2, other: 1 });
});

test('[G7] a copy that holds refused words is told so after a restart too', async () => {
	ana.edit((doc) => onBoth(doc, 2));
	await ana.until(() => ana.resets.length === 1);
	const later = updateOf(ana.doc, (doc) => jot(doc, 'other', 1));
	await server.stop();
	server = await Server.start(database.file);
	const editing = await server.raw('ana');
	editing.sendUpdate(later);
	await editing.until(() => editing.resets.length === 1);
	expect(editing.resets).toMatchObject([{ code: 'text.gone' }]);
	expect(await board()).toEqual({ locked: 1, open: 2 });
	const claiming = await server.raw('ana');
	claiming.sendClaim(ana.doc.clientID);
	await claiming.until(() => claiming.resets.length === 1);
	claiming.sendMessage(MESSAGE.resetDone);
	claiming.sendUpdate(later);
	await claiming.until(() => claiming.saved.length > 0);
	expect(await board()).toEqual({ locked: 1, open: 2, other: 1 });
});

test('a stock client’s legal half is kept too, and then it is sent away for good', async () => {
	const stock = server.stock('ben');
	await eventually(() => stock.synced);
	let code = 0;
	stock.on('closed', (event: { code: number }) => (code = event.code));
	stock.doc.transact(() => onBoth(stock.doc, 2));
	await eventually(() => code !== 0);
	expect(code).toBe(CLOSE.refusedWrite);
	expect(await board()).toEqual({ locked: 1, open: 2 });
});

test('[G3] F27 a bad record is refused by itself, and the board stays whole for everybody', async () => {
	ana.edit((doc) => {
		cardsOf(doc).set(noteId('bad'), new Y.Map<unknown>([['kind', 'boss']]));
		jot(doc, 'open', 3);
	});
	await ana.until(() => ana.resets.length === 1);
	expect(ana.resets).toMatchObject([{ code: 'value.invalid', paths: [['cards', noteId('bad')], expect.anything()] }]);
	expect(await board()).toEqual({ locked: 1, open: 3 });
});

test('[G6] an id that was claimed and never written under is still its owner’s after a crash', async () => {
	const before = await server.storage.documents.load(WORKSHOP, 'board');
	const offline = 4_242;
	ana.sendClaim(offline);
	await expect
		.poll(async () => (await server.storage.documents.load(WORKSHOP, 'board')).claims.length)
		.toBe(before.claims.length + 1);
	await server.crash();
	server = await Server.start(database.file);
	const mallory = await server.raw('mallory');
	mallory.sendClaim(offline);
	expect(await mallory.closeCode()).toBe(CLOSE.clientIdTaken);
	ana = await server.raw('ana');
	ana.doc.clientID = offline;
	ana.edit((doc) => cardText(doc, noteId('open') as CardId)?.insert(0, '4'));
	await ana.until(() => ana.saved.length === 1);
	expect(await board()).toMatchObject({ open: 41 });
});

test('[G6] an id that was only shown as a cursor is its owner’s after everybody left', async () => {
	const shown = 5_151;
	ana.sendPresence(shown, 1, {});
	await ana.sync();
	await server.stop();
	server = await Server.start(database.file);
	const mallory = await server.raw('mallory');
	mallory.sendClaim(shown);
	expect(await mallory.closeCode()).toBe(CLOSE.clientIdTaken);
});
