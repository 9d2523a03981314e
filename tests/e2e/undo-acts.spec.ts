import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { addCards, cardText, markGone } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import { ID_BYTES } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import { randomBytes } from 'node:crypto';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import type { Person } from '../support/people.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';
import { Facilitator } from './facilitator.ts';

const REASON = 'Vació el tablero por descuido';
const NAMES = Array.from({ length: 40 }, (_, index) => `Causa número ${index + 1}`);

/** A program that joins with a person's own token and knows nothing of the page's rules. */
async function program(server: E2eServer, table: ExampleTable, person: Person) {
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(`${server.origin.replace('http', 'ws')}/sync/${table.id}`, 'board', doc, {
		protocols: ['mesa.1', `bearer.${person.token}`],
		WebSocketPolyfill: WebSocket as never, // its type asks for the browser's class
		disableBc: true,
	});
	await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
	return { doc, leave: () => provider.destroy() };
}

/** Ana has put forty causes on the board, one after the other people at it. */
async function fortyCauses(server: E2eServer) {
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = await program(server, table, table.ana);
	addCards(
		ana.doc,
		NAMES.map((text, index) => ({
			id: newCardId(randomBytes(ID_BYTES)),
			kind: 'cause',
			pos: [(index % 8) * 260, 2_000 + Math.floor(index / 8) * 160],
			text,
		})),
	);
	await expect.poll(async () => (await table.cards('cause')).length).toBeGreaterThanOrEqual(40);
	return { table, ana };
}

test('F31 Ben’s program wipes forty cards; Lucía brings them back with one action, and everybody reads that she did and why', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const { table, ana: onBoard } = await fortyCauses(server);
	const lucia = new Facilitator('Lucía', await openBrowser(DESK));
	const ana = new Actor('Ana', await openBrowser(PHONE));
	for (const [actor, person] of [
		[lucia, table.lucia],
		[ana, table.ana],
	] as const) {
		await table.sitDown(actor.page, person);
		await actor.page.goto(server.origin + table.path);
		await actor.show('list');
	}
	// What is gone stays in a list of its own below; here it is the cards of the tree that count.
	const card = ana.page.getByRole('paragraph').filter({ hasText: /^Causa número 17$/ });
	await expect(card).toBeVisible();

	const ben = await program(server, table, table.ben);
	const wiped = [...readTree(ben.doc).cards.values()].filter(({ text }) => NAMES.includes(text));
	expect(wiped).toHaveLength(40);
	markGone(
		ben.doc,
		wiped.map(({ id }) => id),
	);
	for (const { id } of wiped) cardText(ben.doc, id)?.delete(0, 6);
	await expect(card).toBeHidden();
	const late = newCardId(randomBytes(ID_BYTES));
	addCards(onBoard.doc, [{ id: late, kind: 'cause', pos: [0, 3_000], text: 'Lo que Ana escribió mientras' }]);
	const board = lucia.page.getByRole('region', { name: m.table_board() });
	await expect(board.getByText('Lo que Ana escribió mientras', { exact: true })).toBeVisible();

	// By keys alone: the people, Ben, since when, why.
	await lucia.button(m.table_people_open()).focus();
	await lucia.page.keyboard.press('Enter');
	await lucia.dialog.getByRole('button', { name: new RegExp(`^${m.undo_open()} ?: Ben$`) }).focus();
	await lucia.page.keyboard.press('Enter');
	const { dialog } = lucia;
	await expect(dialog.getByRole('heading', { name: m.undo_title({ name: 'Ben' }) })).toBeVisible();
	await expect(dialog.getByText(/vuelven 40 tarjetas/)).toBeVisible();
	await dialog.getByText(`${m.undo_list_restored()} (40)`).click();
	await expect(dialog.getByText('Causa número 17', { exact: true })).toBeVisible();
	await dialog.getByRole('radio', { name: m.undo_since_5() }).focus();
	await lucia.page.keyboard.press('ArrowDown');
	await expect(dialog.getByRole('radio', { name: m.undo_since_15() })).toBeChecked();
	await expect(dialog.getByText(/vuelven 40 tarjetas/)).toBeVisible();
	await dialog.getByRole('textbox').fill(REASON);
	await dialog.getByRole('button', { name: m.undo_confirm(), exact: true }).press('Enter');
	await expect(dialog.getByText(/Listo: vuelven 40 tarjetas/)).toBeVisible();
	await lucia.page.keyboard.press('Escape');

	await expect(card).toBeVisible();
	const hers = ana.page.getByRole('paragraph').filter({ hasText: /^Lo que Ana escribió mientras$/ });
	await expect(hers).toBeVisible();
	await expect(ana.page.getByText(`Motivo: ${REASON}`)).toBeVisible();
	expect((await table.cards('cause')).filter(({ text }) => NAMES.includes(text))).toHaveLength(40);

	await lucia.page.goto(`${server.origin}${table.path}/record`);
	await expect(lucia.page.getByText(/Lucía deshizo lo que Ben hizo en el tablero desde las/)).toContainText(REASON);
	onBoard.leave();
	ben.leave();
});

test('F31 a program that would wipe the whole board at once is stopped, and Lucía hears of it with the way to undo', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const { table, ana } = await fortyCauses(server);
	const more = NAMES.map((text) => ({ id: newCardId(randomBytes(ID_BYTES)), text: `Otra: ${text}` }));
	addCards(
		ana.doc,
		more.map(({ id, text }, index) => ({ id, kind: 'cause', pos: [index * 260, 4_000], text })),
	);
	await expect.poll(async () => (await table.cards('cause')).length).toBeGreaterThanOrEqual(80);
	const before = (await table.cards('cause')).length;
	const lucia = new Facilitator('Lucía', await openBrowser(PHONE));
	await table.sitDown(lucia.page, table.lucia);
	await lucia.page.goto(server.origin + table.path);
	await lucia.show('list');

	const ben = await program(server, table, table.ben);
	markGone(ben.doc, readTree(ben.doc).cards.keys());
	await expect(lucia.page.getByText(/^Ben quitó demasiado de lo que otras personas hicieron/)).toBeVisible();
	expect((await table.cards('cause')).length).toBe(before);
	await lucia.button(m.undo_title({ name: 'Ben' })).click();
	await expect(lucia.dialog.getByText(m.undo_nothing())).toBeVisible();
	ana.leave();
	ben.leave();
});
