import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

const HIDDEN = 'Falta de un sistema de cuidados';
const REWORDED = 'Quien cuida deja de trabajar porque nadie más puede hacerlo';
const LOOSE = 'Los horarios de las escuelas no van con los del trabajo';
const SOURCE = 'ENUT 2019, INEGI';
/** One of the example's sectors. */
const SOCIETY = 'Organizaciones de la sociedad civil';

test('Ana words a missing solution as what happens and ties a loose card; Ben says on the canvas what a cause rests on, and both see it', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(PHONE));
	const ben = new Actor('Ben', await openBrowser(DESK));
	for (const [actor, person] of [
		[ana, table.ana],
		[ben, table.ben],
	] as const) {
		await table.sitDown(actor.page, person);
		await actor.page.goto(server.origin + table.path);
	}
	await ana.show('list');
	await ben.show('tree');
	await ana.list.add('cause', HIDDEN);

	// On a phone the review stands over the list, and makes way to the card.
	await ana.page.getByRole('button', { name: new RegExp(`^${m.review_open()}`) }).click();
	const question = (actor: Actor, name: string) => actor.page.getByRole('article', { name, exact: true });
	const missing = question(ana, m.review_missing_solution()).filter({ hasText: HIDDEN });
	await expect(missing).toContainText(m.review_missing_solution_why());
	await missing.getByRole('button', { name: m.review_mend_reword() }).click();
	const field = ana.page.getByRole('textbox', { name: m.list_text(), exact: true });
	await expect(field).toBeFocused();
	await field.fill(REWORDED);
	await ana.list.close();
	await expect(ben.canvas.card(REWORDED)).toBeAttached();

	// A card that nothing is tied to.
	await ana.list.region.getByRole('button', { name: m.list_add_cause(), exact: true }).click();
	await ana.page.getByLabel(m.list_connect_to()).selectOption({ label: m.list_connect_none() });
	await ana.list.region.getByLabel(m.list_new_text()).fill(LOOSE);
	await ana.list.region.getByRole('button', { name: m.list_add(), exact: true }).click();
	await ana.list.region.getByRole('button', { name: m.list_close(), exact: true }).click();
	await expect(ana.list.card(LOOSE)).toContainText(m.review_mark_long({ names: m.review_orphan() }));
	await ana.page.getByRole('button', { name: new RegExp(`^${m.review_open()}`) }).click();
	await expect(missing).toBeHidden();
	const loose = question(ana, m.review_orphan()).filter({ hasText: LOOSE });
	await loose.getByRole('button', { name: m.review_mend_tie_act(), exact: true }).click();
	await expect(loose).toBeHidden();
	await ana.page.keyboard.press('Escape');
	await expect(ana.page.getByRole('button', { name: new RegExp(`^${m.review_open()}`) })).toBeFocused();
	await expect(ana.list.card(LOOSE)).not.toContainText(m.review_mark_long({ names: m.review_orphan() }));

	// Other cards name it as the one that they stand under.
	const reworded = ana.list.region
		.getByRole('article')
		.filter({ has: ana.page.getByText(REWORDED, { exact: true }) });
	// Ben asks for evidence on the canvas; his card says so, and so does Ana's list.
	await ben.canvas.fit();
	await ben.canvas.select(REWORDED);
	await ben.page
		.getByRole('toolbar', { name: m.board_selection() })
		.getByRole('button', { name: m.details_open() })
		.click();
	const sheet = ben.page.getByRole('region', { name: m.details_title(), exact: true });
	await sheet.getByLabel(m.details_challenge()).check();
	await expect(ben.canvas.card(REWORDED).locator('[title]').first()).toHaveAttribute(
		'title',
		new RegExp(m.details_mark_challenged()),
	);
	await expect(reworded).toContainText(m.details_mark_challenged());

	// Ana answers from the list.
	await ana.list.open(REWORDED);
	await ana.list.region.locator('summary', { hasText: m.details_title() }).click();
	await ana.list.region.getByLabel(m.details_basis()).selectOption({ label: m.details_basis_data() });
	const source = ana.list.region.getByLabel(new RegExp(`^${m.details_source()}`));
	await source.fill(SOURCE);
	await source.press('Enter');
	await ana.list.region.getByLabel(m.details_challenge()).uncheck();
	await ana.list.region.getByLabel(m.details_voice()).selectOption({ label: SOCIETY });
	await ana.list.close();
	const said = m.details_mark_basis_source({ basis: m.details_basis_data(), source: SOURCE });
	await expect(reworded).toContainText(said);
	await expect(reworded).toContainText(m.details_mark_voice({ name: SOCIETY }));
	await expect(sheet.getByLabel(m.details_basis())).toHaveValue('data');
	await expect(sheet.getByLabel(m.details_challenge())).not.toBeChecked();
	await expect(ben.canvas.card(REWORDED).locator('[title]').first()).toHaveAttribute('title', new RegExp(SOURCE));
	await sheet.getByRole('button', { name: m.ui_close() }).click();
	await expect(sheet).toBeHidden();

	// In another phase the cause stays as it is, and its details say why.
	await table.moveTo('solutions');
	await ben.canvas.select(REWORDED);
	await ben.page
		.getByRole('toolbar', { name: m.board_selection() })
		.getByRole('button', { name: m.details_open() })
		.click();
	await expect(sheet).toContainText(m.details_read_only());
	await expect(sheet.getByLabel(m.details_basis())).toBeDisabled();
});
