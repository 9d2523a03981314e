import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardText } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import type { CardId } from '#domain/ids.ts';
import { CLOSE, SYNC_PART_BYTES } from '#protocol/sync.ts';
import { DocumentLink, type DocumentLinkOptions } from '../../src/lib/live/document-link.ts';
import { CARD, add, online, storeOver, type, wording } from '../support/board-link.ts';
import { lockOn, person } from '../support/gate-desk.ts';
import { DeviceMemory } from '../support/offline-memory.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from './rooms/table.ts';

const OTHER = 'tarjeta3333333333333' as CardId;
let database: ReturnType<typeof databaseFile>;
let server: Server;
let links: DocumentLink[];
/** Ana's own device. */
let device: DeviceMemory;
let texts: Map<string, string>;

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file);
	links = [];
	device = new DeviceMemory();
	texts = new Map();
});
afterEach(async () => {
	for (const link of links) link.stop();
	await server.stop();
	database.drop();
});

/** Opens the board in a tab of its own, on Ana's device or on one that keeps nothing. */
function open(name: string, options: Partial<DocumentLinkOptions> = {}): DocumentLink {
	const link = new DocumentLink({
		workshop: WORKSHOP,
		document: BOARD,
		origin: server.origin,
		protocols: [`bearer.${name}`],
		keeping: name === 'ana' ? { offline: device.tab(), texts: storeOver(texts) } : { offline: null, texts: null },
		random: () => 0,
		...options,
	});
	links.push(link);
	return link;
}

/** Ana has put a card on the board, and the server has it. */
async function anaWithHerCard(): Promise<DocumentLink> {
	const ana = await online(open('ana'));
	add(ana, 'Brecha');
	await eventually(() => ana.saved === 'saved');
	return ana;
}

/** An id for each number up to 1,023. */
const cardNumber = (number: number) =>
	number.toString(2).padStart(20, '0').replaceAll('0', 'a').replaceAll('1', 'b') as CardId;

/** The server goes; whoever is connected notices. */
async function down(...present: DocumentLink[]): Promise<() => Promise<void>> {
	const { port } = new URL(server.origin);
	await server.crash();
	await eventually(() => present.every((link) => link.connection.is === 'offline'));
	return async () => {
		server = await Server.start(database.file, { port: Number(port) });
	};
}

const onServer = (id = CARD) => server.rooms.read(WORKSHOP, BOARD, (doc) => wording(doc, id));

test('what Ana wrote while the server was away outlives her tab, and arrives when she opens the table again', async () => {
	const ana = await anaWithHerCard();
	const up = await down(ana);
	type(ana, ' salarial');
	expect(ana.saved).toBe('in-this-tab');
	await eventually(() => ana.saved === 'on-this-device');
	ana.stop();
	expect(device.edits.size).toBe(1);

	await up();
	const again = open('ana');
	await eventually(() => again.saved === 'saved' && again.connection.is === 'online');
	expect(again.replica.doc.clientID).not.toBe(ana.replica.doc.clientID);
	expect(await onServer()).toBe('Brecha salarial');
	await eventually(() => device.edits.size === 0);
});

test('a device keeps the document itself, so that it can be read before the server answers', async () => {
	const ana = await anaWithHerCard();
	ana.stop(); // as when the page goes out of sight
	await eventually(() => device.copy !== null);
	const up = await down();
	const again = open('ana');
	await eventually(() => again.replica.hasArrived);
	expect(wording(again.replica.doc)).toBe('Brecha');
	expect(again.saved).toBe('saved');
	type(again, ' salarial');
	await eventually(() => again.saved === 'on-this-device');
	await up();
	await eventually(() => again.saved === 'saved');
	expect(await onServer()).toBe('Brecha salarial');
});

test('an edit that the server has is not kept on the device', async () => {
	const ana = await anaWithHerCard();
	ana.stop();
	await eventually(() => device.copy !== null);
	expect(device.edits.size).toBe(0);
});

test('two tabs of one device keep their own edits apart, and nothing of either is lost', async () => {
	const [one, two] = [await online(open('ana')), await online(open('ana'))];
	add(one, 'Brecha');
	await eventually(() => wording(two.replica.doc) === 'Brecha' && one.saved === 'saved');
	const up = await down(one, two);
	type(one, ' salarial');
	add(two, 'Cuidados', OTHER);
	await eventually(() => one.saved === 'on-this-device' && two.saved === 'on-this-device');
	one.stop();
	// A third tab takes over what the first one left, and leaves to the second what is its own.
	const three = open('ana');
	await eventually(() => three.replica.stage === 'on-this-device');
	expect(wording(three.replica.doc, OTHER)).toBeNull();
	await up();
	await eventually(() => two.saved === 'saved' && three.saved === 'saved');
	expect([await onServer(), await onServer(OTHER)]).toEqual(['Brecha salarial', 'Cuidados']);
	await eventually(() => device.edits.size === 0);
	await eventually(() => wording(two.replica.doc) === 'Brecha salarial');
});

test('F30 offline words that met a lock are shown after the reload, once, and are not sent for ever', async () => {
	const ana = await anaWithHerCard();
	const up = await down(ana);
	type(ana, ' salarial');
	await eventually(() => ana.saved === 'on-this-device');
	ana.stop();
	await up();
	server.table.lockBoard();
	const again = open('ana');
	await eventually(() => again.setAside.length === 1 && again.connection.is === 'online');
	expect(again.setAside).toMatchObject([{ text: 'Brecha salarial', code: 'lock.held', lock: { by: 'Lucía' } }]);
	expect([wording(again.replica.doc), again.saved]).toEqual(['Brecha', 'saved']);
	await eventually(() => device.edits.size === 0);
	again.stop();
	const third = await online(open('ana'));
	expect(third.setAside).toHaveLength(1);
	expect(third.saved).toBe('saved');
});

/** Lucía closes one card; who is connected hears of it. */
function lockCard(id: CardId): void {
	server.table.change(() => {
		server.table.locks = [lockOn({ kind: 'card', card: id })];
	});
}

test('F30 of what was written offline the legal half is kept, and only what met the lock is set aside', async () => {
	const ana = await online(open('ana'));
	add(ana, 'Brecha');
	add(ana, 'Cuidados', OTHER);
	await eventually(() => ana.saved === 'saved');
	const up = await down(ana);
	type(ana, ' salarial');
	type(ana, ' no pagados', OTHER);
	await eventually(() => ana.saved === 'on-this-device');
	ana.stop();
	await up();
	lockCard(CARD);
	const again = open('ana');
	await eventually(() => again.setAside.length > 0 && again.connection.is === 'online' && again.saved === 'saved');
	expect(again.setAside.map(({ path, text }) => [path[1], text])).toEqual([[CARD, 'Brecha salarial']]);
	expect([await onServer(), await onServer(OTHER)]).toEqual(['Brecha', 'Cuidados no pagados']);
	const { doc } = again.replica;
	expect([wording(doc), wording(doc, OTHER)]).toEqual(['Brecha', 'Cuidados no pagados']);
	// And writing goes on where it may.
	type(again, ' ni contados', OTHER);
	await eventually(() => again.saved === 'saved');
	expect(await onServer(OTHER)).toBe('Cuidados no pagados ni contados');
});

test('after a lock falls on what somebody is writing they are back within a second, with their words', async () => {
	const ana = await anaWithHerCard();
	// Ana's page has not heard of the lock yet.
	server.table.locks = [lockOn({ kind: 'card', card: CARD })];
	const before = ana.replica;
	const started = performance.now();
	type(ana, ' salarial');
	await eventually(() => ana.replica !== before && ana.replica.hasSynced && ana.setAside.length === 1);
	expect(performance.now() - started).toBeLessThan(1_000);
	expect([ana.setAside[0]?.text, wording(ana.replica.doc)]).toEqual(['Brecha salarial', 'Brecha']);
});

test('F29 a tab that connects again while its old socket seems alive takes its place', async () => {
	const ana = await anaWithHerCard();
	const { connections } = server.rooms.count();
	// As after a sleep: the page hangs up at its end and comes back, whatever the other end still believes.
	ana.replica.hangUp();
	ana.replica.reconnect();
	type(ana, ' salarial');
	await eventually(() => ana.saved === 'saved' && server.rooms.count().connections === connections);
	expect(await onServer()).toBe('Brecha salarial');
});

test('words typed while a reset is under way are set aside, not lost', async () => {
	const ana = await anaWithHerCard();
	server.table.lock = lockOn({ kind: 'board' });
	const { doc } = ana.replica;
	// An editor that has not noticed yet goes on writing in the copy that was given up.
	ana.onReset(() => {
		const text = cardText(doc, CARD);
		if (text) editText(text, { index: text.length, remove: 0, insert: ' y de cuidados' }, 2_000);
	});
	type(ana, ' salarial');
	await eventually(() => ana.setAside.length === 1);
	expect(ana.setAside[0]?.text).toBe('Brecha salarial y de cuidados');
});

test('should the page end while a reset is under way, the refused words are there when it opens again', async () => {
	const ana = await anaWithHerCard();
	server.table.lock = lockOn({ kind: 'board' });
	ana.onReset(() => ana.stop());
	type(ana, ' salarial');
	await eventually(() => texts.size === 1);
	expect(ana.setAside).toEqual([]);
	expect(open('ana').setAside.map(({ text }) => text)).toEqual(['Brecha salarial']);
});

test('a device that can keep nothing says so, and everything else works', async () => {
	device.isFull = true;
	const ana = await online(open('ana'));
	const up = await down(ana);
	add(ana, 'Brecha');
	await eventually(() => ana.keepingFails);
	expect(ana.saved).toBe('in-this-tab');
	await up();
	await eventually(() => ana.saved === 'saved');
	expect(await onServer()).toBe('Brecha');
});

test('Ana says that the device is hers after she has written: from then on it is kept', async () => {
	const ana = await online(open('ana', { keeping: { offline: null, texts: null } }));
	const up = await down(ana);
	add(ana, 'Brecha');
	expect(ana.saved).toBe('in-this-tab');
	ana.keepIn({ offline: device.tab(), texts: storeOver(texts) });
	await eventually(() => ana.saved === 'on-this-device');
	// And then that it is not.
	ana.keepIn({ offline: null, texts: null });
	await eventually(() => device.edits.size === 0 && device.copy === null);
	expect(ana.saved).toBe('in-this-tab');
	await up();
	await eventually(() => ana.saved === 'saved');
});

test('whoever is removed leaves nothing on the device, and can still copy what was not saved', async () => {
	const ana = await anaWithHerCard();
	const up = await down(ana);
	type(ana, ' salarial');
	await eventually(() => ana.saved === 'on-this-device');
	await up();
	server.table.removed.add(person('ana'));
	await eventually(() => ana.connection.is === 'closed');
	expect(ana.connection).toEqual({ is: 'closed', code: CLOSE.removed });
	expect(ana.setAside.map(({ text }) => text)).toEqual(['Brecha salarial']);
	await eventually(() => device.edits.size === 0 && device.copy === null);
	expect(texts.size).toBe(0);
});

test('F28 after a long time offline more than one message goes up in parts, and nothing is lost', async () => {
	const ana = await online(open('ana'));
	const up = await down(ana);
	for (let card = 0; card < 800; card++) add(ana, `${card} `.padEnd(1_900, 'palabra '), cardNumber(card));
	const size = Y.encodeStateAsUpdate(ana.replica.doc).byteLength;
	expect(size).toBeGreaterThan(2 * SYNC_PART_BYTES);
	await up();
	await eventually(() => ana.saved === 'saved' && ana.connection.is === 'online');
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => doc.getMap('cards').size)).toBe(800);
});
