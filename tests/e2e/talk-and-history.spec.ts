import AxeBuilder from '@axe-core/playwright';
import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';
import { Facilitator } from './facilitator.ts';

const QUESTION = '¿De qué año es este dato?';
const ANSWER = 'De 2025, según el instituto de las mujeres.';

test('[N1] [N4] [N11] Ana and Ben talk about a cause, the phase moves on, and everybody can compare the tree with what it was', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause, other] = await table.cards('cause');
	if (!cause || !other) throw new Error('the example has no causes');
	const lucia = new Facilitator('Lucía', await openBrowser(DESK));
	const ana = new Actor('Ana', await openBrowser(DESK));
	const ben = new Actor('Ben', await openBrowser(PHONE));
	for (const [actor, person] of [
		[lucia, table.lucia],
		[ana, table.ana],
		[ben, table.ben],
	] as const) {
		await table.sitDown(actor.page, person);
		await actor.page.goto(server.origin + table.path);
		await actor.show('list');
	}
	const title = shortened(cause.text);

	// Ana, by keys alone.
	const opener = ana.list.region.getByRole('button', { name: m.talk_on_card_none({ text: title }), exact: true });
	await opener.focus();
	await ana.page.keyboard.press('Enter');
	await expect(ana.panel.getByRole('heading', { name: m.talk_about() })).toBeFocused();
	await expect(ana.panel.getByText(m.talk_empty())).toBeVisible();
	await ana.panel.getByRole('textbox', { name: m.talk_write() }).focus();
	await ana.page.keyboard.type(QUESTION);
	await ana.page.keyboard.press('Control+Enter');
	await expect(ana.panel.getByRole('article').getByText(QUESTION)).toBeVisible();
	await expect(ana.panel.getByRole('textbox', { name: m.talk_write() })).toHaveValue('');

	// Ben sees the number on his phone, reads and answers; a locked board does not keep him from it.
	await table.tell(table.lucia, { type: 'setLock', target: { kind: 'board' }, reason: 'Leemos juntos' });
	await ben.list.region.getByRole('button', { name: m.talk_on_card({ count: 1, text: title }), exact: true }).click();
	await ben.button(m.talk_answer_to({ name: 'Ana' })).click();
	await ben.page.getByRole('textbox', { name: m.talk_write_answer() }).fill(ANSWER);
	await ben.page.getByRole('article').getByRole('button', { name: m.talk_send(), exact: true }).click();
	await expect(ben.page.getByRole('article').getByText(ANSWER)).toBeVisible();

	// It comes to Ana by itself, and she settles it.
	const thread = ana.panel.getByRole('article').filter({ hasText: QUESTION });
	await expect(thread.getByText(ANSWER)).toBeVisible();
	await thread.getByRole('button', { name: m.talk_resolve(), exact: true }).click();
	await expect(ana.panel.getByText(m.talk_settled({ count: 1 }))).toBeVisible();
	await expect(ben.page.getByText(m.talk_settled({ count: 1 }))).toBeVisible();
	await ana.page.keyboard.press('Escape');
	await expect(opener).toBeFocused();
	await table.tell(table.lucia, { type: 'liftLock', target: { kind: 'board' }, reason: '' });

	// Lucía moves on; then the board goes on.
	await table.moveTo('solutions');
	await table.moveTo('causes');
	const field = await ana.list.open(title);
	await field.fill('Las mujeres cuidan sin pago');
	await ana.list.close();
	await ana.list.remove(shortened(other.text));
	await ana.list.add('cause', 'Jornadas de diez horas');
	await expect
		.poll(async () => (await table.cards('cause')).map(({ text }) => text))
		.toContain('Jornadas de diez horas');

	await ben.page.goto(`${server.origin}${table.path}/history`);
	const moments = ben.page.getByLabel(m.history_moment(), { exact: true });
	await expect(moments.getByRole('option')).toContainText([/Al cierre de la fase/, m.history_now()]);
	await moments.selectOption({ index: (await moments.getByRole('option').count()) - 3 });
	await ben.page.getByLabel(m.history_compare(), { exact: true }).selectOption({ label: m.history_now() });
	await ben.button(m.history_show()).click();
	await expect(ben.page.getByLabel(m.history_compare(), { exact: true })).toHaveValue('now');
	const changes = ben.page.getByRole('region', { name: m.history_changes() });
	await expect(changes.getByRole('heading', { name: m.history_added({ count: 1 }) })).toBeVisible();
	await expect(changes.getByText('Jornadas de diez horas')).toBeVisible();
	await expect(changes.getByRole('heading', { name: m.history_removed({ count: 1 }) })).toBeVisible();
	await expect(changes.getByRole('deletion').first()).toBeVisible();
	await expect(changes.getByRole('insertion').first()).toBeVisible();
	const after = ben.page.getByRole('region', { name: m.history_after({ moment: m.history_now() }) });
	await expect(after.getByText(m.history_mark_added(), { exact: true })).toBeVisible();
	const { violations } = await new AxeBuilder({ page: ben.page }).setLegacyMode().analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
});

/** As buttons name a card. */
const shortened = (text: string): string => {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= 60 ? line : `${line.slice(0, 60).trimEnd()}…`;
};
