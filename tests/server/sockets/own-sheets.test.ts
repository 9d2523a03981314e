import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addCard } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import type { LeadingCommand, PhaseDraft } from '#domain/leading-commands.ts';
import { ID_BYTES, type CardId } from '#domain/ids.ts';
import type { CommandAnswer, SilenceAnswer, TableSnapshot } from '#protocol/api.ts';
import { CLOSE } from '#protocol/sync.ts';
import type { Person } from '../../support/people.ts';
import { RawClient } from '../../support/raw-client.ts';
import { serveTable, type ServedTable } from './table.ts';

let table: ServedTable;
let ana: Person;
let ben: Person;
const WORDS = 'Nadie publica cuánto se paga por puesto';

beforeAll(async () => {
	table = await serveTable();
	[ana, ben] = [await table.join('Ana'), await table.join('Ben')];
	await silence(true);
});
afterAll(() => table.server.stop());
const clients: RawClient[] = [];
afterAll(() => clients.forEach((client) => client.close()));

const snapshot = async (who: Person) => (await who.get<TableSnapshot>(`/api/workshops/${table.id}`)).body;
const give = (who: Person, command: LeadingCommand) =>
	who.command<CommandAnswer | { code: string }>(table.id, { ...command });
const codeOf = async (who: Person, command: LeadingCommand): Promise<string> => {
	const { body } = await give(who, command);
	return 'code' in body ? String(body.code) : 'ok';
};

async function silence(silent: boolean): Promise<void> {
	const { state } = await snapshot(table.lucia);
	const phases = state.agenda.map(({ ran: _, name, ...phase }): PhaseDraft => ({
		...phase,
		name: name ?? '',
		silent: silent && phase.id === state.phase,
	}));
	const answer = await codeOf(table.lucia, { type: 'editAgenda', version: state.leading.agendaVersion, phases });
	if (answer !== 'ok') throw new Error(answer);
}

async function connect(who: Person, document: string): Promise<RawClient> {
	const client = new RawClient(`${table.sockets}/sync/${table.id}/${document}`, [
		...['mesa.2', 'mesa.1', `bearer.${who.token}`],
	]);
	clients.push(client);
	await client.sync();
	client.sendSync(1, Y.encodeStateAsUpdate(new Y.Doc()));
	return client;
}

const sheetOf = async (who: Person) => `own-${(await snapshot(who)).me.id}`;

/** Puts a card where the client writes; resolves once it is on disk, or refused. */
async function put(client: RawClient, text: string, kind: 'cause' | 'solution' = 'cause') {
	const id = newCardId(randomBytes(ID_BYTES));
	const [saved, resets] = [client.saved.length, client.resets.length];
	const send = (update: Uint8Array) => client.sendUpdate(update);
	client.doc.on('update', send);
	addCard(client.doc, { id, kind, text, pos: [0, 0] });
	client.doc.off('update', send);
	await client.until(() => client.saved.length > saved || client.resets.length > resets || client.closed !== null);
	return { id, answer: client.resets.length > resets ? 'refused' : client.closed === null ? 'saved' : 'closed' };
}

describe('a sheet of one’s own', () => {
	it('[J9] takes what its owner writes in silence, and is not there for anybody else, facilitators included', async () => {
		const own = await connect(ana, await sheetOf(ana));
		expect(await put(own, WORDS)).toMatchObject({ answer: 'saved' });
		for (const other of [ben, table.lucia]) {
			const spy = new RawClient(`${table.sockets}/sync/${table.id}/${await sheetOf(ana)}`, [
				...['mesa.2', 'mesa.1', `bearer.${other.token}`],
			]);
			clients.push(spy);
			expect(await spy.closeCode()).toBe(CLOSE.unknownDocument);
			expect(readTree(spy.doc).cards.size).toBe(0);
		}
		// One that nobody has answers alike: whether somebody writes can't be asked either.
		const none = new RawClient(`${table.sockets}/sync/${table.id}/own-${'a'.repeat(20)}`, [
			...['mesa.1', `bearer.${ben.token}`],
		]);
		clients.push(none);
		expect(await none.closeCode()).toBe(CLOSE.unknownDocument);
	});

	it('[J9] is held to the same rules as the board: kinds of the phase, no pins, no foreign ids', async () => {
		const own = await connect(ben, await sheetOf(ben));
		expect(await put(own, 'Un registro', 'solution')).toMatchObject({ answer: 'refused' });
		expect(own.resets.at(-1)).toMatchObject({ code: 'phase.closed' });
		const board = await connect(ana, 'board');
		expect(await put(board, 'Sin silencio')).toMatchObject({ answer: 'refused' });
		expect(board.resets.at(-1)).toMatchObject({ code: 'phase.silent' });
		const strange = await connect(await table.join('Elena'), await sheetOf(await table.join('Flor'))).catch(
			() => null,
		);
		expect(strange?.closed ?? CLOSE.unknownDocument).toBe(CLOSE.unknownDocument);
	});

	it('[J9] shows in no presence, no state, no API, no file of the table', async () => {
		const chela = await table.join('Chela');
		const own = await connect(chela, await sheetOf(chela));
		await put(own, WORDS);
		own.sendShow({ clientId: own.doc.clientID, state: { editing: null } as never });
		const board = await connect(ben, 'board');
		expect(JSON.stringify([...board.peers.values()])).not.toContain('Chela');
		const paths = ['', '/boards/now', '/boards', '/silence', '/voices', '/acts?from=0&participant='];
		for (const who of [ben, table.lucia]) {
			for (const path of paths) {
				const asked = path.endsWith('=') ? `${path}${(await snapshot(chela)).me.id}` : path;
				const { body } = await who.get<unknown>(`/api/workshops/${table.id}${asked}`);
				expect(JSON.stringify(body)).not.toContain(WORDS);
			}
		}
	});
});

describe('showing', () => {
	let shown: CardId;

	it('[J10] brings a card to the board as its author’s own, who keeps the sheet; the rest stays unseen', async () => {
		const dario = await table.join('Darío');
		const own = await connect(dario, await sheetOf(dario));
		const [first, second] = [await put(own, 'Sin datos por sexo'), await put(own, 'No la muestro')];
		const watching = await connect(ben, 'board');
		expect(await codeOf(dario, { type: 'revealCards', cards: [first.id] })).toBe('ok');
		await watching.until(() => readTree(watching.doc).cards.has(first.id));
		const { cards } = readTree(watching.doc);
		expect(cards.get(first.id)?.text).toBe('Sin datos por sexo');
		expect(cards.has(second.id)).toBe(false);
		expect((await snapshot(dario)).me.leading.revealed).toEqual([first.id]);
		expect(readTree(own.doc).cards.size).toBe(2);
		expect(await codeOf(dario, { type: 'revealCards', cards: [first.id] })).toBe('reveal.nothing');
		shown = first.id;
		const acts = await table.lucia.get<{ counts: { takenBack: number } }>(
			`/api/workshops/${table.id}/acts?from=1&participant=${(await snapshot(dario)).me.id}`,
		);
		expect(acts.body.counts.takenBack).toBe(1);
	});

	it('[J10] facilitators learn numbers only', async () => {
		const { body } = await table.lucia.get<SilenceAnswer>(`/api/workshops/${table.id}/silence`);
		expect(body).toEqual({ people: 3, cards: 3, offered: [] });
		expect((await ben.get<{ code: string }>(`/api/workshops/${table.id}/silence`)).body.code).toBe(
			'role.facilitator-only',
		);
	});

	it('[J9] after the silence the sheet is its owner’s to read, and what was shown is everybody’s to write', async () => {
		await silence(false);
		const own = await connect(ana, await sheetOf(ana));
		expect([...readTree(own.doc).cards.values()].map(({ text }) => text)).toEqual([WORDS]);
		expect(await put(own, 'Tarde')).toMatchObject({ answer: 'refused' });
		const board = await connect(ben, 'board');
		expect(readTree(board.doc).cards.has(shown)).toBe(true);
		expect(await put(board, 'Ya en voz alta')).toMatchObject({ answer: 'saved' });
	});

	it('[J9] "erase me" takes the sheet off the disk', async () => {
		const elena = await table.join('Elena');
		await silence(true);
		const name = await sheetOf(elena);
		await put(await connect(elena, name), 'Solo mía');
		const stored = () => table.server.house.storage.documents.list(table.id);
		await expect.poll(stored).toContain(name); // what is acknowledged first may be the empty sheet
		await elena.command(table.id, { type: 'eraseMe' });
		expect(await stored()).not.toContain(name);
	});
});

describe('a pause', () => {
	it('[J6] closes the board and own sheets at the next message, and says who and why', async () => {
		await silence(true);
		const own = await connect(ben, await sheetOf(ben));
		expect(await codeOf(table.lucia, { type: 'pauseTable', reason: 'Café' })).toBe('ok');
		expect(await put(own, 'Durante la pausa')).toMatchObject({ answer: 'refused' });
		expect(own.resets.at(-1)).toMatchObject({ code: 'lock.held', lock: { by: 'Lucía', reason: 'Café' } });
		expect(await codeOf(ana, { type: 'revealCards', cards: [newCardId(randomBytes(ID_BYTES))] })).toBe('lock.held');
		expect(await codeOf(table.lucia, { type: 'resumeTable', reason: '' })).toBe('ok');
	});
});
