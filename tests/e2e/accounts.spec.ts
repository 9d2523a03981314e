import { adminLink } from '../support/admin-link.ts';
import { DESK, expect, test } from '../support/e2e-test.ts';
import { PASSWORD } from '../support/people.ts';
import { AccountHolder, luciaAt } from './account-holder.ts';
import { JALISCO } from './actors.ts';
import { openTable } from './open-table.ts';
import { m } from '#i18n/compiled/messages.js';

const OTHER_PASSWORD = 'cuatro sillas y una ventana';

test('the set-up link makes one account, and then opens nothing any more', async ({ startServer, openBrowser }) => {
	const server = await startServer();
	const lucia = new AccountHolder('Lucía', await openBrowser(DESK));
	await lucia.setUp(server.origin + server.setUpPath);

	const stranger = await openBrowser(DESK);
	await stranger.goto(server.origin + server.setUpPath);
	await expect(stranger.getByText(m.auth_link_dead_title())).toBeVisible();
	await expect(stranger.getByText(m.error_link_unknown())).toBeVisible();
	await expect(stranger.getByLabel(m.auth_username())).toHaveCount(0);
});

test('a wrong password gets one sentence, the right one opens the tables, and signing out closes them', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	await openTable(server);
	const lucia = new AccountHolder('Lucía', await openBrowser({ ...DESK, baseURL: server.origin }));
	const { page } = lucia;

	await page.goto('/tables');
	for (const username of ['lucia', 'nadie']) {
		await lucia.trySignIn(username, 'no es esta');
		await expect(page.getByRole('alert')).toContainText(m.error_sign_in_wrong());
		await expect(page.getByLabel(m.auth_username())).toHaveValue(username);
	}

	await lucia.signIn('lucia');
	await expect(page.getByRole('link', { name: JALISCO.title })).toBeVisible();
	await lucia.button(m.auth_sign_out()).click();
	await expect(page.getByText(m.auth_signed_out())).toBeVisible();
	await page.goto('/tables');
	await expect(page.getByRole('heading', { name: m.auth_sign_in_title() })).toBeVisible();
});

test('a link from the terminal sets another password, once, and ends the sessions that the old one opened', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	await openTable(server);
	const atHome = await luciaAt(server, openBrowser);

	const link = await adminLink(server, 'reset', 'lucia');
	const atWork = await openBrowser({ ...DESK, baseURL: server.origin });
	await atWork.goto(link);
	await expect(atWork.getByText(m.auth_reset_for({ username: 'lucia' }))).toBeVisible();
	await atWork.getByLabel(m.auth_new_password()).fill(OTHER_PASSWORD);
	await atWork.getByRole('button', { name: m.auth_reset_action() }).click();
	await expect(atWork.getByRole('heading', { name: m.setup_tables_title() })).toBeVisible();

	await atWork.goto(link);
	await expect(atWork.getByText(m.auth_link_dead_title())).toBeVisible();
	await atHome.page.goto('/tables');
	await atHome.trySignIn('lucia', PASSWORD);
	await expect(atHome.page.getByRole('alert')).toContainText(m.error_sign_in_wrong());
	await atHome.signIn('lucia', OTHER_PASSWORD);
});

test('whoever runs the server invites a facilitator, who then accepts a link to a colleague’s table', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { id } = await openTable(server);
	const invitation = await adminLink(server, 'invite');
	const marta = new AccountHolder('Marta', await openBrowser({ ...DESK, baseURL: server.origin }));
	await marta.page.goto(invitation);
	await marta.register('marta');
	await expect(marta.page.getByText(m.setup_no_tables())).toBeVisible();

	const lucia = await luciaAt(server, openBrowser);
	await lucia.facilitate();
	const [forMarta, forNora] = [await lucia.inviteFacilitator(), await lucia.inviteFacilitator()];

	await marta.page.goto(forMarta);
	await expect(marta.page.getByText(m.auth_facilitate_as({ name: 'Marta' }))).toBeVisible();
	await marta.button(m.auth_facilitate_action()).click();
	await expect(marta.page.getByText(m.setup_welcome_facilitator())).toBeVisible();
	await marta.page.goto('/tables');
	const row = marta.page.getByRole('listitem').filter({ hasText: JALISCO.title });
	await expect(row).toContainText(m.setup_role_facilitator());
	await expect((await lucia.part(m.facilitate_people())).getByText('Marta', { exact: true })).toBeVisible();

	// Whoever has no account yet makes one with the table's own link.
	const nora = new AccountHolder('Nora', await openBrowser({ ...DESK, baseURL: server.origin }));
	await nora.page.goto(forNora);
	await nora.page.getByRole('link', { name: m.auth_facilitate_register() }).click();
	await nora.register('nora');
	await expect(nora.page).toHaveURL(`${server.origin}/w/${id}/welcome`);
	await expect(nora.page.getByText(m.setup_welcome_facilitator())).toBeVisible();

	const late = await openBrowser(DESK);
	for (const used of [invitation, forMarta, forNora]) {
		await late.goto(used);
		await expect(late.getByText(m.auth_link_dead_title())).toBeVisible();
	}
});
