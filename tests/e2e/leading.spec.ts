import { DESK, expect, PHONE, test, type OpenBrowser } from '../support/e2e-test.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { luciaAt, type AccountHolder } from './account-holder.ts';
import { JALISCO, Participant, SECTORS } from './actors.ts';
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

/** Somebody comes by the code and stands before the list. */
async function come(name: string, table: OpenTable, server: E2eServer, openBrowser: OpenBrowser): Promise<Participant> {
	const person = new Participant(name, await openBrowser({ ...DESK, baseURL: server.origin }));
	await person.page.goto(`/join/${table.code}`);
	await person.join(SECTORS.civil);
	await person.page.getByRole('link', { name: m.setup_welcome_go() }).click();
	await person.show('list');
	return person;
}

test('[J1] [J2] Lucía puts the agenda in another order and skips a phase; going on passes over it', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { table, lucia } = await led(server, openBrowser);
	const phases = await lucia.part(m.facilitate_phases());
	await phases.getByRole('button', { name: m.lead_agenda_edit() }).click();
	const rows = lucia.dialog.locator('ol > li');
	await expect(rows).toHaveCount(10);
	await isFit(lucia.page, 'the agenda, to be edited', [DESK]);
	await lucia.page.setViewportSize(DESK.viewport);
	const solutions = phaseName({ kind: 'solutions' });
	await lucia.dialog.getByRole('button', { name: m.lead_agenda_up({ phase: solutions }) }).click();
	await lucia.dialog.getByLabel(m.lead_agenda_name({ number: 4 })).fill('Soluciones primero');
	await rows.nth(4).getByRole('checkbox', { name: m.lead_agenda_skip() }).check();
	await lucia.confirm(m.lead_agenda_save());
	const { agenda } = (await table.look()).state;
	expect(agenda.slice(2, 6).map(({ kind, name, skipped }) => [kind, name, skipped])).toEqual([
		['causes', null, false],
		['solutions', 'Soluciones primero', false],
		['choose-causes', null, true],
		['choose-solutions', null, false],
	]);
	await lucia.movePhaseTo('Soluciones primero');
	await expect(
		phases.getByRole('button', {
			name: m.facilitate_phase_next({ phase: phaseName({ kind: 'choose-solutions' }) }),
		}),
	).toBeVisible();

	// Going back says first what it does.
	await phases.getByLabel(m.facilitate_phase_other()).selectOption({ label: `3 · ${phaseName({ kind: 'causes' })}` });
	await phases.getByRole('button', { name: m.facilitate_phase_go({ phase: phaseName({ kind: 'causes' }) }) }).click();
	await expect(lucia.dialog).toContainText(m.lead_phase_nothing_lost());
	await isFit(lucia.page, 'asked before the table goes back', [DESK]);
	await lucia.page.setViewportSize(DESK.viewport);
	await lucia.confirm(m.facilitate_phase_go({ phase: phaseName({ kind: 'causes' }) }));
	expect((await table.look()).state.phase).toBe('p3');
});

test('[T4] [J6] [J7] [J8] the clock announces and closes nothing; Ana asks for time and to speak; a pause holds and ends', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { table, lucia } = await led(server, openBrowser);
	const ana = await come('Ana', table, server, openBrowser);
	await table.command(table.lucia, { type: 'startTimer', durationMs: 2_000 });
	await expect(ana.page.getByRole('timer', { name: m.ui_timer_over() }).first()).toBeVisible();
	await ana.list.add('cause', JALISCO.causes[0]);

	const signs = ana.page.getByRole('region', { name: m.lead_signs() });
	await signs.getByRole('button', { name: m.lead_time() }).click();
	await expect(signs.getByText(m.lead_time_asked())).toBeVisible();
	await signs.getByRole('button', { name: m.lead_done() }).click();
	const conduct = await lucia.part(m.lead_conduct());
	await expect(conduct).toContainText(m.lead_time_count({ count: 1 }));
	await expect(conduct).toContainText(m.lead_done_count({ done: 1, of: 1 }));

	// Somebody of the room stands in the same queue, in the order of asking.
	const inRoom = m.lead_someone_of({ sector: SECTORS.government });
	await conduct.getByLabel(m.lead_enter()).selectOption({ label: inRoom });
	await conduct.getByRole('button', { name: m.lead_enter_do() }).click();
	await expect(conduct.getByRole('listitem').filter({ hasText: inRoom })).toBeVisible();
	await signs.getByRole('button', { name: m.lead_hand_raise() }).click();
	await expect(signs).toContainText(m.lead_hand_place({ place: 2 }));
	await conduct.getByRole('button', { name: `${m.lead_floor_give()} : ${inRoom}` }).click();
	await expect(signs).toContainText(m.lead_hand_place({ place: 1 }));
	await conduct.getByRole('button', { name: new RegExp(`^${m.lead_floor_give()} : Ana`) }).click();
	await expect(signs.getByText(m.lead_floor_mine())).toBeVisible();
	await isFit(lucia.page, 'leading, while somebody speaks', [DESK]);
	await lucia.page.setViewportSize(DESK.viewport);
	await signs.getByRole('button', { name: m.lead_floor_end() }).click();
	await expect(conduct).toContainText(m.lead_floor_none());

	await conduct.getByRole('button', { name: m.lead_pause() }).click();
	await lucia.dialog.getByLabel(m.facilitate_reason()).fill('Diez minutos de café');
	await lucia.confirm(m.lead_pause());
	await expect(ana.page.getByText(/Lucía puso la mesa en pausa.*Diez minutos de café/).first()).toBeVisible();
	await expect(ana.list.region.getByRole('button', { name: m.list_add_cause() })).toBeHidden();
	await isFit(ana.page, 'a table in a pause', [DESK]);
	await ana.page.setViewportSize(DESK.viewport);
	await conduct.getByRole('button', { name: m.lead_pause_end() }).click();
	await ana.list.add('cause', JALISCO.causes[1]);
});

test('[J9] [J10] what Ana writes in silence shows to nobody until she shows it', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const { table, lucia } = await led(server, openBrowser);
	const ana = await come('Ana', table, server, openBrowser);
	const ben = await come('Ben', table, server, openBrowser);
	const conduct = await lucia.part(m.lead_conduct());
	await conduct.getByRole('button', { name: m.lead_silence_begin() }).click();
	const own = ana.page.getByRole('group', { name: m.lead_sheet() }).getByRole('button', { name: m.lead_sheet_own() });
	await own.click();
	await expect(ana.page.getByText(m.lead_sheet_private())).toBeVisible();
	await ana.list.add('cause', JALISCO.causes[0]);
	await ana.list.add('cause', JALISCO.causes[1]);
	await isFit(ana.page, 'a sheet of one’s own', [DESK]);
	await ana.page.setViewportSize(DESK.viewport);
	await conduct.getByRole('button', { name: m.lead_silence_refresh() }).click();
	await expect(conduct.getByText(m.lead_silence_counts({ count: 2, people: 1 }))).toBeVisible();
	await expect(ben.page.getByText(JALISCO.causes[0])).toHaveCount(0);

	await ana.button(`${m.lead_sheet_show()} : ${JALISCO.causes[0]}`).click();
	await expect(ben.list.card(JALISCO.causes[0])).toBeVisible();
	await conduct.getByRole('button', { name: m.lead_silence_end() }).click();
	await expect(conduct.getByRole('button', { name: m.lead_silence_begin() })).toBeVisible();
	await expect(ben.page.getByText(JALISCO.causes[1])).toHaveCount(0);
	await ben.list.add('cause', JALISCO.causes[2]);
});

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
