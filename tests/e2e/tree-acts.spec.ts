import { m } from '#i18n/compiled/messages.js';
import { TEMPLATE_NAMES } from '#i18n/template-words.ts';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

const PUBLISH = 'Las empresas no publican cuánto pagan a mujeres y a hombres';
const NORM = 'Ninguna norma local pide comparar los salarios';
const NURSERIES = 'Faltan guarderías con horarios de trabajo';

test('[A3] [A6] [A8] Ana merges, separates, makes the objectives tree and inserts a template in the list; Ben sees it on the canvas', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(PHONE));
	const ben = new Actor('Ben', await openBrowser(DESK));
	await table.sitDown(ana.page, table.ana);
	await table.sitDown(ben.page, table.ben);
	await ana.page.goto(server.origin + table.path);
	await ben.page.goto(server.origin + table.path);
	await ana.show('list');
	await ben.show('tree');
	await ben.canvas.fit();
	const begun = (await table.tree()).cards.size;
	const { region } = ana.list;

	await ana.list.open(PUBLISH);
	await region.getByText(m.acts_with_others()).click();
	await region.getByRole('checkbox', { name: NORM }).check();
	await region.getByRole('button', { name: m.acts_merge({ count: 2 }) }).click();
	await expect(region.getByRole('group', { name: m.acts_here() })).toContainText(NORM);
	await expect(ben.canvas.card(NORM)).toHaveCount(0);
	await region.getByRole('button', { name: m.acts_separate_card({ text: NORM }) }).click();
	await expect(ben.canvas.card(NORM)).toBeVisible();
	await region.getByRole('button', { name: m.list_undo(), exact: true }).click();
	await expect(ben.canvas.card(NORM)).toHaveCount(0);
	await region.getByRole('button', { name: m.list_undo(), exact: true }).click();
	await expect(ben.canvas.card(NORM)).toBeVisible();
	await ana.list.close();

	await region.getByRole('button', { name: m.acts_menu(), exact: true }).click();
	await region.getByRole('button', { name: m.acts_objectives(), exact: true }).click();
	await expect(region.getByRole('heading', { name: m.kind_means_all(), exact: true })).toBeVisible();
	await expect.poll(async () => (await table.tree()).cards.size).toBe(begun + 10);
	await expect.poll(async () => (await table.cards('means')).length).toBe(5);

	await region.getByRole('button', { name: m.acts_menu(), exact: true }).click();
	await region.getByRole('button', { name: m.acts_templates(), exact: true }).click();
	const name = TEMPLATE_NAMES['five-whys'].name();
	await ana.page.getByRole('button', { name: m.acts_template_use_named({ name }), exact: true }).click();
	await expect.poll(async () => (await table.tree()).cards.size).toBe(begun + 16);
	await region.getByRole('button', { name: m.list_undo(), exact: true }).click();
	await expect.poll(async () => (await table.tree()).cards.size).toBe(begun + 10);
});

test('[A3] [A4] [A6] [A8] Ben does the same on the canvas, groups cards and undoes', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ben = new Actor('Ben', await openBrowser(DESK));
	await table.sitDown(ben.page, table.ben);
	await ben.page.goto(server.origin + table.path);
	await ben.show('tree');
	const { canvas, page } = ben;
	await canvas.fit();
	const begun = (await table.tree()).cards.size;
	const size = async () => (await table.tree()).cards.size;

	await canvas.select(PUBLISH);
	await canvas.card(NORM).click({ modifiers: ['Shift'] });
	const bar = page.getByRole('toolbar', { name: m.board_selection() });
	await bar.getByRole('button', { name: m.acts_merge_short(), exact: true }).click();
	await page.getByRole('menuitem', { name: m.acts_merge_keep({ text: PUBLISH }) }).click();
	await expect.poll(size).toBe(begun - 1);
	await expect(canvas.card(NORM)).toHaveCount(0);
	await page.keyboard.press('Control+z');
	await expect.poll(size).toBe(begun);

	await canvas.select(NURSERIES);
	await canvas.card(NORM).click({ modifiers: ['Shift'] });
	await bar.getByRole('button', { name: m.acts_group_short(), exact: true }).click();
	await canvas.write('Nadie pide cuentas');
	const heading = async () => (await table.cards('cause')).find(({ text }) => text === 'Nadie pide cuentas');
	await expect.poll(heading).toBeTruthy();
	const grouped = await table.tree();
	const id = (await heading())?.id;
	expect(grouped.links.filter(({ to }) => to === id)).toHaveLength(2);

	await page.keyboard.press('Escape');
	await canvas.tools.getByRole('button', { name: m.acts_menu(), exact: true }).click();
	await page.getByRole('menuitem', { name: m.acts_objectives() }).click();
	await expect.poll(async () => (await table.cards('objective')).length).toBe(1);
	await canvas.tools.getByRole('button', { name: m.acts_menu(), exact: true }).click();
	await page.getByRole('menuitem', { name: m.acts_templates() }).click();
	const name = TEMPLATE_NAMES.stakeholders.name();
	await page.getByRole('button', { name: m.acts_template_use_named({ name }), exact: true }).click();
	await expect.poll(async () => (await table.cards('actor')).length).toBe(6);
});

test('a chosen solution leads to its draft: Ana is told whom to ask, Lucía starts it in the list, Ben goes there from the canvas', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	await table.chooseAll();
	const { state } = await table.view();
	const isChosen = new Set(state.chosen.map(({ card }) => card));
	const solutions = await table.cards('solution');
	const solution = solutions.find(({ id }) => isChosen.has(id))?.text ?? '';
	const cause = (await table.cards('cause')).find(({ id }) => isChosen.has(id))?.text ?? '';
	const title = 'Registro público de salarios';
	const [lucia, ana, ben] = [
		new Actor('Lucía', await openBrowser(DESK)),
		new Actor('Ana', await openBrowser(PHONE)),
		new Actor('Ben', await openBrowser(DESK)),
	];
	for (const [actor, person] of [
		[lucia, table.lucia],
		[ana, table.ana],
		[ben, table.ben],
	] as const) {
		await table.sitDown(actor.page, person);
		await actor.page.goto(server.origin + table.path);
	}
	await ana.show('list');
	await expect(ana.list.card(solution)).toContainText(m.acts_draft_ask());
	await expect(ana.list.card(cause)).not.toContainText(m.acts_draft_ask());

	await lucia.show('list');
	await lucia.list.card(solution).getByRole('button', { name: m.acts_draft(), exact: true }).click();
	await expect(lucia.dialog).toContainText(solution);
	await lucia.dialog.getByLabel(m.facilitate_commitment_title()).fill(title);
	await lucia.dialog.getByRole('button', { name: m.facilitate_commitment_start(), exact: true }).click();
	await expect(lucia.page).toHaveURL(/\/draft\//);
	await expect(lucia.page.getByRole('heading', { name: title })).toBeVisible();
	await expect(lucia.draft.field(m.draft_field_solution())).toContainText(solution);

	await expect(ana.list.card(solution).getByRole('button', { name: m.acts_draft_open({ title }) })).toBeVisible();
	await ben.show('tree');
	await ben.canvas.fit();
	await ben.canvas.select(solution);
	await ben.page
		.getByRole('toolbar', { name: m.board_selection() })
		.getByRole('button', { name: m.acts_draft_open({ title }) })
		.click();
	await expect(ben.page).toHaveURL(lucia.page.url());
	await expect(ben.draft.field(m.draft_field_solution())).toContainText(solution);
});
