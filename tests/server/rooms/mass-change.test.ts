import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { addCards, cardText, markGone, mergeInto, moveCards } from '#board/edit-cards.ts';
import { link, unlink } from '#board/edit-links.ts';
import { linkId, type CardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import { CLOSE } from '#protocol/sync.ts';
import { REMOVED_LETTERS, REMOVED_RECORDS, REMOVED_WITHIN_MS } from '../../../server/rooms/limits.ts';
import type { RawClient } from '../../support/raw-client.ts';
import { BOARD, databaseFile, eventually, Server, WORKSHOP } from './table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;
let now: number;

beforeEach(async () => {
	database = databaseFile();
	now = Date.now();
	server = await Server.start(database.file, { clock: () => now });
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

const LETTERS = 'abcdefghij';
const card = (index: number): CardId =>
	`c${[...String(index)].map((digit) => LETTERS[Number(digit)] ?? '').join('')}`.padEnd(20, '2') as CardId;
const cards = (count: number, from = 0): CardId[] => Array.from({ length: count }, (_, index) => card(from + index));

function send(client: RawClient, change: (doc: Y.Doc) => unknown): void {
	const pass = (update: Uint8Array) => client.sendUpdate(update);
	client.doc.on('update', pass);
	change(client.doc);
	client.doc.off('update', pass);
}

const put = (client: RawClient, ids: readonly CardId[]) =>
	send(client, (doc) =>
		addCards(
			doc,
			ids.map((id) => ({ id, kind: 'cause', pos: [0, 0] as const, text: 'Una causa con sus muchas palabras' })),
		),
	);

async function standing(): Promise<number> {
	return await server.rooms.read(WORKSHOP, BOARD, (doc) => readTree(doc).cards.size);
}

/** Ana has made cards, and Ben has them all before him. */
async function boardOfAna(count: number): Promise<{ ana: RawClient; ben: RawClient }> {
	const ana = await server.raw('ana');
	put(ana, cards(count));
	await ana.until(() => ana.saved.length > 0);
	const ben = await server.raw('ben');
	await ben.sync();
	return { ana, ben };
}

test('F31 a few dozen cards of others can be removed at once', async () => {
	const { ben } = await boardOfAna(REMOVED_RECORDS + 20);
	send(ben, (doc) => markGone(doc, cards(REMOVED_RECORDS)));
	await eventually(async () => (await standing()) === 20);
	expect(ben.resets).toEqual([]);
});

test('F31 a whole board can not: nothing of it goes, its author is told why, and what else came with it counts', async () => {
	const { ben } = await boardOfAna(REMOVED_RECORDS + 1);
	ben.edit((doc) =>
		doc.transact(() => {
			markGone(doc, cards(REMOVED_RECORDS + 1));
			moveCards(doc, [[card(0), [7, 7]]]);
		}),
	);
	await ben.until(() => ben.resets.length > 0);
	expect(ben.resets[0]).toMatchObject({ code: 'change.too-many' });
	expect(await standing()).toBe(REMOVED_RECORDS + 1);
	const pos = await server.rooms.read(WORKSHOP, BOARD, (doc) => readTree(doc).cards.get(card(0))?.pos);
	expect(pos).toEqual([7, 7]);
});

test('F31 removing one after the other adds up, whether by the mark, by a merge or by deleting the words, until the minute is over', async () => {
	const { ben } = await boardOfAna(REMOVED_RECORDS + 40);
	send(ben, (doc) => {
		for (const id of cards(REMOVED_RECORDS / 2)) markGone(doc, [id]);
		for (const id of cards(10, REMOVED_RECORDS / 2)) mergeInto(doc, id, card(REMOVED_RECORDS + 39));
		for (const id of cards(REMOVED_RECORDS / 2 - 10, REMOVED_RECORDS / 2 + 10)) {
			cardText(doc, id)?.delete(0, REMOVED_LETTERS);
		}
	});
	await ben.sync();
	expect(ben.resets).toEqual([]);
	now += REMOVED_WITHIN_MS / 2;
	send(ben, (doc) => markGone(doc, [card(REMOVED_RECORDS)]));
	await ben.until(() => ben.resets.length > 0);
	expect(await standing()).toBe(60);
	now += REMOVED_WITHIN_MS / 2 + 1;
	const again = await server.raw('ben');
	await again.sync();
	send(again, (doc) => markGone(doc, cards(30, REMOVED_RECORDS)));
	await eventually(async () => (await standing()) === 30);
	expect(again.resets).toEqual([]);
});

test('moving, linking, rewording and removing what is one’s own are free', async () => {
	const { ana, ben } = await boardOfAna(200);
	const all = cards(200);
	send(ben, (doc) => {
		moveCards(
			doc,
			all.map((id, index) => [id, [index, index]]),
		);
		for (const id of all) cardText(doc, id)?.delete(0, REMOVED_LETTERS - 1);
		for (let index = 1; index < 100; index++) link(doc, card(index), card(0));
		for (let index = 1; index < 100; index++) unlink(doc, linkId(card(index), card(0)));
	});
	await ben.sync();
	await ana.sync();
	send(ana, (doc) => markGone(doc, all));
	await eventually(async () => (await standing()) === 0);
	expect([...ben.resets, ...ana.resets]).toEqual([]);
});

test('F31 a stock client that removes a whole board is sent away', async () => {
	await boardOfAna(REMOVED_RECORDS + 1);
	const chela = await server.raw('chela', ['mesa.1']);
	await chela.sync();
	chela.edit((doc) => markGone(doc, cards(REMOVED_RECORDS + 1)));
	expect(await chela.closeCode()).toBe(CLOSE.refusedWrite);
	expect(await standing()).toBe(REMOVED_RECORDS + 1);
});
