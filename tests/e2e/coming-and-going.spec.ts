import { DESK, PHONE, expect, test } from '../support/e2e-test.ts';
import { AccountHolder, luciaAt } from './account-holder.ts';
import { Actor, JALISCO, Participant, SECTORS } from './actors.ts';
import { openSession, openTable } from './open-table.ts';
import { m } from '#i18n/compiled/messages.js';

test('Ana reads the welcome, and checks in there once the session is open', async ({ startServer, openBrowser }) => {
	const server = await startServer();
	const table = await openTable(server);
	const ana = new Participant('Ana', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await ana.page.goto(`/join/${table.code}`);
	await ana.join(SECTORS.civil, 'Mujeres del Bosque');
	await expect(ana.page.getByText(m.setup_welcome_no_session())).toBeVisible();
	await expect(ana.page.getByText(m.setup_welcome_people_caption({ count: 0 }))).toBeVisible();

	await openSession(table);
	await ana.page.reload();
	await ana.button(m.setup_welcome_check_in()).click();
	await expect(ana.page.getByText(m.setup_welcome_present())).toBeVisible();
	await expect(ana.page.getByText(m.setup_welcome_people_caption({ count: 1 }))).toBeVisible();
	// Attendance is declared: it does not end with the browser.
	await ana.page.context().close();
	expect((await table.look()).state.people.find(({ name }) => name === 'Ana')?.present).toBe(true);
});

test('with a new personal code Ana comes back on another device, and the old code is dead', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { id, code, look } = await openTable(server);
	const ana = new Participant('Ana', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await ana.page.goto(`/join/${code}`);
	await ana.join(SECTORS.civil);
	await ana.page.getByRole('link', { name: 'Ana' }).click();
	await expect(ana.page.getByRole('definition').filter({ hasText: SECTORS.civil })).toBeVisible();
	await ana.button(m.setup_me_code_renew()).click();
	const renewed = await ana.page.getByRole('textbox', { name: m.home_rejoin_code() }).inputValue();
	expect(renewed).not.toBe(ana.rejoinCode);

	const elsewhere = new Actor('Ana', await openBrowser({ ...DESK, baseURL: server.origin }));
	await elsewhere.page.goto('/rejoin');
	const field = elsewhere.page.getByRole('textbox', { name: m.home_rejoin_code() });
	await field.fill(ana.rejoinCode);
	await elsewhere.button(m.home_rejoin_action()).click();
	await expect(elsewhere.page.getByText(m.error_rejoin_unknown())).toBeVisible();
	await field.fill(renewed);
	await elsewhere.button(m.home_rejoin_action()).click();
	await expect(elsewhere.page).toHaveURL(`${server.origin}/w/${id}`);
	await expect(elsewhere.panel).toBeVisible();
	expect((await look()).state.people.filter(({ name }) => name === 'Ana')).toHaveLength(1);
});

test('when Ana erases herself her name goes and her card stays, and nothing brings her back', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { id, code, lucia, look } = await openTable(server);
	await lucia.command(id, { type: 'movePhase', phase: 'p3' });
	const ana = new Participant('Ana Robles', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await ana.page.goto(`/join/${code}`);
	await ana.join(SECTORS.civil, 'Mujeres del Bosque');
	await ana.page.getByRole('link', { name: m.setup_welcome_go() }).click();
	await ana.list.add('problem', JALISCO.problem);

	await ana.page.goto(`/w/${id}/me`);
	await ana.button(m.setup_me_erase()).click();
	await expect(ana.dialog).toContainText(m.setup_me_erase_what());
	await expect(ana.dialog).toContainText(m.setup_me_erase_final());
	await ana.dialog.getByRole('button', { name: m.setup_me_erase(), exact: true }).click();
	await expect(ana.page.getByText(m.setup_me_erased())).toBeVisible();
	await ana.page.goto(`/w/${id}`);
	await expect(ana.page.getByRole('heading', { name: m.table_stranger_title() })).toBeVisible();
	await ana.page.goto('/rejoin');
	await ana.page.getByRole('textbox', { name: m.home_rejoin_code() }).fill(ana.rejoinCode);
	await ana.button(m.home_rejoin_action()).click();
	await expect(ana.page.getByText(m.error_rejoin_unknown())).toBeVisible();

	const held = JSON.stringify(await look());
	expect(held).not.toContain('Ana Robles');
	expect(held).not.toContain('Mujeres del Bosque');
	const beto = new Participant('Beto', await openBrowser({ ...DESK, baseURL: server.origin }));
	await beto.page.goto(`/join/${code}`);
	await beto.join(SECTORS.government);
	await beto.page.getByRole('link', { name: m.setup_welcome_go() }).click();
	await beto.show('list');
	await expect(beto.list.card(JALISCO.problem)).toBeVisible();
	await expect(beto.page.getByText('Ana Robles')).toHaveCount(0);
});

test('an observer reads everything and writes nothing', async ({ startServer, openBrowser }) => {
	const server = await startServer();
	const table = await openTable(server);
	const { id, code, lucia } = table;
	await lucia.command(id, { type: 'movePhase', phase: 'p3' });
	await openSession(table);
	const ana = new Participant('Ana', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await ana.page.goto(`/join/${code}`);
	await ana.join(SECTORS.civil);
	await ana.page.getByRole('link', { name: m.setup_welcome_go() }).click();
	await ana.list.add('problem', JALISCO.problem);

	const olga = new Participant('Olga', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await olga.page.goto(`/join/${code}`);
	await olga.join(m.home_observe());
	await expect(olga.page.getByText(m.setup_welcome_observer())).toBeVisible();
	await expect(olga.button(m.setup_welcome_check_in())).toHaveCount(0);
	await olga.page.getByRole('link', { name: m.setup_welcome_go() }).click();
	await expect(olga.list.card(JALISCO.problem)).toBeVisible();
	await expect(olga.list.region.getByText(m.list_read_only())).toBeVisible();
	await expect(olga.list.region.getByText(m.table_observer_explain())).toBeVisible();
	await expect(olga.list.region.getByRole('button', { name: m.list_add_cause() })).toBeHidden();

	// What others write meanwhile reaches her.
	await ana.list.add('cause', JALISCO.causes[0]);
	await expect(olga.list.card(JALISCO.causes[0])).toBeVisible();
});

test('Lucía removes Ana and readmits her, each with a reason on the record; nothing of hers is lost', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const table = await openTable(server);
	await openSession(table);
	const ana = new Participant('Ana', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await ana.page.goto(`/join/${table.code}`);
	await ana.join(SECTORS.civil);
	await ana.page.getByRole('link', { name: m.setup_welcome_go() }).click();
	await expect(ana.list.region).toBeVisible();

	const lucia = await luciaAt(server, openBrowser);
	await lucia.facilitate();
	const row = (await lucia.part(m.facilitate_people())).getByRole('listitem').filter({ hasText: 'Ana' });
	await row.getByText(m.facilitate_person_more()).click();
	await row.getByRole('button', { name: m.facilitate_remove() }).click();
	const remove = lucia.dialog.getByRole('button', { name: m.facilitate_remove(), exact: true });
	await expect(remove).toBeDisabled();
	await lucia.dialog.getByLabel(m.facilitate_reason()).fill('Interrumpió a otras personas tras dos avisos');
	await lucia.confirm(m.facilitate_remove());
	await expect(row.getByText(m.table_removed())).toBeVisible();

	// Her open page ends at once, and neither it nor her code leads back.
	await expect(ana.page.getByRole('heading', { name: m.table_end_removed() })).toBeVisible();
	await ana.page.reload();
	await expect(ana.page.getByRole('heading', { name: m.table_end_removed() })).toBeVisible();
	const elsewhere = new Actor('Ana', await openBrowser({ ...DESK, baseURL: server.origin }));
	await elsewhere.page.goto('/rejoin');
	await elsewhere.page.getByRole('textbox', { name: m.home_rejoin_code() }).fill(ana.rejoinCode);
	await elsewhere.button(m.home_rejoin_action()).click();
	await expect(elsewhere.page.getByText(m.error_participant_removed())).toBeVisible();

	await row.getByRole('button', { name: m.facilitate_readmit() }).click();
	await lucia.dialog.getByLabel(m.facilitate_reason()).fill('Acordamos cómo tomar la palabra');
	await lucia.confirm(m.facilitate_readmit());
	await ana.page.reload();
	await expect(ana.list.region).toBeVisible();
	expect((await table.look()).state.people.filter(({ name }) => name === 'Ana')).toHaveLength(1);

	await lucia.page.goto(`/w/${table.id}/record`);
	await expect(lucia.page.getByText('Interrumpió a otras personas tras dos avisos')).toBeVisible();
	await expect(lucia.page.getByText('Acordamos cómo tomar la palabra')).toBeVisible();
});

test('without script people join, check in and come back, and facilitators sign in and out', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const table = await openTable(server);
	await openSession(table);
	const plain = { javaScriptEnabled: false, baseURL: server.origin };
	const ana = new Participant('Ana', await openBrowser({ ...PHONE, ...plain }));
	await ana.page.goto('/');
	await ana.page.getByRole('textbox', { name: m.home_code_label() }).fill(table.code.toLowerCase());
	await ana.button(m.home_join_action()).click();

	// A refused form keeps what was typed.
	await ana.page.getByLabel(m.home_name_label()).fill('   ');
	await ana.page.getByRole('radio', { name: SECTORS.civil }).check();
	await ana.button(m.home_enter_table()).click();
	await expect(ana.page.getByRole('link', { name: m.home_name_missing() })).toBeVisible();
	await expect(ana.page.getByRole('radio', { name: SECTORS.civil })).toBeChecked();
	await ana.join(SECTORS.civil);
	await ana.button(m.setup_welcome_check_in()).click();
	await expect(ana.page.getByText(m.setup_welcome_present())).toBeVisible();

	const elsewhere = new Actor('Ana', await openBrowser({ ...PHONE, ...plain }));
	await elsewhere.page.goto('/rejoin');
	await elsewhere.page.getByRole('textbox', { name: m.home_rejoin_code() }).fill(ana.rejoinCode);
	await elsewhere.button(m.home_rejoin_action()).click();
	await expect(elsewhere.page).toHaveURL(`${server.origin}/w/${table.id}`);

	const lucia = new AccountHolder('Lucía', await openBrowser({ ...DESK, ...plain }));
	await lucia.page.goto('/login');
	await lucia.trySignIn('lucia', 'no es esta');
	await expect(lucia.page.getByText(m.error_sign_in_wrong())).toBeVisible();
	await lucia.signIn('lucia');
	await expect(lucia.page.getByRole('link', { name: JALISCO.title })).toBeVisible();
	await lucia.button(m.auth_sign_out()).click();
	await expect(lucia.page.getByText(m.auth_signed_out())).toBeVisible();
});
