import { PASSWORD } from '../support/people.ts';
import type { Locator } from '@playwright/test';
import { expect } from '../support/e2e-test.ts';
import { Actor, JALISCO, SECTORS } from './actors.ts';
import { m } from '#i18n/compiled/messages.js';

/** Whoever runs the method. */
export class Facilitator extends Actor {
	/** Opens the one-time link and makes the server's first account; ends at the form for a new table. */
	async setUp(url: string): Promise<void> {
		await this.page.goto(url);
		await this.page.getByLabel(m.auth_name(), { exact: true }).fill(this.name);
		await this.page.getByLabel(m.auth_username()).fill('lucia');
		await this.page.getByLabel(m.auth_new_password()).fill(PASSWORD);
		await this.button(m.auth_register_action()).click();
		await expect(this.page.getByRole('heading', { name: m.setup_new_title() })).toBeVisible();
	}

	/** A table of the Jalisco case, with the federal preset's three sectors and a second seat for civil society; ends at its welcome page. */
	async createTable(): Promise<void> {
		const { page } = this;
		await page.getByLabel(m.setup_title(), { exact: true }).fill(JALISCO.title);
		await page.getByLabel(m.setup_theme()).fill(JALISCO.theme);
		await page.getByLabel(m.setup_question()).fill(JALISCO.question);
		await page.getByLabel(m.setup_consultation()).first().fill(JALISCO.consultation);
		await page.getByLabel(m.setup_consultation_date()).fill(JALISCO.consultationDate);
		await page.getByLabel(m.setup_welcome()).fill(JALISCO.welcome);
		await page.getByRole('radio', { name: /Secretariado Técnico Tripartita federal/ }).check();
		await page.getByRole('group', { name: SECTORS.civil }).getByLabel(m.setup_sector_seats()).fill('2');
		await page.getByLabel(m.setup_quorum()).fill('3');
		await this.button(m.setup_create()).click();
		await expect(page.getByRole('heading', { name: JALISCO.title })).toBeVisible();
		await expect(page).toHaveURL(/\/w\/[^/]+\/welcome$/);
	}

	/** `/w/<id>` of the table that is open. */
	get tablePath(): string {
		return new URL(this.page.url()).pathname.replace(/^(\/w\/[^/]+).*$/, '$1');
	}

	/** A part of the facilitator's panel, unfolded. */
	async part(title: string): Promise<Locator> {
		const part = this.panel.locator('details').filter({ has: this.page.locator('summary h2', { hasText: title }) });
		if ((await part.getAttribute('open')) === null) await part.locator('summary').first().click();
		return part;
	}

	async declareAffiliation(near: string): Promise<void> {
		await this.panel.getByRole('radio', { name: near }).check();
		await this.button(m.facilitate_affiliation_send()).click();
		await expect(this.button(m.facilitate_affiliation_send())).toBeHidden();
	}

	async openSession(place: string): Promise<void> {
		const part = await this.part(m.facilitate_session());
		await part.getByLabel(m.facilitate_session_place()).fill(place);
		await part.getByRole('button', { name: m.facilitate_session_open() }).click();
		await expect(part.getByRole('button', { name: m.facilitate_session_close() })).toBeVisible();
	}

	async giveFirstSeat(sector: string, name: string): Promise<void> {
		const part = await this.part(m.facilitate_people());
		const person = part.getByRole('listitem').filter({ hasText: name });
		await person.getByRole('button', { name: m.facilitate_seat_first({ sector }) }).click();
		await expect(person.getByText(m.table_seated(), { exact: true })).toBeVisible();
	}

	async openRulesRound(): Promise<void> {
		const part = await this.part(m.facilitate_rules());
		await part.getByRole('button', { name: m.facilitate_rules_round() }).click();
		await expect(part.getByText(m.facilitate_rules_voted())).toBeVisible();
	}

	async closePoll(): Promise<void> {
		const part = await this.part(m.facilitate_polls());
		await part.getByRole('button', { name: m.facilitate_poll_close() }).first().click();
		await this.confirm(m.facilitate_poll_close());
	}

	async movePhaseTo(phase: string): Promise<void> {
		const part = await this.part(m.facilitate_phases());
		const next = part.getByRole('button', { name: m.facilitate_phase_next({ phase }) });
		await next.click();
		await expect(next).toBeHidden();
	}

	async lock(place: string, reason: string): Promise<void> {
		const part = await this.part(m.facilitate_locks());
		await part.getByRole('listitem').filter({ hasText: place }).getByRole('button').click();
		await this.dialog.getByLabel(m.facilitate_reason()).fill(reason);
		await this.confirm(m.facilitate_lock_confirm());
	}

	async unlock(place: string): Promise<void> {
		const part = await this.part(m.facilitate_locks());
		await part.getByRole('listitem').filter({ hasText: place }).getByRole('button').click();
		await this.confirm(m.facilitate_unlock_confirm());
	}

	/** Opens a vote on cards after the last look at the wording; those named are ticked, all others not. */
	async openCardPoll(method: 'dots' | 'consensus', cards: readonly string[]): Promise<void> {
		const part = await this.part(m.facilitate_polls());
		const boxes = part.getByRole('checkbox');
		await expect(boxes.first()).toBeVisible();
		for (const box of await boxes.all()) {
			if (!(await box.isVisible())) continue;
			const label = (await box.locator('xpath=..').textContent())?.trim() ?? '';
			await box.setChecked(cards.includes(label));
		}
		const look = method === 'dots' ? m.facilitate_open_dots() : m.facilitate_open_confirmation();
		await part.getByRole('button', { name: look }).first().click();
		await expect(this.dialog.getByRole('listitem')).toHaveCount(cards.length);
		for (const card of cards) await expect(this.dialog.getByText(card, { exact: true })).toBeVisible();
		await this.confirm(m.facilitate_open_now());
	}

	/** Opens a commitment from a chosen solution; ends at its draft. */
	async startCommitment(solution: string, title: string): Promise<void> {
		const part = await this.part(m.facilitate_commitments());
		await part.getByRole('checkbox', { name: solution }).check();
		await part.getByLabel(m.facilitate_commitment_title()).fill(title);
		await part.getByRole('button', { name: m.facilitate_commitment_start() }).click();
		await expect(this.page).toHaveURL(/\/draft\//);
		await expect(this.page.getByRole('heading', { name: title })).toBeVisible();
	}

	async closeSession(): Promise<void> {
		const part = await this.part(m.facilitate_session());
		await part.getByRole('button', { name: m.facilitate_session_close() }).click();
		await this.confirm(m.facilitate_session_close());
	}
}
