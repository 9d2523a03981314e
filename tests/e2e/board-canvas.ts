import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/e2e-test.ts';
import { m } from '#i18n/compiled/messages.js';

/** The tree on tldraw. Cards are found by their words, as people find them. */
export class BoardCanvas {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	get tools(): Locator {
		return this.page.getByRole('toolbar', { name: m.board_toolbar() });
	}

	/** The text of the card that is open for writing here. */
	get field(): Locator {
		return this.page.getByRole('main').getByRole('textbox', { name: /^Texto de la tarjeta/ });
	}

	card(text: string): Locator {
		return this.page.locator('[data-card]').filter({ hasText: text });
	}

	/** Writes into the card that is open and leaves it selected. */
	async write(text: string): Promise<void> {
		await this.field.fill(text);
		await this.field.press('Escape');
		await expect(this.card(text)).toBeVisible();
	}

	/** The first card of an empty board. */
	async begin(problem: string): Promise<void> {
		await this.page.getByRole('button', { name: m.board_add_problem() }).click();
		await this.write(problem);
	}

	/** "+" at a selected card; where several kinds can grow there, it opens a menu. */
	async grow(from: string, add: string, text: string): Promise<void> {
		await this.select(from);
		const plus = this.page.getByRole('button', { name: add, exact: true });
		const more = this.page.getByRole('button', { name: m.board_add_more() }).first();
		await expect(plus.or(more).first()).toBeVisible();
		if (await plus.isVisible()) {
			await plus.click();
		} else {
			await more.click();
			await this.page.getByRole('menuitem', { name: add, exact: true }).click();
		}
		await this.write(text);
	}

	async select(text: string): Promise<void> {
		await this.card(text).click();
		await expect(this.page.getByRole('toolbar', { name: m.board_selection() })).toBeVisible();
	}

	/** Shows the whole tree. */
	async fit(): Promise<void> {
		await this.page.getByRole('button', { name: m.board_zoom_fit() }).click();
	}

	async tidy(): Promise<void> {
		await this.tools.getByRole('button', { name: m.board_tool_tidy() }).click();
	}

	/** Where a card stands on the screen (CSS pixels). */
	async middleOf(text: string): Promise<{ x: number; y: number }> {
		const box = await this.card(text).boundingBox();
		if (!box) throw new Error(`no card says «${text}»`);
		return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	}
}
