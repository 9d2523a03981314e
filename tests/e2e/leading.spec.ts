import { expect, PHONE, test, type OpenBrowser } from '../support/e2e-test.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { luciaAt, type AccountHolder } from './account-holder.ts';
import { Facilitator } from './facilitator.ts';
import { isFit } from './is-fit.ts';
import { openSession, openTable, type OpenTable } from './open-table.ts';
import { phaseName } from '../../src/routes/w/[id]/table/phase-words.ts';
import { m } from '#i18n/compiled/messages.js';

/** A session that Lucía leads at her desk, in the phase of causes. */
async function led(server: E2eServer, openBrowser: OpenBrowser): Promise<{ table: OpenTable; lucia: AccountHolder }> {
	const table = await openTable(server);
	await openSession(table);
	await table.command(table.lucia, { type: 'movePhase', phase: 'p3' });
	const lucia = await luciaAt(server, openBrowser);
	await lucia.facilitate();
	return { table, lucia };
}

test('[S19] Lucía’s laptop dies: with her code she goes on from a tablet, and both acts bear her name', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { table, lucia } = await led(server, openBrowser);
	const wayIn = await lucia.part(m.facilitate_way_in());
	await wayIn.getByRole('button', { name: m.plan_resume_ask() }).click();
	const code = await wayIn.getByLabel(m.plan_resume_code(), { exact: true }).inputValue();
	await lucia.page.context().close();

	const began = Date.now();
	const tablet = new Facilitator('Lucía', await openBrowser({ ...PHONE, baseURL: server.origin }));
	const { page } = tablet;
	await page.goto('/rejoin');
	await page.getByRole('textbox', { name: m.home_rejoin_code() }).fill(code);
	await tablet.button(m.home_rejoin_action()).click();
	await tablet.show('facilitate');
	await tablet.movePhaseTo(phaseName({ kind: 'choose-causes' }));
	expect(Date.now() - began, 'a dead laptop costs less than a minute').toBeLessThan(60_000);

	// From there she can prepare the next device, and reads on the record who did what.
	await page.goto(`/w/${table.id}/me`);
	await tablet.button(m.plan_resume_ask()).click();
	await expect(page.getByLabel(m.plan_resume_code(), { exact: true })).toHaveValue(/^.{4}-/);
	await isFit(page, 'my data, on a facilitator’s second device');
	await page.goto(`/w/${table.id}/record`);
	await expect(page.getByText(m.record_act_resumed({ name: 'Lucía' }))).toBeVisible();
	const phase = phaseName({ kind: 'choose-causes' });
	await expect(page.getByText(m.record_act_phase_moved({ name: 'Lucía', phase }))).toBeVisible();
});
