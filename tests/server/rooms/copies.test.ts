import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ROOTS } from '#board/roots.ts';
import { stateHash } from '#board/state-hash.ts';
import { COMPARED, MESSAGE, SYNC_PART_BYTES } from '#protocol/sync.ts';
import { HASH_EVERY_MS } from '../../../server/rooms/limits.ts';
import type { RawClient } from '../../support/raw-client.ts';
import { erase, jot, jotted } from '../../support/jot.ts';
import { BOARD, Server, WORKSHOP, databaseFile, eventually } from './table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;
/** How far the server's clock has been put forward. */
let skew: number;

beforeEach(async () => {
	database = databaseFile();
	skew = 0;
	server = await Server.start(database.file, { clock: () => Date.now() + skew });
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

/** Asks whether this client's copy is the server's; the answer's number. */
async function compare(client: RawClient, doc = client.doc): Promise<number> {
	const answer = new Promise<number>((resolve) => {
		const hear = (data: ArrayBuffer) => {
			const bytes = new Uint8Array(data);
			if (bytes[0] !== MESSAGE.stateHash) return;
			client.socket.off('message', hear);
			resolve(bytes[1] ?? -1);
		};
		client.socket.on('message', hear);
	});
	client.sendMessage(MESSAGE.stateHash, (encoder) => {
		encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc));
		encoding.writeVarString(encoder, stateHash(doc, ROOTS.board));
	});
	return await answer;
}

test('F26 an equal copy is found equal, one with the same edits and another content is found out and reported', async () => {
	const ana = await server.raw('ana');
	const ben = await server.raw('ben');
	ana.edit((doc) => jot(doc, 'a', 1));
	ana.edit((doc) => jot(doc, 'b', 1));
	await ben.until(() => ben.doc.getMap('cards').size === 2);
	skew += HASH_EVERY_MS;
	expect(await compare(ben)).toBe(COMPARED.same);
	// A deletion leaves no trace in a state vector: Ben's copy loses one, silently.
	const lagging = new Y.Doc();
	Y.applyUpdate(lagging, Y.encodeStateAsUpdate(ben.doc));
	ana.edit((doc) => erase(doc, 'a'));
	await ben.until(() => Object.keys(jotted(ben.doc)).length === 1);
	skew += HASH_EVERY_MS;
	expect(await compare(ben, lagging)).toBe(COMPARED.differs);
	expect(server.log.some(({ message }) => message.includes('a copy differed'))).toBe(true);
});

test('F26 a copy that lacks an edit gets it with the answer', async () => {
	const ana = await server.raw('ana');
	const ben = await server.raw('ben');
	const behind = new Y.Doc();
	ana.edit((doc) => jot(doc, 'a', 1));
	await ben.until(() => Object.keys(jotted(ben.doc)).length === 1);
	const heard: Uint8Array[] = [];
	ben.socket.on('message', (data: ArrayBuffer) => heard.push(new Uint8Array(data)));
	expect(await compare(ben, behind)).toBe(COMPARED.notNow);
	const answer = () => heard.find((bytes) => bytes[0] === MESSAGE.sync && bytes[1] === 1);
	await ben.until(() => answer() !== undefined);
	const decoder = decoding.createDecoder((answer() ?? new Uint8Array()).subarray(2));
	Y.applyUpdate(behind, decoding.readVarUint8Array(decoder));
	expect(jotted(behind)).toEqual(jotted(ben.doc));
});

test('F28 a board larger than one message comes in several, to a stock client too', async () => {
	await server.rooms.write(WORKSHOP, BOARD, (doc) => {
		for (let card = 0; card < 1_500; card++) jot(doc, `c${card}`, `${card} `.padEnd(900, 'palabra '));
	});
	const size = await server.rooms.read(WORKSHOP, BOARD, (doc) => Y.encodeStateAsUpdate(doc).byteLength);
	expect(size).toBeGreaterThan(2 * SYNC_PART_BYTES);
	const cards = await server.rooms.read(WORKSHOP, BOARD, (doc) => doc.getMap('cards').size);
	const ben = server.stock('ben');
	await eventually(() => ben.synced);
	expect(ben.doc.getMap('cards').size).toBe(cards);

	const chela = await server.raw('chela');
	expect(chela.doc.getMap('cards').size).toBe(cards);
	expect(chela.doc.store.pendingStructs).toBeNull();
});
