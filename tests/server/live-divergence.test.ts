import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addCard, cardText } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import type { CardId } from '#domain/ids.ts';
import { MESSAGE } from '#protocol/sync.ts';
import { DocumentLink } from '../../src/lib/live/document-link.ts';
import { updateFrame } from '../../server/rooms/frames.ts';
import { lockOn } from '../support/gate-desk.ts';
import { lossySockets } from '../support/lossy-socket.ts';
import { updateOf } from '../support/raw-client.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from './rooms/table.ts';

const CARD = 'tarjeta2222222222222' as CardId;
const OTHER = 'tarjeta3333333333333' as CardId;
let database: ReturnType<typeof databaseFile>;
let server: Server;
let links: DocumentLink[];
let sockets: ReturnType<typeof lossySockets>;

beforeEach(async () => {
	sockets = lossySockets();
	database = databaseFile();
	// The server's own pause between two hashes is passed over: its clock runs fast.
	server = await Server.start(database.file, { clock: () => Date.now() * 100 });
	links = [];
});
afterEach(async () => {
	sockets.restore();
	for (const link of links) link.stop();
	await server.stop();
	database.drop();
});

async function open(name: string, checkTimes = { quiet: 20, every: 20 }): Promise<DocumentLink> {
	const link = new DocumentLink({
		workshop: WORKSHOP,
		document: BOARD,
		origin: server.origin,
		protocols: [`bearer.${name}`],
		random: () => 0,
		checkTimes,
	});
	links.push(link);
	await eventually(() => link.connection.is === 'online');
	return link;
}
const bytesOf = (bytes: Uint8Array) => new Uint8Array(bytes);
const never = { quiet: 1e6, every: 1e6 };
const isUpdate = (bytes: Uint8Array) => bytes[0] === MESSAGE.sync && bytes[1] === 2;
const wording = (link: DocumentLink) => cardText(link.replica.doc, CARD)?.toString() ?? null;
function change(link: DocumentLink, index: number, remove: number, insert: string): void {
	const text = cardText(link.replica.doc, CARD);
	if (text) editText(text, { index, remove, insert }, 2_000);
}

test('F26 a copy that silently lost what somebody wrote gets it back', async () => {
	const ana = await open('ana', never);
	const ben = await open('ben');
	let isLost = false;
	sockets.loseNext('ben', (bytes) => (isLost = isUpdate(bytes)));
	addCard(ana.replica.doc, { id: CARD, kind: 'problem', pos: [0, 0], text: 'Brecha' });
	await eventually(() => isLost);
	change(ana, 6, 0, ' salarial'); // builds on what Ben's copy never had
	await eventually(() => wording(ben) === 'Brecha salarial');
});

test('F26 a copy that silently lost a deletion, which leaves no trace in its vector, is mended and reported', async () => {
	const ana = await open('ana', never);
	const ben = await open('ben');
	addCard(ana.replica.doc, { id: CARD, kind: 'problem', pos: [0, 0], text: 'Brecha salarial' });
	await eventually(() => wording(ben) === 'Brecha salarial' && ana.saved === 'saved');
	const before = ben.replica;
	let isLost = false;
	sockets.loseNext('ben', (bytes) => (isLost = isUpdate(bytes)));
	cardText(ana.replica.doc, CARD)?.delete(6, 9);
	await eventually(() => isLost);
	await eventually(() => wording(ben) === 'Brecha');
	expect(ben.replica).toBe(before);
	expect(server.log.filter(({ message }) => message.includes('a copy differed'))).toHaveLength(1);
});

test('F26 F30 words that were refused while the line broke are found when it is back, and given back', async () => {
	const ana = await open('ana');
	addCard(ana.replica.doc, { id: CARD, kind: 'problem', pos: [0, 0], text: 'Brecha' });
	addCard(ana.replica.doc, { id: OTHER, kind: 'cause', pos: [0, 0], text: 'Cuidados' });
	await eventually(() => ana.saved === 'saved');
	ana.replica.hangUp();
	change(ana, 6, 0, ' salarial');
	cardText(ana.replica.doc, OTHER)?.insert(8, ' no pagados');
	server.table.locks = [lockOn({ kind: 'card', card: CARD })];
	// The legal half is taken; that the other was refused never arrives, and the line breaks again.
	let isLost = false;
	sockets.loseNext('ana', (bytes) => (isLost = bytes[0] === MESSAGE.reset));
	ana.replica.reconnect();
	await eventually(() => isLost);
	ana.replica.hangUp();
	ana.replica.reconnect();
	await eventually(() => ana.setAside.length === 1 && ana.connection.is === 'online');
	expect([ana.setAside[0]?.text, wording(ana)]).toEqual(['Brecha salarial', 'Brecha']);
	expect(cardText(ana.replica.doc, OTHER)?.toString()).toBe('Cuidados no pagados');
});

test('F26 a copy that syncing does not mend is replaced', async () => {
	const ana = await open('ana');
	addCard(ana.replica.doc, { id: CARD, kind: 'problem', pos: [0, 0], text: 'Brecha' });
	await eventually(() => ana.saved === 'saved');
	const before = ana.replica;
	// A deletion that nobody made.
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(before.doc));
	const deletion = updateOf(copy, () => cardText(copy, CARD)?.delete(0, 3));
	sockets.deliver('ana', bytesOf(updateFrame(deletion)));
	expect(wording(ana)).toBe('cha');
	await eventually(() => ana.replica !== before && ana.connection.is === 'online');
	expect(wording(ana)).toBe('Brecha');
	expect([ana.saved, ana.setAside]).toEqual(['saved', []]);
	expect(server.log.filter(({ message }) => message.includes('a copy differed'))).toHaveLength(2);
});
