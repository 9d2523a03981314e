import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { addCard, cardText, setKind } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import { ID_BYTES, type CardId } from '#domain/ids.ts';
import type { CardAuthor, ErrorBody, TableSnapshot } from '#protocol/api.ts';
import type { Person } from '../../support/people.ts';
import { serveTable, type ServedTable } from './table.ts';

let table: ServedTable;
const open: WebsocketProvider[] = [];
beforeAll(async () => {
	table = await serveTable();
});
afterAll(async () => {
	for (const provider of open) provider.destroy();
	await table.server.stop();
});

async function board({ token }: Person): Promise<Y.Doc> {
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(`${table.sockets}/sync/${table.id}`, 'board', doc, {
		protocols: ['mesa.1', `bearer.${token}`],
		WebSocketPolyfill: WebSocket as never, // its type asks for the browser's class
		disableBc: true,
	});
	open.push(provider);
	await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
	return doc;
}

async function reads(doc: Y.Doc, condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise<void>((resolve) => doc.once('update', () => resolve()));
}

const authorFor = async (person: Person, card: string) =>
	(await person.get<CardAuthor & ErrorBody>(`/api/workshops/${table.id}/cards/${card}/author`)).body;

it('[B7] who entered a card is told on demand, as far as the rule on names goes; whoever writes in it later is not who entered it', async () => {
	const [ana, ben] = [await table.join('Ana'), await table.join('Ben')];
	const [annas, bens] = [await board(ana), await board(ben)];
	const card = newCardId(randomBytes(ID_BYTES));
	addCard(annas, { id: card, kind: 'cause', text: 'Dice doña Chela que no hay agua', pos: [0, 0] });
	await reads(bens, () => readTree(bens).cards.has(card));
	cardText(bens, card)?.insert(0, '¡');
	setKind(bens, card, 'note');
	await reads(annas, () => readTree(annas).cards.get(card)?.kind === 'note');

	const ask = (person: Person, id: CardId = card) => authorFor(person, id);
	expect(await ask(ben)).toEqual({ by: { name: 'Ana', role: 'guest', sector: 's1', erased: false }, mine: false });
	expect((await ask(ana)).mine).toBe(true);
	await table.server.restart();
	// The first request may go out over a line that broke with the server.
	await expect.poll(async () => (await ask(ben).catch(() => null))?.by?.name).toBe('Ana');

	const { body } = await table.lucia.get<TableSnapshot>(`/api/workshops/${table.id}`);
	const draft = body.state.rules.draft ?? body.state.rules;
	for (const [namesShown, seen] of [
		['sector', { name: null, sector: 's1' }],
		['none', { name: null, sector: null }],
	] as const) {
		const rules = { ...draft.rules, namesShown };
		await table.lucia.command(table.id, { type: 'draftRules', rules, labels: draft.labels });
		expect((await ask(ben)).by).toMatchObject(seen);
		expect((await ask(table.lucia)).by?.name).toBe('Ana');
	}

	expect((await ask(ben, newCardId(randomBytes(ID_BYTES)))).code).toBe('not-found');
	expect((await authorFor(ben, '..%2f')).code).toBe('not-found');
	expect((await authorFor(table.person('Nadie'), card)).code).toBe('session.required');
});
