import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/e2e-test.ts';
import { m } from '#i18n/compiled/messages.js';

type Answer = 'agree' | 'reservation' | 'abstain' | 'block';
const ANSWERS: Readonly<Record<Answer, () => string>> = {
	agree: m.poll_agree,
	reservation: m.poll_reservation,
	abstain: m.poll_abstain,
	block: m.poll_block,
};

/** One vote as a person meets it: beside the tree, or alone on a phone. */
export class Ballot {
	readonly page: Page;
	readonly region: Locator;

	constructor(page: Page, question: string) {
		this.page = page;
		this.region = page.getByRole('region', { name: question });
	}

	async answer(answer: Answer, reason = ''): Promise<void> {
		await this.region.getByRole('radio', { name: ANSWERS[answer](), exact: false }).nth(0).check();
		if (reason) await this.region.getByRole('textbox').fill(reason);
		await this.region.getByRole('button', { name: m.poll_send_answer(), exact: true }).click();
		await this.isCounted();
	}

	async giveDots(dots: Readonly<Record<string, number>>): Promise<void> {
		for (const [option, count] of Object.entries(dots)) {
			const give = this.region.getByRole('button', { name: m.poll_give_point({ option }) });
			for (let left = count; left > 0; left--) await give.click();
		}
	}

	async send(): Promise<void> {
		await this.region.getByRole('button', { name: m.poll_send(), exact: true }).click();
		await this.isCounted();
	}

	async isCounted(): Promise<void> {
		await expect(this.region.getByText(m.poll_counted(), { exact: true })).toBeVisible();
	}
}
