import { afterEach, beforeEach, expect, test } from 'vitest';
import { addCard, addCards } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import type { CardId } from '#domain/ids.ts';
import type { PresenceState, PresenceView } from '#protocol/presence.ts';
import { CLOSE, MESSAGE } from '#protocol/sync.ts';
import { person } from '../../support/gate-desk.ts';
import type { RawClient } from '../../support/raw-client.ts';
import { Server, databaseFile, eventually } from './table.ts';

const CARD = 'tarjeta2222222222222' as CardId;
const cards = (count: number) =>
	Array.from({ length: count }, (_, n) => newCardId(Uint8Array.from({ length: 20 }, (__, at) => n >> (at * 5))));
const HERE: PresenceView = { left: 0, top: 0, right: 1_000, bottom: 1_000 };
const at = (x: number, y: number): PresenceState => ({ cursor: [x, y], drag: null, editing: null });

let database: ReturnType<typeof databaseFile>;
let server: Server;
let ana: RawClient;
let ben: RawClient;

beforeEach(async () => {
	database = databaseFile();
	server = await Server.start(database.file);
	ana = await own('ana', 7);
	ben = await own('ben', 8);
});
afterEach(async () => {
	await server.stop();
	database.drop();
});

/** One of our own clients, whose canvas shows the place that all of them here look at. */
async function own(name: string, clientId: number): Promise<RawClient> {
	const client = server.connect(name);
	await client.opened();
	client.sendShow({ clientId, view: HERE });
	return await client.sync();
}

test('two of our own see where the other points, under the name that the server gives', async () => {
	ana.sendShow({ state: at(10, 20) });
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 10);
	expect([...ben.peers.values()][0]).toEqual({
		person: { id: person('ana'), label: 'ana', sector: null },
		state: at(10, 20),
	});
});

test('a drag and a caret are seen, and that they are over', async () => {
	ana.sendShow({ state: { cursor: [10, 20], drag: { [CARD]: [30, 40] }, editing: CARD } });
	await ben.until(() => ben.seen(person('ana'))?.editing === CARD);
	expect(ben.seen(person('ana'))?.drag).toEqual({ [CARD]: [30, 40] });
	ana.sendShow({ state: at(11, 20) });
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 11);
	expect(ben.seen(person('ana'))).toEqual(at(11, 20));
});

test('[P5] stock clients and our own see each other', async () => {
	const stock = server.stock('chela');
	stock.awareness.setLocalState({ cursor: [5, 6], mood: 'glad', drag: { [CARD]: [1, 2], nothing: [1, 2] } });
	await ana.until(() => ana.seen(person('chela')) !== null);
	expect(ana.seen(person('chela'))).toEqual({ cursor: [5, 6], drag: { [CARD]: [1, 2] }, editing: null });
	ana.sendShow({ state: { ...at(7, 8), editing: CARD } });
	await eventually(() => stock.awareness.getStates().get(7)?.['editing'] === CARD);
	expect(stock.awareness.getStates().get(7)).toMatchObject({
		cursor: [7, 8],
		who: { id: person('ana'), label: 'ana' },
		user: { name: 'ana' },
	});
	ana.close();
	await eventually(() => !stock.awareness.getStates().has(7));
	stock.awareness.setLocalState(null);
	await ben.until(() => ben.seen(person('chela')) === null);
});

test.each([
	['off any board', { cursor: [null, 2] }],
	['of three numbers', { cursor: [1, 2, 3] }],
	['that is a text', { cursor: 'here' }],
])('F17 a stock client’s cursor %s counts as none, and hides nothing else', async (_, state) => {
	const stock = server.stock('chela');
	stock.awareness.setLocalState({ ...state, editing: CARD });
	await ana.until(() => ana.seen(person('chela')) !== null);
	expect(ana.seen(person('chela'))).toEqual({ cursor: null, drag: null, editing: CARD });
});

test('who joins late is told of everybody at once', async () => {
	ana.sendShow({ state: at(10, 20) });
	ben.sendShow({ state: at(9_000, 9_000) });
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 10);
	const chela = await own('chela', 9);
	await chela.until(() => chela.ownNumber !== null);
	expect([chela.seen(person('ana')), chela.seen(person('ben'))]).toEqual([at(10, 20), at(9_000, 9_000)]);
});

test('a cursor goes when its person leaves; their number may be somebody else’s next', async () => {
	ana.sendShow({ state: at(10, 20) });
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 10);
	const number = ana.ownNumber;
	ana.close();
	await ben.until(() => ben.seen(person('ana')) === null);
	const chela = await own('chela', 9);
	chela.sendShow({ state: at(1, 1) });
	await ben.until(() => ben.seen(person('chela')) !== null);
	expect(chela.ownNumber).toBe(number);
});

test('[P7] who shows nothing and has no canvas open is introduced to nobody', async () => {
	const chela = server.connect('chela');
	await chela.opened();
	chela.sendShow({ clientId: 9 });
	await chela.sync();
	ana.sendShow({ state: at(10, 20) });
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 10);
	expect(ben.seen(person('chela'))).toBe(null);
});

test('[P7] [Q10] who has the canvas open and points at nothing, as by keys alone, can be followed', async () => {
	await ben.until(() => ben.seen(person('ana')) !== null);
	expect(ben.seen(person('ana'))).toEqual({ cursor: null, drag: null, editing: null });
	ben.sendShow({ state: { cursor: null, drag: null, editing: null, follows: person('ana') } });
	await ana.until(() => ana.seen(person('ben'))?.follows === person('ana'));
});

test('when the table hides names, cursors lose theirs at once', async () => {
	ana.sendShow({ state: at(10, 20) });
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 10);
	server.table.change(() => {
		server.table.showNames = false;
	});
	await ben.until(() => [...ben.peers.values()].every((peer) => peer.person.label === null));
	expect(ben.seen(person('ana'))).toEqual(at(10, 20));
});

test('F17 [P2] nobody shows a cursor under somebody else’s id', async () => {
	const mallory = server.connect('mallory');
	await mallory.opened();
	mallory.sendShow({ clientId: 7, state: at(1, 1) });
	expect(await mallory.closeCode()).toBe(CLOSE.clientIdTaken);
	ana.sendShow({ state: at(10, 20) });
	await ben.until(() => ben.seen(person('ana')) !== null);
});

test('F17 a socket keeps the id that it came with', async () => {
	ana.sendShow({ clientId: 70, state: at(1, 1) });
	expect(await ana.closeCode()).toBe(CLOSE.malformed);
	ben.sendShow({ clientId: 8, state: at(2, 2) });
	await ben.until(() => ben.seen(person('ben')) !== null);
});

test('F11 who has not said its id, or speaks the stock protocol, shows nothing this way', async () => {
	const nameless = server.connect('chela');
	await nameless.opened();
	nameless.sendShow({ state: at(1, 1) });
	expect(await nameless.closeCode()).toBe(CLOSE.malformed);
	const stock = server.connect('chela', ['mesa.1']);
	await stock.opened();
	stock.sendShow({ clientId: 9, state: at(1, 1) });
	expect(await stock.closeCode()).toBe(CLOSE.malformed);
	const wrong = server.connect('chela');
	await wrong.opened();
	wrong.sendBytes(Uint8Array.of(MESSAGE.show, 255));
	expect(await wrong.closeCode()).toBe(CLOSE.malformed);
});

test('F29 a tab that connects again takes over from its old socket', async () => {
	ana.sendShow({ state: at(1, 1) });
	await ben.until(() => ben.seen(person('ana')) !== null);
	const again = await own('ana', 7);
	again.sendShow({ state: at(2, 2) });
	expect(await ana.closeCode()).toBe(CLOSE.superseded);
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 2);
});

test('F19 [P6] who stops reading holds nobody up, and is told afresh of everybody when they read again', async () => {
	ana.socket.pause();
	const drag = Object.fromEntries(cards(50).map((card, n) => [card, [n, n] as const]));
	for (let x = 1; x <= 400; x++) ben.sendShow({ state: { cursor: [x, x], drag, editing: null } });
	await ben.until(() => ben.seen(person('ben'))?.cursor?.[0] === 400);
	ana.socket.resume();
	await ana.until(() => ana.seen(person('ben'))?.cursor?.[0] === 400);
});

test('what was saved comes whole to everybody, presence or not', async () => {
	const stock = await server.raw('chela', ['mesa.1']);
	ana.sendShow({ state: at(1, 1) });
	ana.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== ana && ana.sendUpdate(update));
	cards(30).forEach((id, n) => {
		ana.sendShow({ state: at(n, n) });
		addCard(ana.doc, { id, kind: 'cause', pos: [n, n] });
	});
	const text = 'x'.repeat(2_000);
	const large = cards(80).slice(30); // over 64 KB in one message
	addCards(
		ana.doc,
		large.map((id) => ({ id, kind: 'cause' as const, pos: [0, 0] as const, text })),
	);
	for (const client of [ana, ben, stock]) {
		await client.until(() => client.doc.getMap('cards').size === 80);
		expect(readTree(client.doc).cards.size).toBe(80);
	}
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 29);
});

test('[Q6] a facilitator brings everybody to what they look at, also who looks elsewhere; nobody else can', async () => {
	server.table.facilitators.add(person('ana'));
	ben.sendShow({ view: { left: 90_000, top: 90_000, right: 91_000, bottom: 91_000 } });
	ana.sendShow({ state: { ...at(10, 20), brings: HERE } });
	await ben.until(() => ben.seen(person('ana'))?.brings?.right === 1_000);
	ana.sendShow({ state: at(11, 20) });
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 11);
	expect(ben.seen(person('ana'))).toEqual(at(11, 20));
	ben.sendShow({ state: { ...at(5, 6), brings: HERE } });
	await ana.until(() => ana.seen(person('ben'))?.cursor?.[0] === 5);
	expect(ana.seen(person('ben'))).toEqual(at(5, 6));
});

test('[J14] the projector hears where a facilitator leads it, and takes that from nobody else', async () => {
	server.table.facilitators.add(person('ana'));
	ben.sendShow({ view: null });
	ana.sendShow({ state: { cursor: null, drag: null, editing: null, screen: HERE } });
	await ben.until(() => ben.seen(person('ana'))?.screen?.right === 1_000);
	ben.sendShow({ state: { ...at(5, 6), screen: HERE } });
	await ana.until(() => ana.seen(person('ben'))?.cursor?.[0] === 5);
	expect(ana.seen(person('ben'))).toEqual(at(5, 6));
});

test('[Q10] [P5] who is followed is told by whom, and shows their view from then on; stock clients hear and say the same', async () => {
	ben.sendShow({ state: { ...at(5, 6), follows: person('ana') } });
	await ana.until(() => ana.seen(person('ben'))?.follows === person('ana'));
	// Without a cursor, as by keys alone: those who look there are told in the round of those in view.
	ana.sendShow({ state: { cursor: null, drag: null, editing: null, looks: HERE } });
	await ben.until(() => ben.seen(person('ana'))?.looks?.right === 1_000);
	const stock = server.stock('chela');
	await eventually(() => stock.awareness.getStates().get(8)?.['follows'] === person('ana'));
	stock.awareness.setLocalState({ follows: person('ben'), looks: HERE, cursor: [1, 1], laser: true });
	await ana.until(() => ana.seen(person('chela')) !== null);
	expect(ana.seen(person('chela'))).toEqual({ ...at(1, 1), follows: person('ben'), looks: HERE, laser: true });
	ben.sendShow({ state: at(5, 6) });
	await ana.until(() => ana.seen(person('ben'))?.follows === undefined);
});

test('[Q10] F17 nobody follows themselves, and nobody follows under somebody else’s name', async () => {
	ana.sendShow({ state: { ...at(1, 2), follows: person('ana') } });
	await ben.until(() => ben.seen(person('ana'))?.cursor?.[0] === 1);
	expect(ben.seen(person('ana'))).toEqual(at(1, 2));
});

test.each([
	['whom', { follows: 'nobody' }],
	['a person twice as long', { follows: `${'a'.repeat(40)}` }],
	['a view that is no number', { looks: { left: 0, top: 0, right: 'far', bottom: 9 } }],
	['a view turned inside out', { looks: { left: 9, top: 0, right: 1, bottom: 9 } }],
	['a pointer that is a text', { laser: 'yes' }],
])('F17 [Q9] [Q10] a stock client’s %s counts as nothing', async (_, state) => {
	const stock = server.stock('chela');
	stock.awareness.setLocalState({ cursor: [1, 1], ...state });
	await ana.until(() => ana.seen(person('chela')) !== null);
	expect(ana.seen(person('chela'))).toEqual(at(1, 1));
});
