import { DESK, expect, type OpenBrowser } from '../support/e2e-test.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { PASSWORD } from '../support/people.ts';
import { JALISCO } from './actors.ts';
import { Facilitator } from './facilitator.ts';
import { m } from '#i18n/compiled/messages.js';

/** A facilitator and their account: signs in, keeps their tables, invites colleagues. */
export class AccountHolder extends Facilitator {
	/** Fills in the form for a new account that is open. */
	async register(username: string): Promise<void> {
		await this.page.getByLabel(m.auth_name(), { exact: true }).fill(this.name);
		await this.page.getByLabel(m.auth_username()).fill(username);
		await this.page.getByLabel(m.auth_new_password()).fill(PASSWORD);
		await this.button(m.auth_register_action()).click();
	}

	/** Fills in the sign-in form that is open, and sends it. */
	async trySignIn(username: string, password: string): Promise<void> {
		await this.page.getByLabel(m.auth_username()).fill(username);
		await this.page.getByLabel(m.auth_password(), { exact: true }).fill(password);
		await this.button(m.auth_sign_in()).click();
	}

	async signIn(username: string, password = PASSWORD): Promise<void> {
		await this.page.goto('/login');
		await this.trySignIn(username, password);
		await expect(this.page.getByRole('heading', { name: m.setup_tables_title() })).toBeVisible();
	}

	/** From the list of tables to the keys of one. */
	async facilitate(title: string = JALISCO.title): Promise<void> {
		await this.page.goto('/tables');
		await this.page.getByRole('link', { name: title, exact: true }).click();
		await this.show('facilitate');
	}

	/** Opens the menu of a table in the list and chooses. */
	async chooseFor(title: string, act: string): Promise<void> {
		await this.button(m.setup_more_about({ title })).click();
		await this.page.getByRole('menuitem', { name: act }).click();
	}

	/** A new link for one more facilitator. */
	async inviteFacilitator(): Promise<string> {
		const part = await this.part(m.facilitate_way_in());
		const field = part.getByLabel(m.facilitate_invite_link(), { exact: true });
		const before = (await field.isVisible()) ? await field.inputValue() : '';
		const make = before ? m.facilitate_invite_another() : m.facilitate_invite_make();
		await part.getByRole('button', { name: make }).click();
		await expect(field).not.toHaveValue(before);
		return field.inputValue();
	}
}

/** Lucía in a browser of her own, signed in to the account that `openTable` made. */
export async function luciaAt(server: E2eServer, openBrowser: OpenBrowser): Promise<AccountHolder> {
	const lucia = new AccountHolder('Lucía', await openBrowser({ ...DESK, baseURL: server.origin }));
	await lucia.signIn('lucia');
	return lucia;
}
