import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardText } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import { CLOSE } from '#protocol/sync.ts';
import { DocumentLink, type DocumentLinkOptions } from '../../src/lib/live/document-link.ts';
import { CARD, add, online, storeOver, type, wording } from '../support/board-link.ts';
import { lockOn, person } from '../support/gate-desk.ts';
import { BOARD, DRAFT, Server, WORKSHOP, databaseFile, eventually, type ServerOptions } from './rooms/table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;
let links: DocumentLink[];
let store: Map<string, string>;

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file);
	links = [];
	store = new Map();
});
afterEach(async () => {
	for (const link of links) link.stop();
	await server.stop();
	database.drop();
});

function open(name: string, options: Partial<DocumentLinkOptions> = {}): DocumentLink {
	const link = new DocumentLink({
		workshop: WORKSHOP,
		document: BOARD,
		origin: server.origin,
		protocols: [`bearer.${name}`],
		keeping: { offline: null, texts: storeOver(store) },
		random: () => 0,
		...options,
	});
	links.push(link);
	return link;
}

/** The server goes and comes back at the same address. */
async function restart(options: ServerOptions = {}) {
	const { port } = new URL(server.origin);
	await server.crash();
	server = await Server.start(database.file, { ...options, port: Number(port) });
}

test('two people write the same board', async () => {
	const [ana, ben] = [await online(open('ana')), await online(open('ben'))];
	add(ana, 'Brecha');
	await eventually(() => wording(ben.replica.doc) === 'Brecha');
	type(ben, ' salarial');
	await eventually(() => wording(ana.replica.doc) === 'Brecha salarial');
	await eventually(() => ana.saved === 'saved' && ben.saved === 'saved');
});

test('“saved” is said when the server says it is on disk, not when it was sent', async () => {
	let release = () => {};
	const slow = new Promise<void>((resolve) => (release = resolve));
	let appends = 0;
	await restart({
		documents: (real) => ({
			...real,
			append: async (batches) => {
				appends += 1;
				await slow;
				await real.append(batches);
			},
		}),
	});
	const ana = await online(open('ana'));
	expect(ana.saved).toBe('saved');
	add(ana, 'Brecha');
	await eventually(() => appends === 1);
	expect(ana.saved).toBe('sent');
	release();
	await eventually(() => ana.saved === 'saved');
});

test('a deletion counts as unsaved too', async () => {
	const ana = await online(open('ana'));
	add(ana, 'Brecha');
	await eventually(() => ana.saved === 'saved');
	const text = cardText(ana.replica.doc, CARD);
	if (text) editText(text, { index: 0, remove: 3, insert: '' }, 2_000);
	expect(ana.saved).toBe('sent');
	await eventually(() => ana.saved === 'saved');
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => wording(doc))).toBe('cha');
});

test('what is written while the server is away stays on this device, and goes when it is back', async () => {
	const ana = await online(open('ana'));
	add(ana, 'Brecha');
	await eventually(() => ana.saved === 'saved');
	const { port } = new URL(server.origin);
	await server.crash();
	await eventually(() => ana.connection.is === 'offline');
	expect(ana.saved).toBe('saved');
	type(ana, ' salarial');
	expect(ana.saved).toBe('in-this-tab');
	server = await Server.start(database.file, { port: Number(port) });
	await eventually(() => ana.saved === 'saved' && ana.connection.is === 'online');
	expect(await server.rooms.read(WORKSHOP, BOARD, (doc) => wording(doc))).toBe('Brecha salarial');
});

test('a lock that falls while somebody writes: the words are set aside, with who closed it and why', async () => {
	const [ana, ben] = [await online(open('ana')), await online(open('ben'))];
	add(ana, 'Brecha');
	await eventually(() => wording(ben.replica.doc) === 'Brecha' && ana.saved === 'saved');
	const before = ana.replica;
	let resets = 0;
	ana.onReset(() => resets++);

	// The lock falls after Ana's device last heard from the server.
	server.table.lock = lockOn({ kind: 'board' });
	type(ana, ' salarial');
	type(ana, ' y de cuidados');
	await eventually(() => ana.setAside.length === 1 && ana.connection.is === 'online');
	expect(ana.setAside).toMatchObject([
		{
			path: ['cards', CARD, 'text'],
			text: 'Brecha salarial y de cuidados',
			code: 'lock.held',
			lock: { by: 'Lucía', at: 1, reason: 'Vamos a votar' },
		},
	]);
	expect(resets).toBe(1);
	expect(ana.replica).not.toBe(before);
	expect(ana.replica.doc.clientID).not.toBe(before.doc.clientID);
	expect(wording(ana.replica.doc)).toBe('Brecha');
	expect(wording(ben.replica.doc)).toBe('Brecha');
	expect([ana.saved, ana.permission?.mayWrite]).toEqual(['saved', false]);
});

test('set-aside words outlive a reload, until they are dismissed', async () => {
	const ana = await online(open('ana'));
	server.table.lock = lockOn({ kind: 'board' });
	add(ana, 'Brecha');
	await eventually(() => ana.setAside.length === 1);
	ana.stop();
	const reloaded = open('ana');
	expect(reloaded.setAside.map(({ text }) => text)).toEqual(['Brecha']);
	reloaded.dismiss(reloaded.setAside[0]?.id ?? '');
	expect(reloaded.setAside).toEqual([]);
	expect(open('ana').setAside).toEqual([]);
});

test('words that the server has after all are not set aside', async () => {
	const [ana, ben] = [await online(open('ana')), await online(open('ben'))];
	add(ana, 'Brecha');
	await eventually(() => wording(ben.replica.doc) === 'Brecha' && ana.saved === 'saved');
	type(ben, '!');
	await eventually(() => wording(ana.replica.doc) === 'Brecha!' && ben.saved === 'saved');
	server.table.lock = lockOn({ kind: 'board' });
	type(ana, '?');
	const text = cardText(ana.replica.doc, CARD);
	if (text) editText(text, { index: 7, remove: 1, insert: '' }, 2_000);
	await eventually(() => ana.replica.hasSynced && ana.saved === 'saved');
	expect(ana.setAside).toEqual([]);
});

test('who may write, and why not, is known as it changes', async () => {
	const ana = await online(open('ana'));
	await eventually(() => ana.permission !== null);
	expect(ana.permission).toEqual({ mayWrite: true, code: null, lock: null });
	server.table.lockBoard();
	await eventually(() => ana.permission?.mayWrite === false);
	expect(ana.permission).toMatchObject({ code: 'lock.held', lock: { by: 'Lucía' } });
	server.table.unlock();
	await eventually(() => ana.permission?.mayWrite === true);
});

test('a person who is removed is told so for good, and keeps the words that were not saved', async () => {
	const ana = await online(open('ana'));
	server.table.removed.add(person('ana'));
	add(ana, 'Brecha');
	server.table.change(() => {});
	await eventually(() => ana.connection.is === 'closed');
	expect(ana.connection).toEqual({ is: 'closed', code: CLOSE.removed });
	expect(ana.setAside.map(({ text }) => text)).toEqual(['Brecha']);
});

test('a client id that turns out to be somebody else’s is changed without a word', async () => {
	const ben = await online(open('ben'));
	add(ben, 'Brecha');
	await eventually(() => ben.saved === 'saved');
	const ana = open('ana');
	const stolen = ben.replica.doc.clientID;
	ana.replica.doc.clientID = stolen;
	ana.replica.awareness.clientID = stolen;
	ana.replica.awareness.setLocalState({ at: 'start' }); // as a draft's copy would
	await eventually(() => ana.replica.doc.clientID !== stolen && ana.connection.is === 'online');
	expect(wording(ana.replica.doc)).toBe('Brecha');
	expect(ana.setAside).toEqual([]);
});

test('cursors are seen, under the name that the server gives', async () => {
	const [ana, ben] = [await online(open('ana')), await online(open('ben'))];
	ana.replica.presence.show({ cursor: [1, 2] });
	ben.replica.presence.look({ left: 0, top: 0, right: 100, bottom: 100 });
	await eventually(() => ben.replica.presence.others.length === 1);
	expect(ben.replica.presence.others).toMatchObject([{ cursor: [1, 2], person: { id: person('ana') } }]);
	// Ben points at nothing, and is there to be followed.
	await eventually(() => ana.replica.presence.others.length === 1);
	expect(ana.replica.presence.others).toMatchObject([{ cursor: null, person: { id: person('ben') } }]);
	ana.stop();
	await eventually(() => ben.replica.presence.others.length === 0);
});

test('a draft’s carets are seen as any editor of Yjs shows them', async () => {
	const document = { document: 'draft', commitment: DRAFT } as const;
	const [ana, ben] = [await online(open('ana', { document })), await online(open('ben', { document }))];
	ana.replica.awareness.setLocalStateField('cursor', { anchor: null, head: null });
	const id = ana.replica.doc.clientID;
	await eventually(() => ben.replica.awareness.getStates().get(id)?.['cursor'] !== undefined);
	expect(ben.replica.awareness.getStates().get(id)).toMatchObject({ who: { id: person('ana') } });
	ana.stop();
	await eventually(() => !ben.replica.awareness.getStates().has(id));
});
