import { afterEach, beforeEach, expect, test } from 'vitest';
import { CLOSE } from '#protocol/sync.ts';
import { person } from '../../support/gate-desk.ts';
import type { RawClient } from '../../support/raw-client.ts';
import { Server, databaseFile, eventually } from './table.ts';

let database: ReturnType<typeof databaseFile>;
let server: Server;
let ana: RawClient;
let ben: RawClient;

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file);
	ana = await server.raw('ana');
	ben = await server.raw('ben');
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

const who = (client: RawClient, id: number) => (client.presence.get(id) as { who?: unknown } | undefined)?.who;

test('F17 whose cursor it is says the server, whatever the client says', async () => {
	ana.sendPresence(7, 1, { cursor: { x: 1, y: 2 }, who: { id: person('ben'), label: 'Ben' }, user: { name: 'Ben' } });
	await ben.until(() => ben.presence.has(7));
	expect(ben.presence.get(7)).toMatchObject({
		cursor: { x: 1, y: 2 },
		who: { id: person('ana'), label: 'ana' },
		user: { name: 'ana' },
	});
});

test('F17 a clock pinned beyond counting is passed over, and so is an old one', async () => {
	ana.sendPresence(7, 5, { at: 'first' });
	ana.sendPresence(7, 2 ** 53 - 1, { at: 'pinned' });
	ana.sendPresence(7, 4, { at: 'old' });
	ana.sendPresence(7, 6, { at: 'next' });
	await ben.until(() => JSON.stringify(ben.presence.get(7) ?? '').includes('next'));
});

test('F17 nobody shows a cursor under somebody else’s id', async () => {
	ana.sendPresence(7, 1, { at: 'ana' });
	await ben.until(() => ben.presence.has(7));
	ben.sendPresence(7, 9, { at: 'forged' });
	expect(await ben.closeCode()).toBe(CLOSE.clientIdTaken);
	const chela = await server.raw('chela');
	await chela.until(() => chela.presence.has(7));
	expect(chela.presence.get(7)).toMatchObject({ at: 'ana' });
});

test('F17 a socket shows one cursor; a second one is passed over', async () => {
	ana.sendPresence(7, 1, { at: 'one' });
	ana.sendPresence(8, 1, { at: 'two' });
	ana.sendPresence(7, 2, { at: 'one again' });
	await ben.until(() => JSON.stringify(ben.presence.get(7) ?? '').includes('again'));
	expect(ben.presence.has(8)).toBe(false);
});

test('F17 a state larger than four kilobytes is passed over', async () => {
	ana.sendPresence(7, 1, { note: 'x'.repeat(5_000) });
	ana.sendPresence(7, 2, { note: 'small' });
	await ben.until(() => ben.presence.has(7));
	expect(ben.presence.get(7)).toMatchObject({ note: 'small' });
});

test('what a stock client echoes of others harms nobody', async () => {
	const stock = server.stock('chela');
	stock.awareness.setLocalStateField('cursor', { x: 1, y: 1 });
	await ben.until(() => ben.presence.has(stock.doc.clientID));
	for (let clock = 1; clock < 20; clock++) ana.sendPresence(7, clock, { clock });
	await eventually(() => stock.awareness.getStates().has(7));
	stock.awareness.setLocalStateField('cursor', { x: 2, y: 2 });
	await ben.until(() => JSON.stringify(ben.presence.get(stock.doc.clientID) ?? '').includes('"x":2'));
	expect(stock.wsconnected).toBe(true);
	expect(who(ben, 7)).toMatchObject({ id: person('ana') });
});

test('a cursor goes when its person leaves, and comes back with them', async () => {
	ana.sendPresence(7, 3, { at: 'here' });
	await ben.until(() => ben.presence.has(7));
	ana.close();
	await ben.until(() => !ben.presence.has(7));
	const again = await server.raw('ana');
	again.sendPresence(7, 3, { at: 'back' });
	await ben.until(() => ben.presence.has(7));
});

test('a late joiner sees who is there', async () => {
	ana.sendPresence(7, 1, { at: 'here' });
	await ben.until(() => ben.presence.has(7));
	const chela = await server.raw('chela');
	await chela.until(() => chela.presence.has(7));
});

test('when the table hides names, cursors lose theirs at once', async () => {
	ana.sendPresence(7, 1, { at: 'here' });
	await ben.until(() => ben.presence.has(7));
	server.table.change(() => {
		server.table.showNames = false;
	});
	await ben.until(() => JSON.stringify(who(ben, 7)).includes('"label":null'));
});

test('F29 a tab that connects again takes over from its old socket', async () => {
	ana.sendPresence(7, 1, { at: 'old socket' });
	await ben.until(() => ben.presence.has(7));
	const again = await server.raw('ana');
	again.sendPresence(7, 2, { at: 'new socket' });
	expect(await ana.closeCode()).toBe(CLOSE.superseded);
	await ben.until(() => JSON.stringify(ben.presence.get(7) ?? '').includes('new socket'));
});

test('F19 who stops reading holds nobody up', async () => {
	ana.socket.pause();
	const chela = await server.raw('chela');
	for (let clock = 1; clock <= 300; clock++) chela.sendPresence(9, clock, { clock, ballast: 'x'.repeat(3_000) });
	await ben.until(() => JSON.stringify(ben.presence.get(9) ?? '').includes('"clock":300'));
	ana.socket.resume();
	await ana.until(() => JSON.stringify(ana.presence.get(9) ?? '').includes('"clock":300'));
});
