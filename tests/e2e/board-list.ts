import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/e2e-test.ts';
import type { CardKind } from '#board/kinds.ts';
import { m } from '#i18n/compiled/messages.js';

const ADD: Readonly<Record<CardKind, () => string>> = {
	problem: m.list_add_problem,
	cause: m.list_add_cause,
	effect: m.list_add_effect,
	solution: m.list_add_solution,
	note: m.list_add_note,
	objective: m.kind_add_objective,
	means: m.kind_add_means,
	end: m.kind_add_end,
	actor: m.kind_add_actor,
};

/** The tree as a list: everything by keyboard. */
export class BoardList {
	readonly page: Page;
	readonly region: Locator;

	constructor(page: Page) {
		this.page = page;
		this.region = page.getByRole('region', { name: m.list_label() });
	}

	card(text: string): Locator {
		return this.region.getByRole('article').filter({ hasText: text });
	}

	/** Waits until what the list fetches after it is drawn is there, as on any page that has been open for a moment. */
	async hasForms(): Promise<void> {
		await this.region.getByRole('button', { name: ADD.cause(), exact: true }).click();
		await expect(this.region.getByLabel(m.list_new_text())).toBeVisible();
		await this.region.getByRole('button', { name: m.list_close(), exact: true }).click();
	}

	/** Writes a new card under the section of its kind; Enter adds it. */
	async add(kind: CardKind, text: string): Promise<void> {
		const field = this.region.getByLabel(m.list_new_text());
		if (!(await field.isVisible()))
			await this.region.getByRole('button', { name: ADD[kind](), exact: true }).click();
		await field.fill(text);
		await field.press('Enter');
		await expect(this.card(text)).toBeVisible();
		await this.region.getByRole('button', { name: m.list_close(), exact: true }).click();
	}

	/** Opens a card's text for writing; the field stays tied to what others write in it. */
	async open(text: string): Promise<Locator> {
		await this.region.getByRole('button', { name: m.list_edit_card({ text }) }).click();
		return this.region.getByRole('textbox', { name: m.list_text(), exact: true });
	}

	async close(): Promise<void> {
		await this.region.getByRole('button', { name: /^Terminar de editar/ }).click();
	}

	async remove(text: string): Promise<void> {
		await this.open(text);
		await this.region.getByRole('button', { name: m.list_remove(), exact: true }).click();
		await expect(this.card(text)).toBeHidden();
	}

	async restore(text: string): Promise<void> {
		await this.region.getByRole('button', { name: m.list_restore_card({ text }) }).click();
		await expect(this.card(text)).toBeVisible();
	}
}
