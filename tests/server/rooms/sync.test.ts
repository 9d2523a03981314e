import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addCard, cardText } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import { readTree } from '#board/read-tree.ts';
import type { CardId } from '#domain/ids.ts';
import { updateOf } from '../../support/raw-client.ts';
import { ACTS_KEPT_MS } from '../../../server/rooms/limits.ts';
import { erase, jot, jotted } from '../../support/jot.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from './table.ts';

const CARD = 'tarjeta2222222222222' as CardId;
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

const addProblem = (doc: Y.Doc, text: string) => addCard(doc, { id: CARD, kind: 'problem', pos: [0, 0], text });
const wording = (doc: Y.Doc) => readTree(doc).cards.get(CARD)?.text;

test('two stock clients see what the other writes', async () => {
	const ana = server.stock('ana');
	const ben = server.stock('ben');
	addProblem(ana.doc, 'Desorden territorial');
	await eventually(() => wording(ben.doc) === 'Desorden territorial');
	const text = cardText(ben.doc, CARD);
	if (text) editText(text, { index: 0, remove: 0, insert: 'Hay ' }, 2_000);
	await eventually(() => wording(ana.doc) === 'Hay Desorden territorial');
});

test('a late joiner gets the whole board', async () => {
	const ana = server.stock('ana');
	addProblem(ana.doc, 'Brecha salarial');
	await eventually(() => ana.synced);
	const chela = await server.raw('chela');
	await chela.until(() => wording(chela.doc) === 'Brecha salarial');
});

test('who joins while others write gets all that was shown, whenever they come', async () => {
	const ana = await server.raw('ana');
	ana.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== ana && ana.sendUpdate(update));
	addProblem(ana.doc, '');
	for (const letter of 'abcdefghijkl') {
		const text = cardText(ana.doc, CARD);
		if (text) editText(text, { index: text.length, remove: 0, insert: `${letter}${letter}` }, 2_000);
		if (text && text.length > 6) editText(text, { index: 1, remove: 2, insert: '' }, 2_000);
		await ana.sync(); // answered once all of it is on disk
		const late = await server.raw(`late${letter}`);
		expect(wording(late.doc)).toBe(wording(ana.doc));
		late.close();
	}
});

test('after a restart the board holds all that was shown', async () => {
	const ana = server.stock('ana');
	const ben = server.stock('ben');
	addProblem(ana.doc, 'Brecha salarial');
	await eventually(() => wording(ben.doc) !== undefined);
	await server.crash();
	server = await Server.start(database.file);
	const chela = await server.raw('chela');
	expect(wording(chela.doc)).toBe('Brecha salarial');
});

test('a day after an orderly stop the board is one snapshot with everything in it', async () => {
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length > 0);
	await server.stop();
	server = await Server.start(database.file);
	// Until then what she did stays apart, so that it can be undone.
	expect((await server.storage.documents.load(WORKSHOP, 'board')).updates).toHaveLength(1);
	await server.stop();
	server = await Server.start(database.file, { clock: () => Date.now() + ACTS_KEPT_MS });
	await server.raw('ben');
	await server.stop();
	server = await Server.start(database.file);
	const stored = await server.storage.documents.load(WORKSHOP, 'board');
	expect(stored.updates).toEqual([]);
	expect(stored.snapshot).not.toBeNull();
	expect(jotted((await server.raw('ben')).doc)['a']).toBe(1);
});

test('the server reads and writes a document as it is on disk', async () => {
	const ana = await server.raw('ana');
	await server.rooms.write(WORKSHOP, BOARD, (doc) => jot(doc, 'seed', true));
	await ana.until(() => jotted(ana.doc)['seed'] === true);
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length > 0);
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => jotted(doc))).toEqual({
		a: 1,
		seed: true,
	});
});

test('what a client is told is saved is on disk, deletions too', async () => {
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	ana.edit((doc) => erase(doc, 'a'));
	await ana.until(() => ana.saved.at(-1)?.edits === 2);
	const written = Y.getState(ana.doc.store, ana.doc.clientID);
	expect(ana.saved.at(-1)?.vector).toEqual(new Map([[ana.doc.clientID, written]]));
	const stored = await server.storage.documents.load(WORKSHOP, 'board');
	const copy = new Y.Doc();
	for (const { bytes } of stored.updates) Y.applyUpdate(copy, bytes);
	expect(jotted(copy)).toEqual({});
	expect(Y.getState(copy.store, ana.doc.clientID)).toBe(written);
});

test('who wrote under which client id is stored with the edits', async () => {
	const ana = await server.raw('ana');
	ana.edit((doc) => jot(doc, 'a', 1));
	await ana.until(() => ana.saved.length > 0);
	const { claims } = await server.storage.documents.load(WORKSHOP, 'board');
	expect(claims.map(({ clientId, participant }) => [clientId, participant.slice(0, 3)])).toEqual([
		[ana.doc.clientID, 'ana'],
	]);
});

test('what is typed in the moment of coming back is not lost, though it builds on edits made offline', async () => {
	const offline = new Y.Doc();
	jot(offline, 'a', 'offline');
	const ana = await server.raw('ana', ['mesa.2']);
	const typed = updateOf(offline, (doc) => jot(doc, 'b', 'typed'));
	ana.sendUpdate(typed);
	ana.sendSync(1, Y.encodeStateAsUpdate(offline));
	await ana.until(() => ana.saved.at(-1)?.edits === 2);
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => doc.getMap('cards').size)).toBe(2);
});
