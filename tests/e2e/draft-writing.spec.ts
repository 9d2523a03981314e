import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function isFit(page: Page): Promise<void> {
	for (const { viewport } of [PHONE, DESK]) {
		await page.setViewportSize(viewport);
		const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).analyze();
		expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target])).toEqual([]);
	}
}

test('[C11] [C12] [C14] [C15] two people write a commitment at once: choices, questions, a suggestion and its lines of action', async ({
	openBrowser,
	startServer,
}) => {
	test.setTimeout(120_000);
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'choose-causes');
	await table.chooseAll();
	const commitment = await table.startCommitment();
	const path = `${server.origin}${table.path}/draft/${commitment}`;
	const ana = new Actor('Ana', await openBrowser(DESK));
	const ben = new Actor('Ben', await openBrowser(PHONE));
	await table.sitDown(ana.page, table.ana);
	await table.sitDown(ben.page, table.ben);
	for (const { page } of [ana, ben]) await page.goto(path);
	const checks = ana.page.getByRole('region', { name: m.check_title() });

	await test.step('both write in one field, tick different boxes, and lose nothing', async () => {
		const results = m.draft_field_results();
		await ana.draft.write(results, 'La brecha baja de 18 a 12 por ciento.');
		await expect(ben.draft.field(results)).toContainText('12 por ciento');
		await ben.draft.write(results, ' Se mide cada año.');
		await expect(ana.draft.caret('Ben')).toBeVisible();
		await expect(ana.draft.field(results)).toContainText('12 por ciento. Se mide cada año.');
		await ana.page.getByRole('checkbox', { name: m.choice_axis_transparency() }).check();
		await ben.page.getByRole('checkbox', { name: m.choice_axis_participation() }).check();
		await expect(ana.page.getByRole('checkbox', { name: m.choice_axis_participation() })).toBeChecked();
		await expect(ben.page.getByRole('checkbox', { name: m.choice_axis_transparency() })).toBeChecked();
		await expect(checks).toContainText(m.check_no_target());
		await ana.page.getByLabel(m.choice_sdg_add()).selectOption('5');
		await ana.page.getByRole('checkbox', { name: m.choice_sdg_target({ target: '5.4' }) }).check();
		await expect(ben.page.getByRole('checkbox', { name: m.choice_sdg_target({ target: '5.4' }) })).toBeChecked();
		await expect(checks).not.toContainText(m.check_no_target());
	});

	await test.step('a vague verb is asked about, with its reason, and stops nobody', async () => {
		await ana.draft.write(m.draft_field_solution(), ' Impulsar el registro.');
		await checks.getByText(m.check_vague_verbs()).click();
		await expect(checks).toContainText(m.check_vague_verbs_why());
		await expect(checks).toContainText(m.check_source_guide_6());
		await isFit(ana.page);
		await ana.page.setViewportSize(DESK.viewport);
	});

	await test.step('Ben suggests another wording, Ana accepts it and the text reads so for both', async () => {
		const solution = m.draft_field_solution();
		await ben.page.getByRole('button', { name: `${m.suggest_button()}: ${solution}` }).click();
		await ben.draft.button(m.suggest_begin()).click();
		await ben.page
			.getByLabel(m.suggest_wording())
			.fill('Publicar por decreto el registro de empresas igualitarias.');
		await ben.page.getByLabel(m.suggest_why()).fill('Impulsar no se puede comprobar');
		await ben.draft.button(m.suggest_send()).click();
		await ana.page.getByRole('button', { name: `${m.suggest_button_count({ count: 1 })}: ${solution}` }).click();
		const suggestion = ana.page.getByRole('article').filter({ hasText: 'Impulsar no se puede comprobar' });
		await isFit(ana.page);
		await ana.page.setViewportSize(DESK.viewport);
		await suggestion.getByRole('button', { name: m.suggest_accept() }).click();
		for (const one of [ana, ben]) {
			await expect(one.draft.field(solution)).toHaveText(
				'Publicar por decreto el registro de empresas igualitarias.',
			);
		}
	});

	await test.step('in the phase of the route they write lines of action and put them in order by keyboard', async () => {
		await table.moveTo('route');
		const add = ana.draft.button(m.draft_milestone_add());
		for (const what of ['Publicar el decreto', 'Abrir el registro']) {
			await add.click();
			await ana.draft.field(m.draft_milestone_what()).click();
			await ana.page.keyboard.insertText(what);
			await ana.draft.button(m.draft_milestone_close()).click();
		}
		const first = () => ben.page.getByRole('rowheader').first();
		await expect(first()).toHaveText('Publicar el decreto');
		await ana.page.getByRole('button', { name: m.draft_milestone_up({ name: 'Abrir el registro' }) }).focus();
		await ana.page.keyboard.press('Enter');
		await expect(first()).toHaveText('Abrir el registro');
		await expect(
			ana.page.getByRole('button', { name: m.draft_milestone_down({ name: 'Abrir el registro' }) }),
		).toBeFocused();
		await ana.page.getByRole('button', { name: m.draft_milestone_remove({ name: 'Abrir el registro' }) }).click();
		await expect(first()).toHaveText('Publicar el decreto');
		await ana.draft.button(m.draft_undo()).click();
		await expect(first()).toHaveText('Abrir el registro');
		await isFit(ana.page);
	});
});
