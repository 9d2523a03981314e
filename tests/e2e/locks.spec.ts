import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { cardText } from '#board/edit-cards.ts';
import { m } from '#i18n/compiled/messages.js';
import { CLOSE } from '#protocol/sync.ts';
import { DESK, expect, test } from '../support/e2e-test.ts';
import type { Person } from '../support/people.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';
import { Facilitator } from './facilitator.ts';

const REASON = 'Ya acordamos estas causas';

/** Lucía and Ana before the board in the phase of causes, Lucía on the canvas and Ana in the list. */
async function atTheBoard(server: E2eServer, openBrowser: (options: typeof DESK) => Promise<Page>) {
	const table = await ExampleTable.openIn(server, 'causes');
	const lucia = new Facilitator('Lucía', await openBrowser(DESK));
	const ana = new Actor('Ana', await openBrowser(DESK));
	await table.sitDown(lucia.page, table.lucia);
	await table.sitDown(ana.page, table.ana);
	const [problem] = await table.cards('problem');
	const [effect] = await table.cards('effect');
	const [cause] = await table.cards('cause');
	if (!problem || !effect || !cause) throw new Error('the example table has no tree');
	return { table, lucia, ana, problem, effect, cause };
}

/** A program that joins with a person's own token and knows nothing of the page's rules. */
async function program(server: E2eServer, table: ExampleTable, person: Person) {
	const doc = new Y.Doc();
	const origin = server.origin.replace('http', 'ws');
	const provider = new WebsocketProvider(`${origin}/sync/${table.id}`, 'board', doc, {
		protocols: ['mesa.1', `bearer.${person.token}`],
		WebSocketPolyfill: WebSocket as never, // its type asks for the browser's class
		disableBc: true,
	});
	const closed = new Promise<number>((resolve) =>
		provider.once('connection-close', (event) => {
			provider.shouldConnect = false; // it would come back at once, and be refused again
			resolve(event?.code ?? 0);
		}),
	);
	await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
	return { doc, closed, leave: () => provider.destroy() };
}

test('a branch that is closed says who, when and why on each card, holds against any program, and opens again', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const { table, lucia, ana, problem, effect, cause } = await atTheBoard(server, openBrowser);
	await ana.page.goto(server.origin + table.path);
	await ana.show('list');
	await lucia.page.goto(server.origin + table.path);
	await lucia.show('tree');

	// Ana has a cause of the branch open when Lucía closes it from the canvas.
	const field = await ana.list.open(cause.text);
	await expect(field).toBeEditable();
	await lucia.canvas.fit();
	await lucia.canvas.select(problem.text);
	const bar = lucia.page.getByRole('toolbar', { name: m.board_selection() });
	await bar.getByRole('button', { name: m.lock_close(), exact: true }).click();
	await lucia.dialog.getByRole('radio', { name: m.lock_what_branch() }).check();
	await lucia.dialog.getByLabel(m.facilitate_reason()).fill(REASON);
	await lucia.confirm(m.facilitate_lock_confirm());

	await expect(field).toBeHidden();
	const root = ana.list.card(problem.text).first();
	await expect(root).toContainText(/Lucía cerró esta rama a las \d+:\d\d\. Motivo: Ya acordamos estas causas/);
	const covered = ana.list.card(cause.text).first();
	await covered.getByText(m.lock_part_of({ text: '' }).split('«')[0] ?? '').click();
	await expect(covered).toContainText(/Lucía cerró a las \d+:\d\d la rama de «.*esta tarjeta es parte de ella/);
	await expect(ana.page.getByRole('button', { name: m.list_edit_card({ text: cause.text }) })).toBeHidden();
	await expect(ana.page.getByRole('button', { name: m.list_edit_card({ text: effect.text }) })).toBeVisible();
	await expect(lucia.canvas.card(cause.text).getByTitle(/Lucía cerró a las/)).toBeVisible();
	await expect(bar).toContainText(REASON);
	await expect(bar.getByRole('button', { name: m.board_edit(), exact: true })).toBeHidden();

	// A program with Ana's own token is refused what she may not write, and gets nothing past the lock.
	const raw = await program(server, table, table.ana);
	cardText(raw.doc, cause.id)?.insert(0, 'Forzado. ');
	expect(await raw.closed).toBe(CLOSE.refusedWrite);
	raw.leave();
	const [unchanged] = await table.cards('cause');
	expect(unchanged?.text).toBe(cause.text);

	await bar.getByRole('button', { name: m.lock_open_this_branch() }).click();
	await lucia.confirm(m.facilitate_unlock_confirm());
	await expect(covered.getByText(m.lock_go_root())).toBeHidden();
	const again = await ana.list.open(cause.text);
	await again.press('End');
	await again.pressSequentially(' También de noche.');
	await expect(lucia.canvas.card('También de noche.')).toBeVisible();
});

test('what was typed and not saved when a lock falls comes back to its author, with who closed it and why', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const { table, ana, cause } = await atTheBoard(server, openBrowser);
	let isHeld = false;
	const waiting: (() => void)[] = [];
	await ana.page.routeWebSocket(/\/sync\//, (socket) => {
		const line = socket.connectToServer();
		socket.onMessage((message) => {
			if (isHeld) waiting.push(() => line.send(message));
			else line.send(message);
		});
	});
	await ana.page.goto(server.origin + table.path);
	await ana.show('list');
	const field = await ana.list.open(cause.text);
	isHeld = true;
	await field.press('End');
	await field.pressSequentially(' Palabras que no llegaron.');
	await table.tell(table.lucia, { type: 'setLock', target: { kind: 'card', card: cause.id }, reason: REASON });
	await expect(ana.list.card(cause.text).first()).toContainText(/Lucía cerró esta tarjeta a las \d+:\d\d/);
	isHeld = false;
	for (const send of waiting) send();
	const aside = ana.page.getByRole('status').filter({ hasText: 'Palabras que no llegaron.' });
	await expect(aside).toContainText(/Lucía cerró esta tarjeta a las \d+:\d\d\. Motivo: Ya acordamos estas causas/);
	await expect(ana.list.card('Palabras que no llegaron.')).toBeHidden();
});

test('a closed field of a draft can be read and not written; the other fields go on', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const { table, lucia, ana } = await atTheBoard(server, openBrowser);
	await table.chooseAll();
	const draft = `${server.origin}${table.path}/draft/${await table.startCommitment()}`;
	await ana.page.goto(draft);
	await lucia.page.goto(draft);
	const lead = ana.draft.field(m.draft_field_lead());
	await ana.draft.write(m.draft_field_lead(), 'Secretaría del Trabajo');
	const close = `${m.lock_close()} : ${m.draft_field_lead()}`;
	await lucia.page.getByRole('button', { name: close }).click();
	await lucia.dialog.getByLabel(m.facilitate_reason()).fill(REASON);
	await lucia.confirm(m.facilitate_lock_confirm());

	await expect(ana.page.getByText(/Lucía cerró este apartado a las \d+:\d\d\. Motivo: Ya acordamos/)).toBeVisible();
	await expect(lead).toHaveAttribute('contenteditable', 'false');
	await lead.focus();
	await ana.page.keyboard.insertText('Nadie ');
	await expect(lead).toContainText('Secretaría del Trabajo');
	await expect(lead).not.toContainText('Nadie');
	await ana.draft.write(m.draft_field_term(), 'Dos años');
	await expect(lucia.draft.field(m.draft_field_term())).toContainText('Dos años');

	const open = `${m.lock_open()} : ${m.draft_field_lead()}`;
	await lucia.page.getByRole('button', { name: open }).click();
	await lucia.confirm(m.facilitate_unlock_confirm());
	await ana.draft.write(m.draft_field_lead(), ' y Previsión Social');
	await expect(lucia.draft.field(m.draft_field_lead())).toContainText('Secretaría del Trabajo y Previsión Social');
});
