import { expect, PHONE, test, type OpenBrowser } from '../support/e2e-test.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { Participant } from './actors.ts';
import { ExampleTable } from './example-table.ts';
import { m } from '#i18n/compiled/messages.js';

const CARE = 'El trabajo de cuidados en los hogares recae en las mujeres y no se paga';
const OFFLINE = 'No hay licencias de paternidad';

/** What the browser keeps of our pages, for whoever sits down at it next. */
const kept = () =>
	`(async () => ({
		databases: (await indexedDB.databases()).map(({ name }) => name),
		local: Object.keys(localStorage),
		// Kit's own notes of where a page was scrolled to say nothing of anybody.
		session: Object.keys(sessionStorage).filter((key) => !key.startsWith('sveltekit:')),
		cookies: document.cookie,
	}))()`;

/** Ana before the board on a phone of which nobody has said yet whose it is. */
async function anaOnAPhone(server: E2eServer, table: ExampleTable, openBrowser: OpenBrowser): Promise<Participant> {
	const ana = new Participant('Ana', await openBrowser(PHONE));
	await table.sitDown(ana.page, table.ana);
	await ana.page.context().clearCookies({ name: 'mesa_device' });
	await ana.page.goto(server.origin + table.path);
	return ana;
}

test('on her own phone, what Ana wrote while the server was down is there after she closed the page, and arrives', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = await anaOnAPhone(server, table, openBrowser);
	await expect(ana.list.card(CARE)).toBeVisible();
	await ana.list.hasForms();
	await ana.button(m.table_device_own()).click();
	await expect(ana.page.getByText(m.table_device_title())).toBeHidden();
	await expect.poll(() => ana.page.evaluate(kept())).toMatchObject({ databases: ['mesa-abierta'] });

	await server.kill();
	await expect(ana.page.getByText(m.table_line_down())).toBeVisible();
	await ana.list.add('cause', OFFLINE);
	await expect(ana.page.getByText(m.ui_on_device()).first()).toBeVisible();
	await ana.page.close();

	await server.start();
	const back = new Participant('Ana', await ana.page.context().newPage());
	await back.page.goto(server.origin + table.path);
	await expect(back.list.card(OFFLINE)).toBeVisible();
	await expect(back.page.getByText(m.ui_saved(), { exact: true })).toBeVisible();
	await expect.poll(async () => (await table.cards('cause')).map(({ text }) => text)).toContain(OFFLINE);
	// She was asked once.
	await expect(back.page.getByText(m.table_device_title())).toBeHidden();

	// And when she leaves, nothing of it stays behind.
	await back.page.goto(`${server.origin}${table.path}/me`);
	await back.button(m.setup_me_leave()).click();
	await expect(back.page).toHaveURL(`${server.origin}/`);
	expect(await back.page.evaluate(kept())).toEqual({ databases: [], local: [], session: [], cookies: '' });
});

test('on a shared computer nothing is kept, the page warns before it loses words, and leaving leaves nothing', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = await anaOnAPhone(server, table, openBrowser);
	await expect(ana.list.card(CARE)).toBeVisible();
	await ana.list.hasForms();
	await ana.button(m.table_device_shared()).click();
	await expect(ana.page.getByText(m.table_device_title())).toBeHidden();

	await server.kill();
	await expect(ana.page.getByText(m.table_line_down())).toBeVisible();
	await ana.list.add('cause', OFFLINE);
	await expect(ana.page.getByText(m.ui_in_tab()).first()).toBeVisible();
	expect(await ana.page.evaluate(kept())).toMatchObject({ databases: [], session: [] });

	const warning = ana.page.waitForEvent('dialog');
	const closing = ana.page.close({ runBeforeUnload: true });
	const dialog = await warning;
	expect(dialog.type()).toBe('beforeunload');
	await dialog.dismiss();
	await closing;
	// She stays, and it arrives.
	await server.start();
	await expect(ana.page.getByText(m.ui_saved(), { exact: true })).toBeVisible();
	await expect.poll(async () => (await table.cards('cause')).map(({ text }) => text)).toContain(OFFLINE);

	await ana.page.goto(`${server.origin}${table.path}/me`);
	await expect(ana.page.getByRole('radio', { name: m.table_device_shared() })).toBeChecked();
	await ana.button(m.setup_me_leave()).click();
	await expect(ana.page).toHaveURL(`${server.origin}/`);
	expect(await ana.page.evaluate(kept())).toEqual({ databases: [], local: [], session: [], cookies: '' });
});

test('Ana’s two tabs of one table, both without network, lose nothing of each other', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const one = await anaOnAPhone(server, table, openBrowser);
	await one.button(m.table_device_own()).click();
	const two = new Participant('Ana', await one.page.context().newPage());
	await two.page.goto(server.origin + table.path);
	await expect(two.list.card(CARE)).toBeVisible();
	for (const { list } of [one, two]) await list.hasForms();

	await server.kill();
	for (const { page } of [one, two]) await expect(page.getByText(m.table_line_down())).toBeVisible();
	await one.list.add('cause', 'Los horarios no se pueden cambiar');
	await two.list.add('cause', 'No hay guarderías cerca del trabajo');
	for (const { page } of [one, two]) await expect(page.getByText(m.ui_on_device()).first()).toBeVisible();
	await one.page.close();
	await server.start();
	await expect(two.list.card('No hay guarderías cerca del trabajo')).toBeVisible();
	const third = new Participant('Ana', await two.page.context().newPage());
	await third.page.goto(server.origin + table.path);
	for (const { list } of [two, third]) {
		await expect(list.card('Los horarios no se pueden cambiar')).toHaveCount(1);
		await expect(list.card('No hay guarderías cerca del trabajo')).toHaveCount(1);
	}
});
