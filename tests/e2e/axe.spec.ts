import { expect, test } from '../support/e2e-test.ts';
import { JALISCO } from './actors.ts';
import { ExampleTable } from './example-table.ts';
import { Facilitator } from './facilitator.ts';
import { isFit } from './is-fit.ts';
import { m } from '#i18n/compiled/messages.js';

test('axe finds nothing on the pages that anybody opens', async ({ openBrowser, startServer }) => {
	test.setTimeout(180_000);
	const server = await startServer({ demo: true });
	const page = await openBrowser();
	const open = (path: string) => page.goto(server.origin + path);

	await open('/');
	await isFit(page, 'home of a new server');
	await open('/join?code=K7MQ4RTX');
	await isFit(page, 'a code that opens nothing');
	await open(server.exampleJoinPath);
	await isFit(page, 'joining');
	await page.getByRole('button', { name: m.home_enter_table() }).click();
	await isFit(page, 'joining, with fields to mend');
	await open('/rejoin');
	await page.getByLabel(m.home_rejoin_code()).fill('NADA');
	await page.getByRole('button', { name: m.home_rejoin_action() }).click();
	await expect(page.getByLabel(m.home_rejoin_code())).toHaveAttribute('aria-invalid', 'true');
	await isFit(page, 'coming back with a wrong code');
	await open(server.setUpPath);
	await isFit(page, 'setting the server up');
	await open('/setup');
	await isFit(page, 'setting up without a link');
	await open('/register');
	await isFit(page, 'registering without an invitation');
	await open('/reset');
	await isFit(page, 'another password without a link');
	await open(server.exampleFacilitatePath);
	await isFit(page, 'an invitation to facilitate');
	await open('/login');
	await page.getByLabel(m.auth_username()).fill('lucia');
	await page.getByLabel(m.auth_password(), { exact: true }).fill('no es esta');
	await page.getByRole('button', { name: m.auth_sign_in(), exact: true }).click();
	await expect(page.getByText(m.auth_sign_in_failed())).toBeVisible();
	await isFit(page, 'signing in with a wrong password');
	await open('/licences');
	await isFit(page, 'licences');
	await open('/aqui-no-hay-nada');
	await isFit(page, 'a page that does not exist');
	await open('/c/aaaaaaaaaaaaaaaaaaaa');
	await isFit(page, 'a commitment that does not exist');
	await open('/w/aaaaaaaaaaaaaaaaaaaa');
	await isFit(page, 'somebody else’s table');
});

test('axe finds nothing on the pages of whoever facilitates', async ({ openBrowser, startServer }) => {
	test.setTimeout(180_000);
	const server = await startServer();
	const lucia = new Facilitator('Lucía', await openBrowser());
	const { page } = lucia;
	await lucia.setUp(server.origin + server.setUpPath);
	await lucia.button(m.setup_create()).click();
	await isFit(page, 'a new table, with fields to mend');
	await lucia.createTable();
	const table = server.origin + lucia.tablePath;
	await isFit(page, 'welcome page');
	await page.goto(`${server.origin}/tables`);
	await isFit(page, 'list of tables');
	await page.getByRole('button', { name: m.setup_more_about({ title: JALISCO.title }) }).click();
	await isFit(page, 'what can be done with a table');
	await page.getByRole('menuitem', { name: m.setup_delete() }).click();
	await isFit(page, 'asked before a table is deleted');
	await page.goto(table);
	await expect(lucia.button(m.facilitate_affiliation_send())).toBeVisible();
	await lucia.show('list');
	await isFit(page, 'affiliation');
	await lucia.declareAffiliation(m.facilitate_affiliation_none());
	for (const title of [
		m.facilitate_session(),
		m.facilitate_phases(),
		m.facilitate_people(),
		m.facilitate_polls(),
		m.facilitate_locks(),
		m.facilitate_rules(),
		m.facilitate_commitments(),
		m.facilitate_way_in(),
	]) {
		await lucia.part(title);
	}
	await isFit(page, 'facilitator’s panel, all of it open');
	await (await lucia.part(m.facilitate_rules())).getByRole('button', { name: m.facilitate_rules_edit() }).click();
	await isFit(page, 'rewording the rules');
	await lucia.button(m.table_invite()).click();
	await isFit(page, 'inviting');
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: m.table_people_open() }).click();
	await isFit(page, 'who is at the table');
	await page.keyboard.press('Escape');
	await (await lucia.part(m.facilitate_locks())).getByRole('listitem').getByRole('button').first().click();
	await isFit(page, 'asked for a reason');
});

test('axe finds nothing at the table, from its first card to the public commitment', async ({
	openBrowser,
	startServer,
}) => {
	test.setTimeout(900_000);
	const server = await startServer({ demo: true });
	const table = await ExampleTable.open(server);
	const [ana, lucia, reader] = [await openBrowser(), await openBrowser(), await openBrowser()];
	await table.sitDown(ana, table.ana);
	await table.sitDown(lucia, table.lucia);
	const at = server.origin + table.path;

	await ana.goto(`${at}/welcome`);
	await isFit(ana, 'welcome page with a session to come');
	await ana.goto(`${at}/me`);
	await isFit(ana, 'my data');
	await ana.goto(`${at}/vote`);
	await isFit(ana, 'ballot to come');
	await ana.goto(`${at}/record`);
	await isFit(ana, 'minutes to come');
	await ana.goto(`${at}/history`);
	await isFit(ana, 'history to come');

	await table.adoptRules();
	await table.moveTo('causes');
	await ana.goto(at);
	const list = ana.getByRole('region', { name: m.list_label() });
	await ana.getByRole('button', { name: m.table_list(), exact: true }).first().click();
	await expect(list.getByRole('article').first()).toBeVisible();
	await isFit(ana, 'list');
	const said = list.getByRole('button', { name: /^Comentar: / }).first();
	await said.click();
	await ana.getByRole('textbox', { name: m.talk_write() }).fill('¿De qué año es este dato?');
	await ana.getByRole('button', { name: m.talk_send(), exact: true }).click();
	await ana.getByRole('button', { name: /^Responder a / }).click();
	await isFit(ana, 'comments on a card');
	await ana.keyboard.press('Escape');
	await list.getByRole('button', { name: m.list_add_cause() }).click();
	await isFit(ana, 'a new card in the list');
	await list.getByRole('button', { name: m.list_close(), exact: true }).click();
	await list
		.getByRole('button', { name: /^Editar:/ })
		.first()
		.click();
	await isFit(ana, 'a card open in the list');

	await ana.getByRole('button', { name: m.table_tree(), exact: true }).first().click();
	const cards = ana.locator('[data-card]');
	await expect(cards.first()).toBeVisible();
	await isFit(ana, 'canvas');
	await ana.getByRole('button', { name: m.board_zoom_fit() }).click();
	await cards.filter({ hasText: 'Desigualdad laboral' }).first().click();
	await isFit(ana, 'a card chosen on the canvas');
	await ana.getByRole('button', { name: m.board_change_kind() }).click();
	await isFit(ana, 'a menu on the canvas');
	await ana.keyboard.press('Escape');
	await ana.getByRole('button', { name: m.board_edit(), exact: true }).click();
	await isFit(ana, 'a card open for writing on the canvas');

	const [problem] = await table.cards('problem');
	const [cause] = await table.cards('cause');
	if (!problem || !cause) throw new Error('the example table has no tree');
	for (const target of [
		{ kind: 'branch', card: problem.id },
		{ kind: 'card', card: cause.id },
	] as const) {
		await table.tell(table.lucia, { type: 'setLock', target, reason: 'Ya lo acordamos.' });
	}
	await expect(ana.getByRole('toolbar', { name: m.board_selection() })).toContainText('Ya lo acordamos.');
	await isFit(ana, 'a closed card chosen on the canvas');
	await ana.getByRole('button', { name: m.table_list(), exact: true }).first().click();
	await list.locator('summary').first().click();
	await isFit(ana, 'a closed branch in the list');
	await lucia.goto(at);
	await lucia.getByRole('button', { name: m.table_list(), exact: true }).first().click();
	await lucia
		.getByRole('button', { name: /^Cerrar a cambios:/ })
		.first()
		.click();
	await expect(lucia.getByRole('dialog')).toBeVisible();
	await isFit(lucia, 'asked what to close, and why');
	for (const target of [
		{ kind: 'branch', card: problem.id },
		{ kind: 'card', card: cause.id },
	] as const) {
		await table.tell(table.lucia, { type: 'liftLock', target, reason: '' });
	}

	await table.moveTo('choose-causes');
	await lucia.goto(at);
	await table.openDots('causes');
	await ana.goto(`${at}/vote`);
	await isFit(ana, 'ballot with dots');
	await ana
		.getByRole('button', { name: /^Dar un punto/ })
		.first()
		.click();
	await ana.getByRole('button', { name: m.poll_send(), exact: true }).click();
	await expect(ana.getByText(m.poll_counted())).toBeVisible();
	await isFit(ana, 'ballot that counts');
	await lucia.goto(`${at}/screen`);
	await expect(lucia.getByRole('figure')).toBeVisible();
	await isFit(lucia, 'projector with turnout');
	await table.castDots(table.ben);
	await table.close();
	await expect(lucia.getByRole('figure', { name: m.poll_result_caption() })).toBeVisible();
	await isFit(lucia, 'projector with a result');
	await ana.getByText(m.poll_by_sector(), { exact: true }).click();
	await isFit(ana, 'result of dots');
	await lucia.goto(at);
	await isFit(lucia, 'facilitator’s next step: to confirm');
	await table.openConfirmation('causes');
	await ana.getByRole('radio', { name: m.poll_block() }).check();
	await ana.getByRole('button', { name: m.poll_send_answer(), exact: true }).click();
	await isFit(ana, 'round, with a reason to write');
	await ana.goto(at);
	await isFit(ana, 'canvas that only shows, with a round beside it');
	await table.agree();
	await isFit(ana, 'canvas with chosen cards');
	await ana.goto(`${at}/vote`);
	await isFit(ana, 'result of a round');

	await table.chooseAll();
	const commitment = await table.startCommitment();
	const draft = `${at}/draft/${commitment}`;
	await ana.goto(draft);
	await expect(ana.getByRole('textbox', { name: m.draft_field_problem() })).toBeVisible();
	await ana.getByRole('button', { name: m.draft_indicator_add(), exact: true }).click();
	await isFit(ana, 'draft');
	await lucia.goto(draft);
	await isFit(lucia, 'draft, as the facilitator sees it');
	const field = { kind: 'field', commitment, field: 'lead' } as const;
	await table.tell(table.lucia, { type: 'setLock', target: field, reason: 'Ya lo acordamos.' });
	await expect(ana.getByText('Ya lo acordamos.')).toBeVisible();
	await isFit(ana, 'draft with a closed field');
	await table.lockDraft(commitment);
	await expect(ana.getByText(m.draft_next_propose())).toBeVisible();
	await isFit(ana, 'draft that is closed');
	await lucia.getByRole('button', { name: m.draft_propose(), exact: true }).click();
	await expect(lucia.getByRole('dialog')).toBeVisible();
	await isFit(lucia, 'last look before a text is proposed');
	const content = await table.propose(commitment);
	await expect(ana.getByRole('form', { name: m.draft_sign_form() })).toBeVisible();
	await isFit(ana, 'text to be signed');
	await table.agreeAndSign(commitment, content);
	await table.requestIssue(commitment, content);
	const chela = await openBrowser();
	await table.sitDown(chela, table.chela);
	await chela.goto(draft);
	await chela.getByRole('button', { name: m.draft_witness() }).click();
	await isFit(chela, 'witness');
	await table.witness(commitment, content);
	await ana.goto(draft);
	await expect(ana.getByRole('link', { name: m.draft_issued_see() })).toBeVisible();
	await isFit(ana, 'draft that was issued');
	await reader.goto(`${server.origin}/c/${commitment}`);
	await expect(reader.getByText(m.commitment_check_ok())).toBeVisible();
	await isFit(reader, 'public commitment');
	await ana.goto(`${at}/record`);
	await isFit(ana, 'minutes');
	await ana.goto(`${at}/history?with=now`);
	await isFit(ana, 'history, two moments compared');
	await table.tell(table.lucia, {
		type: 'removeParticipant',
		participant: (await table.view(table.ana)).me.id,
		reason: 'Prueba',
	});
	await ana.goto(at);
	await isFit(ana, 'removed from the table');
});
