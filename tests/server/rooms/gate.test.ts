import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addLinkedCard, cardText, markGone, moveCard, setKind } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import type { CardId } from '#board/ids.ts';
import { createUndo } from '#board/undo.ts';
import { CLOSE } from '#protocol/sync.ts';
import { updateOf, type RawClient } from '../../support/raw-client.ts';
import { jot, noteId } from '../../support/jot.ts';
import { BOARD, Server, WORKSHOP, databaseFile } from './table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;
let ana: RawClient;
let mallory: RawClient;

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file);
	ana = await server.raw('ana');
	ana.edit((doc) => {
		const card = new Y.Map<unknown>([
			['kind', 'cause'],
			['text', new Y.Text('Brecha salarial')],
		]);
		doc.getMap('cards').set(CARD, card);
	});
	await ana.until(() => ana.saved.length === 1);
	mallory = await (await server.raw('mallory')).sync();
	mallory.sendSync(1, Y.encodeStateAsUpdate(new Y.Doc())); // an honest beginning
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

const CARD = noteId('a');
const STANDING = { [CARD]: { kind: 'cause', text: 'Brecha salarial' } };
const board = () => server.rooms.read(WORKSHOP, BOARD, (doc) => doc.getMap('cards').toJSON());
/** The room goes on, unharmed, for everybody else. */
async function expectUnharmed(): Promise<void> {
	const { cards, pending } = await server.rooms.read(WORKSHOP, BOARD, (doc) => ({
		cards: doc.getMap('cards').toJSON(),
		pending: doc.store.pendingStructs ?? doc.store.pendingDs,
	}));
	expect(cards).toEqual(STANDING);
	expect(pending).toBeNull();
	const saved = ana.saved.length;
	ana.edit((doc) => jot(doc, 'x'));
	await ana.until(() => ana.saved.length > saved);
	expect(ana.closed).toBeNull();
}

/** An update written by hand: groups of structs, then no deletes unless given. */
function update(write: (encoder: encoding.Encoder) => void, deletes: (encoder: encoding.Encoder) => void = noDeletes) {
	return encoding.encode((encoder) => {
		write(encoder);
		deletes(encoder);
	});
}
const noDeletes = (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, 0);
const numbers =
	(...list: number[]) =>
	(encoder: encoding.Encoder) => {
		for (const number of list) encoding.writeVarUint(encoder, number);
	};
const MINE = 77;
const CONTENT_STRING = 4;
const HAS_ORIGIN = 128;

const hostile: readonly [title: string, code: number, bytes: () => Uint8Array][] = [
	['F2 an update of 7 bytes that announces 2^25 structs', CLOSE.malformed, () => update(numbers(1, 2 ** 25, MINE))],
	[
		'F3 a text that refers forward to itself',
		CLOSE.malformed,
		() =>
			update((encoder) => {
				numbers(1, 1, MINE, 0)(encoder);
				encoding.writeUint8(encoder, CONTENT_STRING | HAS_ORIGIN);
				numbers(MINE, 5)(encoder);
				encoding.writeVarString(encoder, 'x');
			}),
	],
	[
		'F4 an edit that builds on one that never came',
		CLOSE.gap,
		() => {
			const doc = new Y.Doc();
			updateOf(doc, (one) => jot(one, 'b'));
			return updateOf(doc, (one) => jot(one, 'c'));
		},
	],
	[
		'F7 a deletion of what does not exist',
		CLOSE.gap,
		() => update(numbers(0), numbers(1, ana.doc.clientID, 1, 1_000, 5)),
	],
	[
		'F7 a tombstone 2^40 long',
		CLOSE.malformed,
		() =>
			update((encoder) => {
				numbers(1, 1, MINE, 0)(encoder);
				encoding.writeUint8(encoder, 0);
				encoding.writeVarUint(encoder, 2 ** 40);
			}),
	],
	[
		'F7 one client listed twice',
		CLOSE.malformed,
		() =>
			update((encoder) => {
				encoding.writeVarUint(encoder, 2);
				for (const clock of [0, 0]) {
					numbers(1, MINE, clock)(encoder);
					encoding.writeUint8(encoder, 0);
					encoding.writeVarUint(encoder, 1);
				}
			}),
	],
	[
		'F7 two structs that wait for each other',
		CLOSE.gap,
		() =>
			update((encoder) => {
				encoding.writeVarUint(encoder, 2);
				for (const [mine, other] of [
					[MINE, MINE + 1],
					[MINE + 1, MINE],
				] as const) {
					numbers(1, mine, 0)(encoder);
					encoding.writeUint8(encoder, CONTENT_STRING | HAS_ORIGIN);
					numbers(other, 0)(encoder);
					encoding.writeVarString(encoder, 'x');
				}
			}),
	],
	['F8 a root of its own', CLOSE.malformed, () => updateOf(new Y.Doc(), (doc) => doc.getMap('mine').set('a', 1))],
	['F8 a list under a root', CLOSE.malformed, () => updateOf(new Y.Doc(), (doc) => doc.getArray('cards').push([1]))],
	[
		'F8 a subdocument',
		CLOSE.malformed,
		() => updateOf(new Y.Doc(), (doc) => doc.getMap('cards').set('d', new Y.Doc())),
	],
	[
		'F8 binary content',
		CLOSE.malformed,
		() => updateOf(new Y.Doc(), (doc) => doc.getMap('cards').set('d', new Uint8Array(9))),
	],
	[
		'F8 a list inside a card',
		CLOSE.malformed,
		() => updateOf(new Y.Doc(), (doc) => doc.getMap('cards').set('d', new Y.Array())),
	],
	[
		'F8 formatting in a text',
		CLOSE.malformed,
		() =>
			updateOf(new Y.Doc(), (doc) => {
				const text = new Y.Text('x');
				doc.getMap('cards').set('d', text);
				text.format(0, 1, { bold: true });
			}),
	],
	[
		'F8 maps nested a hundred deep',
		CLOSE.malformed,
		() =>
			updateOf(new Y.Doc(), (doc) => {
				let map = doc.getMap<unknown>('cards');
				for (let depth = 0; depth < 100; depth++) {
					const inner = new Y.Map<unknown>();
					map.set('in', inner);
					map = inner;
				}
			}),
	],
	[
		'F9 a key named __proto__',
		CLOSE.malformed,
		() => updateOf(new Y.Doc(), (doc) => doc.getMap('cards').set('__proto__', 1)),
	],
	[
		'F9 a value with another prototype',
		CLOSE.malformed,
		() => {
			const value = JSON.parse('{"__proto__":{"gone":true}}') as unknown;
			return updateOf(new Y.Doc(), (doc) => doc.getMap('cards').set('d', value));
		},
	],
	[
		'F6 an edit under somebody else’s client id',
		CLOSE.foreign,
		() => {
			const copy = new Y.Doc();
			Y.applyUpdate(copy, Y.encodeStateAsUpdate(ana.doc));
			copy.clientID = ana.doc.clientID;
			return updateOf(copy, (doc) => jot(doc, 'd'));
		},
	],
];

test.each(hostile)('%s is refused, and the room goes on', async (_title, code, bytes) => {
	mallory.sendUpdate(bytes());
	expect(await mallory.closeCode()).toBe(code);
	await expectUnharmed();
});

test('F2 refusing such an update again and again costs no memory', async () => {
	const before = process.memoryUsage().rss;
	for (let i = 0; i < 20; i++) {
		const client = await server.raw('mallory');
		client.sendUpdate(update(numbers(1, 2 ** 25, MINE)));
		await client.closeCode();
	}
	expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
	await expectUnharmed();
});

test('F6 nobody can write under the server’s client id', async () => {
	const serverId = await server.rooms.write(WORKSHOP, BOARD, (doc) => {
		jot(doc, 'seed');
		return doc.clientID;
	});
	await mallory.sync();
	mallory.doc.clientID = serverId;
	mallory.edit((doc) => jot(doc, 'forged'));
	expect(await mallory.closeCode()).toBe(CLOSE.foreign);
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => doc.getMap('cards').has(noteId('forged')))).toBe(false);
});

test('F6 a client id that is somebody else’s can not be claimed; our client then takes a new one', async () => {
	mallory.sendClaim(ana.doc.clientID);
	expect(await mallory.closeCode()).toBe(CLOSE.clientIdTaken);
	await expectUnharmed();
});

test('F6 an id stays its owner’s after a restart', async () => {
	const id = ana.doc.clientID;
	await server.stop();
	server = await Server.start(database.file);
	mallory = await server.raw('mallory');
	mallory.doc.clientID = id;
	mallory.edit((doc) => jot(doc, 'd'));
	expect(await mallory.closeCode()).toBe(CLOSE.foreign);
});

test('F6 the same person writes on from another tab under an id of its own', async () => {
	const phone = await (await server.raw('ana')).sync();
	phone.edit((doc) => jot(doc, 'y'));
	await phone.until(() => phone.saved.length === 1);
	expect(phone.closed).toBeNull();
});

test('F6 one person writes under at most 64 client ids a day', async () => {
	for (let id = 1; id <= 64; id++) {
		const doc = new Y.Doc();
		doc.clientID = id;
		mallory.sendUpdate(updateOf(doc, (one) => jot(one, `l${id}`)));
	}
	await mallory.until(() => mallory.saved.at(-1)?.edits === 65);
	mallory.edit((doc) => jot(doc, 'one'));
	expect(await mallory.closeCode()).toBe(CLOSE.tooMany);
});

test('F5 a known text sent again with altered references stays where it is', async () => {
	const ben = await (await server.raw('ben')).sync();
	const doc = new Y.Doc();
	doc.clientID = MINE;
	ben.sendUpdate(updateOf(doc, () => jot(doc, 'b', 'Hola')));
	await ben.until(() => ben.saved.at(-1)?.edits === 1);
	const letters = Y.getState(doc.store, MINE) - 6; // six with their quotation marks
	// Only what is new counts, and it goes on where its beginning stands.
	ben.sendUpdate(
		update((encoder) => {
			numbers(1, 1, MINE, letters)(encoder);
			encoding.writeUint8(encoder, CONTENT_STRING | HAS_ORIGIN);
			numbers(ana.doc.clientID, 4)(encoder);
			encoding.writeVarString(encoder, '"Hola" mundo');
		}),
	);
	await ben.until(() => ben.saved.at(-1)?.edits === 2);
	expect(await board()).toEqual({ ...STANDING, [noteId('b')]: { kind: 'note', pos: [0, 0], text: '"Hola" mundo' } });
});

test('F5 known edits sent again with references to nowhere do not hold up what is new beside them', async () => {
	const ben = await (await server.raw('ben')).sync();
	ben.edit((doc) => jot(doc, 'x'));
	await ben.until(() => ben.saved.length === 1);
	const { clientID, store } = ben.doc;
	const known = Y.getState(store, clientID);
	ben.sendUpdate(
		update((encoder) => {
			numbers(1, 2, clientID, known - 1)(encoder);
			for (const [client, clock] of [
				[4_242, 17],
				[clientID, known - 1],
			] as const) {
				encoding.writeUint8(encoder, CONTENT_STRING | HAS_ORIGIN);
				numbers(client, clock)(encoder);
				encoding.writeVarString(encoder, '2');
			}
		}),
	);
	await ben.until(() => ben.saved.length === 2);
	expect(await board()).toMatchObject({ ...STANDING, [noteId('x')]: { text: '12' } });
});

test('undo and redo pass', async () => {
	const edits: Uint8Array[] = [];
	ana.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
		if (origin !== ana) edits.push(bytes);
	});
	const undo = createUndo(ana.doc);
	const card = noteId('a') as CardId;
	moveCard(ana.doc, card, [40, 50]);
	setKind(ana.doc, card, 'effect');
	addLinkedCard(ana.doc, card, { id: noteId('b') as CardId, text: 'Falta de tiempo' });
	const text = cardText(ana.doc, card);
	if (text) editText(text, { index: 0, remove: 6, insert: 'Desigualdad' }, 100);
	markGone(ana.doc, [card]);
	for (const step of ['undo', 'undo', 'undo', 'redo', 'undo', 'undo', 'undo', 'redo', 'redo'] as const) undo[step]();
	for (const bytes of edits) ana.sendUpdate(bytes);
	await ana.until(() => ana.saved.at(-1)?.edits === 1 + edits.length);
	expect(ana.resets).toEqual([]);
	expect(await board()).toEqual(ana.doc.getMap('cards').toJSON());
});
