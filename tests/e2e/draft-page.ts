import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/e2e-test.ts';
import { m } from '#i18n/compiled/messages.js';

interface Signatory {
	readonly office: string;
	readonly powers: string;
	/** Agrees to be named on the public page. */
	readonly named: boolean;
	/** Of who signs without a key. */
	readonly code?: string;
}

/** A commitment from its first word to its issue. */
export class DraftPage {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	/** A part of the text that several people write at once. */
	field(name: string): Locator {
		return this.page.getByRole('textbox', { name, exact: true });
	}

	/** Others' carets, by the names on their flags; a screen reader hears them beside the field instead. */
	caret(name: string): Locator {
		return this.page.locator('.cm-other-name', { hasText: name });
	}

	async write(field: string, text: string): Promise<void> {
		await this.field(field).click();
		await this.page.keyboard.press('Control+End');
		await this.page.keyboard.insertText(text);
	}

	async addIndicator(texts: Readonly<Record<'text' | 'baseline' | 'target' | 'means', string>>): Promise<void> {
		await this.button(m.draft_indicator_add()).click();
		const indicator = this.page.getByRole('group', { name: m.draft_indicator_number({ number: 1 }) });
		const labels = {
			text: m.draft_indicator_text(),
			baseline: m.draft_indicator_baseline(),
			target: m.draft_indicator_target(),
			means: m.draft_indicator_means(),
		} as const;
		for (const key of ['text', 'baseline', 'target', 'means'] as const) {
			await indicator.getByRole('textbox', { name: labels[key] }).click();
			await this.page.keyboard.insertText(texts[key]);
		}
	}

	async lock(reason: string): Promise<void> {
		await this.button(m.draft_lock()).click();
		await this.dialog.getByLabel(m.facilitate_reason()).fill(reason);
		await this.decide(m.draft_lock());
	}

	/** Proposes the text that the dialog shows; answers its fingerprint. */
	async propose(): Promise<string> {
		await this.button(m.draft_propose()).click();
		const hash = await this.dialog.getByText(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/).textContent();
		await this.decide(m.draft_propose_confirm());
		return hash ?? '';
	}

	async openRound(): Promise<void> {
		await this.button(m.draft_round_open()).click();
		await this.decide(m.draft_round_open());
	}

	/** `code`: personal code of whoever signs without a key, which the server asks for. */
	async sign({ office, powers, named, code }: Signatory): Promise<void> {
		const form = this.page.getByRole('form', { name: m.draft_sign_form() });
		await form.getByRole('textbox', { name: m.draft_sign_office() }).fill(office);
		await form.getByRole('textbox', { name: m.draft_sign_powers() }).fill(powers);
		await form.getByRole('checkbox', { name: m.draft_sign_named() }).setChecked(named);
		const send = form.getByRole('button', { name: m.draft_sign_send(), exact: true });
		await send.click();
		if (code !== undefined) {
			await form.getByLabel(m.sign_proof()).fill(code);
			await send.click();
		}
		await expect(form).toBeHidden();
	}

	/** Witnesses the one sign-off that waits for somebody of this sector. */
	async witnessSignature(): Promise<void> {
		await this.button(m.sign_witness()).click();
		await this.decide(m.sign_witness());
	}

	async requestIssue(): Promise<void> {
		await this.button(m.draft_issue_request()).click();
		await this.decide(m.draft_issue_request());
	}

	async witness(): Promise<void> {
		await this.button(m.draft_witness()).click();
		await this.dialog.getByRole('checkbox', { name: m.draft_witness_read() }).check();
		await this.decide(m.draft_witness_confirm());
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true });
	}

	get dialog(): Locator {
		return this.page.getByRole('dialog');
	}

	/** Presses the dialog's decision and waits until it is done. */
	async decide(confirm: string): Promise<void> {
		await this.dialog.getByRole('button', { name: confirm, exact: true }).click();
		await expect(this.dialog).toBeHidden();
	}
}
