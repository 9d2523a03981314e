import type { Locator } from '@playwright/test';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { luciaAt } from './account-holder.ts';
import { Actor, Participant, SECTORS } from './actors.ts';
import { isFit } from './is-fit.ts';
import { openSession, openTable } from './open-table.ts';
import { m } from '#i18n/compiled/messages.js';

const COMPUTER = 'Laptop de la mesa 3';

/** Fills in one row of the form of a shared computer. */
async function name({ page }: Actor, number: number, person: string, sector: string): Promise<void> {
	await page.getByLabel(m.home_shared_person({ number }), { exact: true }).fill(person);
	await page.getByLabel(m.home_shared_sector({ number }), { exact: true }).selectOption({ label: sector });
}

test('[S16] [S20] a shared computer joins with its people, who say on it that they are here, and has no ballot', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const table = await openTable(server, 3);
	await openSession(table);
	const laptop = new Actor(COMPUTER, await openBrowser({ ...DESK, baseURL: server.origin }));
	const { page } = laptop;
	await page.goto(`/join/${table.code}`);
	await expect(page.getByText(m.home_shared_no_ballot())).toBeHidden();
	await page.getByRole('radio', { name: m.home_shared() }).check();
	await expect(page.getByText(m.home_shared_no_ballot())).toBeVisible();
	await expect(page.getByLabel(m.home_name_label())).toBeHidden();
	await expect(page.getByLabel(m.home_shared_person({ number: 2 }), { exact: true })).toBeHidden();
	await page.getByLabel(m.home_shared_name(), { exact: true }).fill(COMPUTER);
	await name(laptop, 1, 'Rosa', SECTORS.civil);
	await name(laptop, 2, 'Saúl', SECTORS.government);
	await isFit(page, 'joining with a shared computer');
	await laptop.button(m.home_enter_table()).click();
	await expect(page.getByText(m.home_shared_joined({ name: COMPUTER }))).toBeVisible();
	await expect(page.getByText(m.home_shared_no_ballot())).toBeVisible();
	await page.getByRole('link', { name: m.home_kept_it() }).click();

	// One checks in on the welcome page, the other beside the tree; the computer itself never.
	const here = (who: string) => laptop.button(`${m.facilitate_check_in()} : ${who}`);
	await here('Rosa').click();
	await expect(here('Rosa')).toBeHidden();
	await isFit(page, 'welcome page of a shared computer');
	await page.getByRole('link', { name: m.setup_welcome_go() }).click();
	await laptop.show('list'); // from here on the page answers
	await here('Saúl').click();
	await expect(laptop.button(`${m.facilitate_check_out()} : Saúl`)).toBeVisible();
	await expect(laptop.button(m.table_check_in())).toHaveCount(0);
	await expect(laptop.button(m.lead_done())).toHaveCount(0);
	await expect(page.getByText(m.table_device_title())).toHaveCount(0);
	const { state } = await table.look();
	const rosa = state.people.find((one) => one.name === 'Rosa');
	await table.command(table.lucia, { type: 'offerSeat', participant: rosa?.id, sector: rosa?.sector });
	await expect(laptop.panel.getByRole('listitem').filter({ hasText: 'Rosa' })).toContainText(m.table_seated());
	expect((await table.look()).state.people.filter(({ role }) => role === 'device')).toMatchObject([
		{ name: COMPUTER, seat: null, present: false },
	]);
	await page.goto(`/w/${table.id}/record`);
	await expect(page.getByRole('row').filter({ hasText: 'Rosa' })).toContainText(m.record_means_device());
	await page.goto(`/w/${table.id}/me`);
	await isFit(page, 'data of a shared computer');
	await laptop.button(`${m.arrive_erase()} : Saúl`).click();
	await laptop.confirm(m.arrive_erase());
	await expect(page.getByText('Saúl')).toHaveCount(0);
});

test('[S20] without script a shared computer joins too, and is told at the field what is missing', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const table = await openTable(server, 3);
	const plain = { ...DESK, javaScriptEnabled: false, baseURL: server.origin };
	const laptop = new Actor(COMPUTER, await openBrowser(plain));
	const { page } = laptop;
	await page.goto(`/join/${table.code}`);
	await expect(page.getByLabel(m.home_shared_name(), { exact: true })).toBeHidden();
	await page.getByRole('radio', { name: m.home_shared() }).check();
	await page.getByLabel(m.home_shared_name(), { exact: true }).fill(COMPUTER);
	await page.getByLabel(m.home_shared_person({ number: 1 }), { exact: true }).fill('Rosa');
	await expect(page.getByLabel(m.home_shared_person({ number: 2 }), { exact: true })).toBeVisible();
	await expect(page.getByLabel(m.home_shared_person({ number: 3 }), { exact: true })).toBeHidden();
	await laptop.button(m.home_enter_table()).click();
	await page.getByRole('link', { name: m.home_shared_sector_missing({ number: 1 }) }).click();
	await expect(page.getByLabel(m.home_shared_person({ number: 1 }), { exact: true })).toHaveValue('Rosa');
	await name(laptop, 1, 'Rosa', SECTORS.civil);
	await laptop.button(m.home_enter_table()).click();
	await expect(page.getByText(m.home_shared_joined({ name: COMPUTER }))).toBeVisible();
});

test('[S2] [S12] [S14] [S15] guests are seated by a tap each, by a convener’s link and on paper, and the roll says who is here', async ({
	startServer,
	openBrowser,
}) => {
	const server = await startServer();
	const table = await openTable(server, 4);
	await openSession(table);
	const lucia = await luciaAt(server, openBrowser);
	await lucia.facilitate();
	const people = await lucia.part(m.facilitate_people());
	const row = (who: string): Locator => people.getByRole('listitem').filter({ hasText: who }).last();
	const come = async (who: string): Promise<Participant> => {
		const person = new Participant(who, await openBrowser({ ...PHONE, baseURL: server.origin }));
		await person.page.goto(`/join/${table.code}`);
		await person.join(SECTORS.civil);
		await person.page.getByRole('link', { name: m.setup_welcome_go() }).click();
		await person.show('now');
		return person;
	};
	const sector = SECTORS.civil;

	// The first seat by the facilitator; the second by her and one tap of who sits there.
	const ana = await come('Ana');
	await lucia.button(`${m.facilitate_seat_first({ sector })} : Ana`).click();
	await expect(ana.page.getByText(m.table_seat_mine({ sector }))).toBeVisible();
	const ben = await come('Ben');
	await lucia.button(`${m.facilitate_seat_offer({ sector })} : Ben`).click();
	await expect(ben.page.getByText(m.table_seat_waiting({ sector }))).toBeVisible();
	await ana.button(m.table_seat_confirm()).click();
	await expect(ben.page.getByText(m.table_seat_mine({ sector }))).toBeVisible();

	// A link by who convenes.
	await row('Ana').getByText(m.facilitate_person_more()).click();
	await row('Ana').getByRole('button', { name: m.arrive_convener_propose() }).click();
	await expect(ana.page.getByText(m.arrive_convener_confirm_self({ sector }))).toHaveCount(0);
	await ben.button(m.arrive_convener_confirm()).click();
	await expect(row('Ana').getByText(m.arrive_convenes(), { exact: true })).toBeVisible();
	await isFit(lucia.page, 'people, with what is folded away about one of them', [DESK]);
	await lucia.page.setViewportSize(DESK.viewport);
	await ana.page.getByRole('link', { name: m.arrive_convene_title({ sector }) }).click();
	await isFit(ana.page, 'a convener’s page', [PHONE]);
	await ana.page.setViewportSize(PHONE.viewport);
	await ana.button(m.arrive_convene_make()).click();
	const link = await ana.page.getByLabel(m.arrive_convene_link({ number: 1 }), { exact: true }).inputValue();
	await isFit(ana.page, 'a convener’s page with a fresh link', [PHONE]);
	const nadia = new Actor('Nadia', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await nadia.page.goto(link);
	await isFit(nadia.page, 'a seat link', [PHONE]);
	await nadia.page.getByLabel(m.home_name_label()).fill('Nadia');
	await nadia.button(m.arrive_seat_take()).click();
	await expect(nadia.page.getByText(m.home_joined({ name: 'Nadia' }))).toBeVisible();
	await expect(nadia.page.getByRole('heading', { name: m.arrive_seat_taken() })).toBeVisible();
	await nadia.page.goto(link);
	await expect(nadia.page.getByRole('heading', { name: m.arrive_seat_taken() })).toBeVisible();
	await expect(nadia.button(m.arrive_seat_take())).toHaveCount(0);
	await isFit(nadia.page, 'a seat that was taken by its link', [PHONE]);
	await nadia.page.setViewportSize(PHONE.viewport);
	const late = new Actor('Otra', await openBrowser({ ...PHONE, baseURL: server.origin }));
	await late.page.goto(link);
	await expect(late.page.getByRole('heading', { name: m.arrive_seat_dead() })).toBeVisible();
	await isFit(late.page, 'a seat link that was used', [PHONE]);

	// On paper.
	await people.getByText(m.arrive_enter()).click();
	await people.getByLabel(m.arrive_enter_name()).fill('Don Chuy');
	await people.getByLabel(m.arrive_enter_sector()).selectOption({ label: sector });
	await people.getByRole('button', { name: m.arrive_enter_do(), exact: true }).click();
	await expect(people.getByText(m.arrive_entered({ name: 'Don Chuy' }))).toBeVisible();
	await people.getByRole('searchbox').fill('chuy');
	await people.getByRole('searchbox').press('Enter');
	await expect(people.getByText(m.arrive_marked({ name: 'Don Chuy' }))).toBeAttached();
	await expect(row('Don Chuy').getByText(m.arrive_without_device(), { exact: true })).toBeVisible();
	await ben.checkIn();

	await expect(people.getByRole('heading', { name: m.arrive_seats({ taken: 3, seats: 4 }) })).toContainText(
		m.arrive_present({ present: 2, total: 4 }),
	);
	await expect(people.getByRole('heading', { name: SECTORS.guarantor })).toContainText(
		m.arrive_seats({ taken: 0, seats: 4 }),
	);
	await lucia.page.goto(`/w/${table.id}/record`);
	await expect(lucia.page.getByRole('row').filter({ hasText: 'Don Chuy' })).toContainText(m.record_means_paper());
});
