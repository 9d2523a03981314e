import { DESK, PHONE, expect, test } from '../support/e2e-test.ts';
import { luciaAt } from './account-holder.ts';
import { JALISCO, Participant, SECTORS } from './actors.ts';
import { adoptRules, openTable } from './open-table.ts';
import { m } from '#i18n/compiled/messages.js';

test('Lucía edits the texts of a table, and whoever opens the join page or the welcome reads them', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { id, code } = await openTable(server);
	const lucia = await luciaAt(server, openBrowser);
	const { page } = lucia;
	await lucia.chooseFor(JALISCO.title, m.setup_edit());
	await expect(page.getByLabel(m.setup_title(), { exact: true })).toHaveValue(JALISCO.title);
	for (const phase of [m.table_phase_welcome(), m.table_phase_follow_up()]) {
		await expect(page.getByRole('region', { name: m.setup_agenda_part() })).toContainText(phase);
	}

	const save = lucia.button(m.setup_edit_save_texts());
	await page.getByLabel(m.setup_title(), { exact: true }).fill('   ');
	await save.click();
	await expect(page.getByRole('link', { name: m.setup_title_missing() })).toBeVisible();

	// What only the server sees is refused beside the button, and nothing that was typed is lost.
	await page.getByLabel(m.setup_title(), { exact: true }).fill('Salario \u202eigual');
	await save.click();
	const form = page.locator('form').filter({ has: save });
	await expect(form.getByRole('alert')).toContainText(m.error_body_invalid());

	await page.getByLabel(m.setup_title(), { exact: true }).fill('Salario igual en Jalisco');
	await page.getByLabel(m.setup_theme()).fill('Trabajo con igual salario');
	await page.getByLabel(m.setup_question()).fill(JALISCO.question);
	await page.getByLabel(m.setup_consultation()).first().fill(JALISCO.consultation);
	await page.getByLabel(m.setup_consultation_date()).fill(JALISCO.consultationDate);
	await page.getByLabel(m.setup_welcome()).fill(JALISCO.welcome);
	await lucia.button(m.setup_material_add()).click();
	await page.getByLabel(m.setup_material_title()).fill('Diagnóstico estatal');
	await page.getByLabel(m.setup_material_url()).fill('ejemplo.org/diagnostico.pdf');
	await save.click();
	await expect(form.getByRole('status')).toContainText(m.setup_edit_texts_saved());

	const ana = new Participant('Ana', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await ana.page.goto(`/join/${code}`);
	await expect(ana.page.getByRole('heading', { name: 'Salario igual en Jalisco' })).toBeVisible();
	await expect(ana.page.getByText('Trabajo con igual salario')).toBeVisible();
	await ana.join(SECTORS.civil);
	await expect(ana.page.getByText(JALISCO.welcome)).toBeVisible();
	await expect(ana.page.getByText(JALISCO.question)).toBeVisible();
	await expect(ana.page.getByRole('link', { name: 'Diagnóstico estatal' })).toHaveAttribute(
		'href',
		'https://ejemplo.org/diagnostico.pdf',
	);

	// Only those who facilitate edit.
	await ana.page.goto(`/tables/${id}/edit`);
	await expect(ana.page).toHaveURL(`${server.origin}/w/${id}`);
});

test('drafted rules change at once; adopted ones only by a proposal that the table adopts later', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const table = await openTable(server);
	const lucia = await luciaAt(server, openBrowser);
	const { page } = lucia;
	const seatsOf = (sector: string) => page.getByRole('group', { name: sector }).getByLabel(m.setup_sector_seats());

	await page.goto(`/tables/${table.id}/edit`);
	await seatsOf(SECTORS.civil).fill('2');
	await lucia.button(m.setup_edit_save_rules()).click();
	await expect(page.getByText(m.setup_edit_rules_saved())).toBeVisible();
	expect((await table.look()).state.rules.rules.sectors.map(({ seats }) => seats)).toEqual([1, 1, 2]);

	await adoptRules(server, table);
	await page.reload();
	await expect(page.getByText(m.setup_edit_adopted())).toBeVisible();
	await expect(lucia.button(m.setup_sector_remove({ label: SECTORS.civil }))).toBeDisabled();
	await lucia.button(m.setup_edit_propose_rules()).click();
	await expect(page.getByText(m.setup_edit_rules_same())).toBeVisible();
	await lucia.button(m.setup_sector_add()).click();
	const added = page.getByRole('group', { name: m.setup_sector_number({ number: 4 }) });
	await added.getByLabel(m.setup_sector_letter()).fill('U');
	await added.getByLabel(m.setup_sector_label()).fill('Universidades');
	await lucia.button(m.setup_edit_propose_rules()).click();
	await expect(page.getByText(m.setup_edit_rules_proposed())).toBeVisible();

	const { rules } = (await table.look()).state;
	expect(rules.rules.sectors.map(({ id }) => id)).toEqual(['s1', 's2', 's3']);
	expect(rules.draft?.rules.sectors.map(({ id, seats }) => [id, seats])).toEqual([
		['s1', 1],
		['s2', 1],
		['s3', 2],
		['s4', 1],
	]);
	await page.reload();
	await expect(page.getByText(m.setup_edit_pending())).toBeVisible();
	await expect(page.getByRole('group', { name: 'Universidades' })).toBeVisible();
});

test('Lucía duplicates a table without its people, and deletes the copy after reading what is lost', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { id, code } = await openTable(server);
	const ana = new Participant('Ana', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await ana.page.goto(`/join/${code}`);
	await ana.join(SECTORS.civil);

	const lucia = await luciaAt(server, openBrowser);
	const { page } = lucia;
	await lucia.chooseFor(JALISCO.title, m.setup_duplicate());
	await expect(page.getByRole('heading', { name: JALISCO.title })).toBeVisible();
	expect(page.url()).not.toContain(id);
	await page.goto('/tables');
	await expect(page.getByRole('link', { name: JALISCO.title })).toHaveCount(2);

	await page.goto(`/tables/${id}/edit`);
	await page.getByLabel(m.setup_title(), { exact: true }).fill('La primera');
	await lucia.button(m.setup_edit_save_texts()).click();
	await expect(page.getByText(m.setup_edit_texts_saved())).toBeVisible();
	await page.goto('/tables');
	await lucia.chooseFor('La primera', m.setup_delete());
	for (const lost of [
		m.setup_delete_ask({ title: 'La primera' }),
		m.setup_delete_lost(),
		m.setup_delete_lost_texts(),
		m.setup_delete_lost_board(),
		m.setup_delete_lost_people(),
		m.setup_delete_kept(),
	]) {
		await expect(lucia.dialog).toContainText(lost);
	}
	await lucia.confirm(m.setup_delete());
	await expect(page.getByRole('status')).toContainText(m.setup_deleted_news({ title: 'La primera' }));
	await expect(page.getByRole('link', { name: 'La primera' })).toHaveCount(0);
	await expect(page.getByRole('link', { name: JALISCO.title })).toHaveCount(1);

	await ana.page.goto(`/w/${id}`);
	await expect(ana.page.getByRole('heading', { name: m.table_stranger_title() })).toBeVisible();
	await ana.page.goto(`/join/${code}`);
	await expect(ana.page.getByRole('heading', { name: m.home_code_unknown_title() })).toBeVisible();
});

test('an archived table can still be read by whoever took part, and no longer written', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { id, code, lucia: program } = await openTable(server);
	const ana = new Participant('Ana', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await ana.page.goto(`/join/${code}`);
	await ana.join(SECTORS.civil);
	await program.command(id, { type: 'movePhase', phase: 'p3' });
	await ana.page.getByRole('link', { name: m.setup_welcome_go() }).click();
	await ana.list.add('problem', JALISCO.problem);

	const lucia = await luciaAt(server, openBrowser);
	await lucia.chooseFor(JALISCO.title, m.setup_archive());
	await expect(lucia.dialog).toContainText(m.setup_archive_what());
	await lucia.confirm(m.setup_archive());
	await expect(lucia.page.getByRole('status')).toContainText(m.setup_archived_news({ title: JALISCO.title }));
	const archived = lucia.page.getByRole('region', { name: m.setup_archived_tables() });
	await expect(archived.getByRole('link', { name: JALISCO.title })).toBeVisible();

	// Ana's page learns of it while it is open, and again after it is opened anew.
	for (const again of [false, true]) {
		if (again) await ana.page.reload();
		await expect(ana.page.getByText(m.table_archived()).first()).toBeVisible();
		await expect(ana.list.card(JALISCO.problem)).toBeVisible();
		await expect(ana.list.region.getByRole('button', { name: m.list_add_cause() })).toBeHidden();
	}
	await ana.page.goto(`/w/${id}/welcome`);
	await expect(ana.page.getByText(m.setup_welcome_archived())).toBeVisible();
	await expect(ana.button(m.setup_welcome_check_in())).toHaveCount(0);
	await ana.page.goto(`/w/${id}/record`);
	await expect(ana.page.getByRole('heading', { level: 1 })).toBeVisible();
	const { status } = await program.command(id, { type: 'movePhase', phase: 'p4' });
	expect(status).toBe(409);
	await lucia.page.goto(`/tables/${id}/edit`);
	await expect(lucia.page).toHaveURL(`${server.origin}/w/${id}`);
});

test('a closed code lets nobody in, and a renewed one replaces what was printed', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { code } = await openTable(server);
	const lucia = await luciaAt(server, openBrowser);
	await lucia.facilitate();
	const part = await lucia.part(m.facilitate_way_in());
	const guest = await openBrowser({ ...DESK, baseURL: server.origin });
	const unknown = guest.getByRole('heading', { name: m.home_code_unknown_title() });
	const form = guest.getByLabel(m.home_name_label());

	await part.getByRole('button', { name: m.facilitate_code_close() }).click();
	await expect(part.getByText(m.facilitate_code_closed())).toBeVisible();
	await guest.goto(`/join/${code}`);
	await expect(unknown).toBeVisible();

	await part.getByRole('button', { name: m.facilitate_code_open() }).click();
	await expect(part.getByRole('button', { name: m.facilitate_code_close() })).toBeVisible();
	await guest.reload();
	await expect(form).toBeVisible();

	await part.getByRole('button', { name: m.facilitate_code_renew() }).click();
	await expect(lucia.dialog).toContainText(m.facilitate_code_renew_explain());
	await lucia.confirm(m.facilitate_code_renew());
	const shown = part.getByLabel(m.table_code(), { exact: true });
	await expect(shown).not.toHaveValue(new RegExp(code.slice(0, 4)));
	await guest.reload();
	await expect(unknown).toBeVisible();
	await guest.goto('/');
	await guest.getByRole('textbox', { name: m.home_code_label() }).fill((await shown.inputValue()).toLowerCase());
	await guest.getByRole('button', { name: m.home_join_action() }).click();
	await expect(form).toBeVisible();
});
