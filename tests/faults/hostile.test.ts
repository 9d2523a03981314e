import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { cardText, markGone, moveCard } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import { ID_BYTES, type CardId } from '#domain/ids.ts';
import { CLOSE, MESSAGE } from '#protocol/sync.ts';
import { updateOf, type RawClient } from '../support/raw-client.ts';
import { tryUpgrade } from '../server/sockets/upgrade.ts';
import { lettersBeside, numbers, together, tombstone, updateByHand, valueBeside } from './support/by-hand.ts';
import { forged, participantOf, put, sendEdits, serveAttacked, typeOn, type AttackedTable } from './support/table.ts';

/*
 * The faults of a hostile program, each tried on a whole server through a socket of its own: real rules, real storage. After each
 * of them Ana and Ben go on as if nothing had been.
 */

let table: AttackedTable;
let ana: RawClient;
let ben: RawClient;
let mallory: RawClient;
let card: CardId;

beforeAll(async () => {
	table = await serveAttacked();
	ana = await table.raw(table.ana);
	ben = await table.raw(table.ben);
	card = put(ana, 'Brecha salarial');
	await ben.until(() => readTree(ben.doc).cards.has(card));
});
afterAll(() => table.stop());
beforeEach(async () => {
	mallory = await table.raw(table.mallory);
});
afterEach(() => mallory.close());

/** A client id under which nobody has written. */
const MINE = 77;

/** What Ana writes next is on disk and in front of Ben; nothing waits inside the document. */
async function expectUnharmed(): Promise<void> {
	const pending = await table.read((doc) => doc.store.pendingStructs ?? doc.store.pendingDs);
	expect(pending).toBeNull();
	const saved = ana.saved.length;
	const next = put(ana, `sigue ${saved}`);
	await ana.until(() => ana.saved.length > saved);
	await ben.until(() => readTree(ben.doc).cards.has(next));
	expect(cardText(ben.doc, card)?.toString()).toBe('Brecha salarial');
	sendEdits(ana, () => markGone(ana.doc, [next]));
	expect([ana.closed, ben.closed]).toEqual([null, null]);
}

/** Sends an update; the connection must end with this code, and the document stay as it is. */
async function expectClosed(code: number, update: Uint8Array): Promise<void> {
	const before = await table.read((doc) => Y.encodeStateAsUpdate(doc));
	mallory.sendUpdate(update);
	expect(await mallory.closeCode()).toBe(code);
	expect(await table.read((doc) => Y.encodeStateAsUpdate(doc))).toEqual(before);
	await expectUnharmed();
}

/** A socket below the WebSocket: bytes as they are. */
async function rawBytes(token: string | null) {
	const { port, host } = new URL(table.server.origin);
	const socket = connect(Number(port), '127.0.0.1');
	socket.write(
		`GET /sync/${table.id}/board HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
			'Sec-WebSocket-Extensions: permessage-deflate\r\n' +
			`Sec-WebSocket-Protocol: mesa.1, bearer.${token}\r\n\r\n`,
	);
	socket.on('error', () => {});
	const [head] = (await once(socket, 'data')) as [Buffer];
	socket.resume();
	return { socket, head: head.toString('latin1') };
}

describe('F1 a frame that is no WebSocket frame ends its own socket and nothing else', () => {
	test.each([
		['reserved bits', [0xf2, 0x80, 1, 2, 3, 4]],
		['an unknown opcode', [0x83, 0x80, 1, 2, 3, 4]],
		['no mask', [0x82, 0x01, 7]],
		['a header that claims 200 MiB', [0x82, 0xff, 0, 0, 0, 0, 0x0c, 0x80, 0, 0, 1, 2, 3, 4]],
		['a ping of 200 bytes', [0x89, 0xfe, 0, 200, 1, 2, 3, 4]],
		['a text that is no UTF-8', [0x81, 0x81, 0, 0, 0, 0, 0xff]],
	])('%s', async (_title, frame) => {
		const { socket } = await rawBytes(table.mallory.token);
		socket.write(Uint8Array.from(frame));
		await once(socket, 'close');
		await expectUnharmed();
	});
});

describe('F2 an update that announces more than it holds', () => {
	const announcing = updateByHand(numbers(1, 2 ** 25, MINE));

	test('ends its connection before anything is applied', () => expectClosed(CLOSE.malformed, announcing));

	test('costs no memory, however often it comes', async () => {
		expect(announcing.byteLength).toBeLessThan(10);
		const before = process.memoryUsage().rss;
		for (let i = 0; i < 20; i++) {
			const client = await table.raw(table.mallory);
			client.sendUpdate(announcing);
			await client.closeCode();
		}
		expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
	});

	test('the same for deletes', () =>
		expectClosed(CLOSE.malformed, updateByHand(numbers(0), numbers(1, MINE, 2 ** 25))));
});

test('F3 letters that stand beside themselves are refused before Yjs stumbles over them', () =>
	expectClosed(CLOSE.malformed, updateByHand(together(numbers(1, 1, MINE, 0), lettersBeside(MINE, 5, 'x')))));

describe('F4 an update that waits for another', () => {
	test('is not kept: what comes next does not set it free', async () => {
		const next = Y.getState(ana.doc.store, ana.doc.clientID);
		// Beside the first letter that Ana is about to type: Yjs would park it, and release it with her edit.
		const waiting = updateByHand(together(numbers(1, 1, MINE, 0), lettersBeside(ana.doc.clientID, next, 'ajeno')));
		await expectClosed(CLOSE.gap, waiting);
		typeOn(ana, card, '!');
		await ben.until(() => cardText(ben.doc, card)?.toString() === 'Brecha salarial!');
		expect(cardText(ben.doc, card)?.toString()).toBe('Brecha salarial!');
		const text = cardText(ana.doc, card);
		sendEdits(ana, () => text?.delete(text.length - 1, 1));
		await ben.until(() => cardText(ben.doc, card)?.toString() === 'Brecha salarial');
	});

	test('is not kept where only its deletes wait', () =>
		expectClosed(CLOSE.gap, updateByHand(numbers(0), numbers(1, ana.doc.clientID, 1, 100_000, 5))));
});

describe('F5 what is known already, sent again with altered references', () => {
	test('moves nothing, and what is new beside it counts', async () => {
		const own = put(mallory, 'mío');
		await mallory.until(() => mallory.saved.at(-1)?.edits === 3);
		const { clientID } = mallory.doc;
		const clock = Y.getState(mallory.doc.store, clientID);
		typeOn(mallory, own, '!');
		await mallory.until(() => mallory.saved.at(-1)?.edits === 4);
		const last = { client: ana.doc.clientID, clock: 3 };
		// The exclamation mark once more, now beside something of Ana's, and one letter after it.
		mallory.sendUpdate(
			updateByHand(together(numbers(1, 1, clientID, clock), lettersBeside(last.client, last.clock, '!?'))),
		);
		await mallory.until(() => mallory.saved.at(-1)?.edits === 5);
		expect(await table.texts()).toContain('mío!?');
		sendEdits(mallory, () => markGone(mallory.doc, [own]));
		await expectUnharmed();
	});

	test('does not hold anything up', async () => {
		const own = put(mallory, 'mío');
		await mallory.until(() => mallory.saved.at(-1)?.edits === 3);
		const { clientID } = mallory.doc;
		mallory.sendUpdate(updateByHand(together(numbers(1, 1, clientID, 0), valueBeside(4_242, 17, 'nada'))));
		await mallory.until(() => mallory.saved.at(-1)?.edits === 4);
		expect(await table.texts()).toContain('mío');
		sendEdits(mallory, () => markGone(mallory.doc, [own]));
		await expectUnharmed();
	});
});

describe('F6 writing as somebody else', () => {
	test('under Ana’s client id', () =>
		expectClosed(
			CLOSE.foreign,
			forged(mallory, ana.doc.clientID, (doc) => cardText(doc, card)?.insert(0, 'ajeno ')),
		));

	test('under the server’s client id', async () => {
		const serverId = await table.read((doc) => doc.clientID);
		await expectClosed(
			CLOSE.foreign,
			forged(mallory, serverId, (doc) => cardText(doc, card)?.insert(0, 'ajeno ')),
		);
	});

	test('under an id that Ana shows but has not written under yet', async () => {
		const tab = await table.raw(table.ana);
		tab.sendPresence(tab.doc.clientID, 1, { cursor: null });
		await tab.sync();
		await expectClosed(
			CLOSE.foreign,
			forged(mallory, tab.doc.clientID, (doc) => cardText(doc, card)?.insert(0, 'ajeno ')),
		);
	});
});

describe('F7 updates that can not be', () => {
	const place = (client: number, clock = 0) => numbers(1, client, clock);

	test('a gap in the clock: the client is told to sync again', () =>
		expectClosed(CLOSE.gap, updateByHand(together(numbers(1, 1, MINE, 9), tombstone(1)))));

	test('a circle: two that stand beside each other', () =>
		expectClosed(
			CLOSE.gap,
			updateByHand(
				together(
					numbers(2),
					place(MINE),
					lettersBeside(MINE + 1, 0, 'x'),
					place(MINE + 1),
					lettersBeside(MINE, 0, 'x'),
				),
			),
		));

	test('a tombstone 2^40 long', () =>
		expectClosed(CLOSE.malformed, updateByHand(together(numbers(1, 1, MINE, 0), tombstone(2 ** 40)))));

	test('one client listed twice', () =>
		expectClosed(
			CLOSE.malformed,
			updateByHand(together(numbers(2), place(MINE), tombstone(1), place(MINE), tombstone(1))),
		));

	test('a delete of nothing', () =>
		expectClosed(CLOSE.malformed, updateByHand(numbers(0), numbers(1, ana.doc.clientID, 1, 0, 0))));

	test('bytes that are no update at all', () => expectClosed(CLOSE.malformed, Uint8Array.of(9, 9, 9)));
});

describe('F8 what the documents of the house do not hold', () => {
	const fresh = (change: (doc: Y.Doc) => void) => updateOf(new Y.Doc(), change);

	test.each<[string, (doc: Y.Doc) => void]>([
		['a root of its own', (doc) => doc.getMap('mine').set('a', 1)],
		['a list under a root', (doc) => doc.getArray('cards').push([1])],
		['letters under a root', (doc) => doc.getText('cards').insert(0, 'hola')],
		['a subdocument', (doc) => doc.getMap('cards').set('d', new Y.Doc())],
		['binary content', (doc) => doc.getMap('cards').set('d', new Uint8Array(9))],
		['a list inside a card', (doc) => doc.getMap('cards').set('d', new Y.Array())],
		['XML inside a card', (doc) => doc.getMap('cards').set('d', new Y.XmlFragment())],
		[
			'an embed in a text',
			(doc) =>
				doc.getMap('cards').set(
					'd',
					textWith((text) => text.insertEmbed(0, { a: 1 })),
				),
		],
		[
			'formatting in a text',
			(doc) =>
				doc.getMap('cards').set(
					'd',
					textWith((text) => text.insert(0, 'x', { b: 1 })),
				),
		],
	])('%s', (_title, change) => expectClosed(CLOSE.malformed, fresh(change)));
});

function textWith(change: (text: Y.Text) => void): Y.Text {
	const text = new Y.Text();
	change(text);
	return text;
}

describe('F9 keys that mean something to the language', () => {
	test('__proto__ as a card', () =>
		expectClosed(
			CLOSE.malformed,
			updateOf(new Y.Doc(), (doc) => doc.getMap('cards').set('__proto__', new Y.Map())),
		));

	test('__proto__ inside a value', () =>
		expectClosed(
			CLOSE.malformed,
			updateOf(new Y.Doc(), (doc) => doc.getMap('drawings').set('d', JSON.parse('{"__proto__":{"gone":true}}'))),
		));

	test('constructor and toString are no cards', async () => {
		const doc = new Y.Doc();
		mallory.sendUpdate(updateOf(doc, () => doc.getMap('cards').set('constructor', { kind: 'cause' })));
		await mallory.sync();
		expect(
			await table.read((board) => [...readTree(board).cards.values()].map(({ id }) => String(id))),
		).not.toContain('constructor');
		await expectUnharmed();
	});
});

describe('F10 who only reads', () => {
	test.each([
		['an update', 2],
		['a sync answer', 1],
	])('changes nothing by %s, and is told so', async (_title, step) => {
		const olga = table.person('Olga');
		const form = { code: table.code, name: 'Olga', sector: null, organisation: '', observe: true };
		expect((await olga.signIn('/api/join', form)).status).toBe(200);
		const client = await table.raw(olga);
		expect(client.permissions.at(-1)).toMatchObject({ mayWrite: false, code: 'role.observer' });
		const before = await table.read((doc) => Y.encodeStateAsUpdate(doc));
		client.sendSync(
			step,
			updateOf(client.doc, (doc) => cardText(doc, card)?.insert(0, 'ajeno ')),
		);
		await client.until(() => client.resets.length === 1);
		expect(client.resets[0]).toMatchObject({ code: 'role.observer' });
		expect(await table.read((doc) => Y.encodeStateAsUpdate(doc))).toEqual(before);
		await expectUnharmed();
	});
});

describe('F11 messages that no client may send', () => {
	test.each<[string, number[]]>([
		['an unknown type', [42]],
		['an unknown step of the sync', [MESSAGE.sync, 9, 0]],
		['a reset', [MESSAGE.reset, 2, 123, 125]],
		['an acknowledgement', [MESSAGE.saved, 1, 0, 0]],
		['a permission', [MESSAGE.permission, 2, 123, 125]],
		['nothing at all', []],
	])('%s', async (_title, bytes) => {
		mallory.sendBytes(Uint8Array.from(bytes));
		expect(await mallory.closeCode()).toBe(CLOSE.malformed);
		await expectUnharmed();
	});
});

test('F12 a document has one spelling, and no other leads to it', async () => {
	const protocols = ['mesa.1', `bearer.${table.mallory.token}`];
	const { id } = table;
	const spellings = [
		'Board',
		'board/',
		'board%20',
		'%62oard',
		`../${id}/board`,
		'..%2fboard',
		'ｂoard',
		'board%00',
		'./board',
	];
	for (const name of spellings) {
		const answer = await tryUpgrade(table.server.origin, encodeURI(`/sync/${id}/${name}`).replaceAll('%25', '%'), {
			protocols,
		});
		expect([name, answer.status]).toEqual([name, 404]);
	}
	await expectUnharmed();
});

test('F13 a page of another site does not get in with the cookie of a person who is in', async () => {
	const cookie = `mesa_session=${table.ana.token}`;
	for (const origin of ['https://evil.test', 'null', undefined]) {
		const headers = { cookie, ...(origin === undefined ? {} : { origin }) };
		const answer = await tryUpgrade(table.server.origin, `/sync/${table.id}/board`, { headers });
		expect(answer).toMatchObject({ status: 403, code: 'origin.foreign' });
	}
	const query = await tryUpgrade(table.server.origin, `/sync/${table.id}/board?token=${table.ana.token}`);
	expect(query.status).toBe(404);
});

describe('F14 who is no longer of the table', () => {
	const within = (milliseconds: number, since: number) =>
		expect(performance.now() - since).toBeLessThan(milliseconds);

	test('is out within a second of signing out', async () => {
		const eva = await table.join('Eva');
		const client = await table.raw(eva);
		const since = performance.now();
		await eva.post('/api/logout');
		expect(await client.closeCode()).toBe(CLOSE.signedOut);
		within(1_000, since);
	});

	test('is out within a second of being removed, and what is sent meanwhile does not count', async () => {
		const fidel = await table.join('Fidel');
		const client = await table.raw(fidel);
		const participant = await participantOf(table, fidel);
		const since = performance.now();
		await table.lucia.command(table.id, { type: 'removeParticipant', participant, reason: 'Prueba' });
		put(client, 'tarde');
		expect(await client.closeCode()).toBe(CLOSE.removed);
		within(1_000, since);
		expect(await table.texts()).not.toContain('tarde');
	});

	test('writes no more from the moment that the phase moves on', async () => {
		const gil = await table.raw(await table.join('Gil'));
		await table.lucia.command(table.id, { type: 'movePhase', phase: 'p4' });
		put(gil, 'tarde');
		await gil.until(() => gil.resets.length > 0);
		expect(gil.resets[0]).toMatchObject({ code: 'phase.closed' });
		await table.lucia.command(table.id, { type: 'movePhase', phase: 'p3' });
		expect(await table.texts()).not.toContain('tarde');
		await expectUnharmed();
	});
});

test('F15 two hundred who are nobody cost nothing: each is answered at the door', async () => {
	const before = table.server.house.rooms.count();
	const flood = Array.from({ length: 200 }, () =>
		tryUpgrade(table.server.origin, `/sync/${table.id}/board`, {
			protocols: ['mesa.1', `bearer.${'a'.repeat(40)}`],
		}),
	);
	expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toEqual(new Set([401]));
	expect(table.server.house.rooms.count().rooms).toBe(before.rooms);
	await expectUnharmed();
});

describe('F16 too much at once', () => {
	test('a message over the limit ends at the socket', async () => {
		mallory.sendBytes(new Uint8Array(9 * 1024 * 1024));
		expect(await mallory.closeCode()).toBe(1009);
		await expectUnharmed();
	});

	test('an update over the limit is not even read', () =>
		expectClosed(CLOSE.tooLarge, new Uint8Array(5 * 1024 * 1024)));

	test('compression is never agreed on, and a compressed frame is a bad frame', async () => {
		const { socket, head } = await rawBytes(table.mallory.token);
		expect(head).toContain('101');
		expect(head.toLowerCase()).not.toContain('permessage-deflate');
		const bomb = deflateRawSync(Buffer.alloc(100_000));
		socket.write(Buffer.concat([Buffer.from([0xc2, 0xfe, bomb.length >> 8, bomb.length & 255, 0, 0, 0, 0]), bomb]));
		await once(socket, 'close');
		await expectUnharmed();
	});

	test('ten thousand messages in a row are cut off', async () => {
		for (let i = 0; i < 10_000 && mallory.socket.readyState === WebSocket.OPEN; i++) {
			mallory.sendMessage(MESSAGE.queryAwareness, (encoder) => encoding.writeVarUint(encoder, i));
		}
		expect(await mallory.closeCode()).toBe(CLOSE.tooMany);
		await expectUnharmed();
	});
});

describe('F27 one bad record', () => {
	const cardWith = (change: readonly [string, unknown][]) => (doc: Y.Doc) => {
		const keys = new Map<string, unknown>([
			['kind', 'cause'],
			['pos', [0, 0]],
			['text', new Y.Text('mala')],
			['gone', false],
			...change,
		]);
		doc.getMap('cards').set(newCardId(randomBytes(ID_BYTES)), new Y.Map(keys));
	};

	test.each<[string, readonly [string, unknown][]]>([
		['a place that is no number', [['pos', [NaN, 0]]]],
		['a place beyond all boards', [['pos', [1e300, 0]]]],
		['a kind that nobody knows', [['kind', 'boss']]],
		['a key that no card has', [['owner', 'mallory']]],
		['no text', [['text', null]]],
	])('with %s stays out; its author is told, and the board opens for everybody', async (_title, change) => {
		const before = await table.read((doc) => Y.encodeStateAsUpdate(doc));
		mallory.sendUpdate(updateOf(mallory.doc, cardWith(change)));
		await mallory.until(() => mallory.resets.length === 1);
		expect(mallory.resets[0]).toMatchObject({ code: 'value.invalid' });
		expect(await table.read((doc) => Y.encodeStateAsUpdate(doc))).toEqual(before);
		const late = await table.raw(table.ben);
		expect(cardText(late.doc, card)?.toString()).toBe('Brecha salarial');
		late.close();
		await expectUnharmed();
	});

	test('with a text of a megabyte gets in without it', async () => {
		mallory.sendUpdate(updateOf(mallory.doc, cardWith([['text', new Y.Text('x'.repeat(1024 * 1024))]])));
		await mallory.until(() => mallory.resets.length === 1);
		expect(mallory.resets[0]).toMatchObject({ code: 'value.invalid' });
		expect(Math.max(...(await table.texts()).map((text) => text.length))).toBeLessThan(100);
		await expectUnharmed();
	});

	test('beside good ones takes none of them with it', async () => {
		const good = put(mallory, 'buena');
		const bytes = updateOf(mallory.doc, (doc) => {
			moveCard(doc, good, [7, 7]);
			const record = doc.getMap('cards').get(card);
			if (record instanceof Y.Map) record.set('pos', [NaN, 1]);
		});
		mallory.sendUpdate(bytes);
		await mallory.until(() => mallory.resets.length === 1);
		expect(mallory.resets[0]).toMatchObject({ code: 'value.invalid', paths: [['cards', card, 'pos']] });
		const places = await table.read((doc) => [good, card].map((id) => readTree(doc).cards.get(id)?.pos));
		expect(places).toEqual([
			[7, 7],
			[0, 0],
		]);
		await expectUnharmed();
	});
});
