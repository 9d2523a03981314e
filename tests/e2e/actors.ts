import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/e2e-test.ts';
import { Ballot } from './ballot.ts';
import { BoardCanvas } from './board-canvas.ts';
import { BoardList } from './board-list.ts';
import { DraftPage } from './draft-page.ts';
import { m } from '#i18n/compiled/messages.js';

/** The case of Jalisco (guide, chapters II and III), as people bring it to the table. */
export const JALISCO = {
	title: 'Brecha salarial en Jalisco',
	theme: 'Empleo y desigualdad',
	question: '¿Por qué las mujeres ganan menos por el mismo trabajo?',
	consultation: 'Consulta ciudadana del primer plan de acción local',
	consultationDate: '2018-03-01',
	welcome: 'Nos reunimos a entender la brecha salarial y a acordar qué hacer.',
	problem: 'Desigualdad laboral y salarial entre hombres y mujeres en la entidad',
	causes: [
		'El trabajo de cuidados recae en las mujeres y no se paga',
		'Las empresas no publican cuánto pagan a mujeres y a hombres',
		'Ninguna norma local pide comparar los salarios',
	],
	effect: 'Los hogares que sostienen las mujeres tienen menos ingresos',
	solutions: [
		'Registro de empresas igualitarias con buenas prácticas laborales',
		'Políticas para reducir las brechas de desigualdad en el ámbito laboral',
	],
	commitment: 'Reducción de la brecha salarial entre hombres y mujeres en el estado de Jalisco',
} as const;

export const SECTORS = { government: 'Gobierno', guarantor: 'Órgano garante', civil: 'Sociedad civil' } as const;

/** A person and the browser in front of them. */
export class Actor {
	readonly name: string;
	readonly page: Page;

	constructor(name: string, page: Page) {
		this.name = name;
		this.page = page;
	}

	button(name: string | RegExp): Locator {
		return this.page.getByRole('button', { name });
	}

	/** The dialog that is open. */
	get dialog(): Locator {
		return this.page.getByRole('dialog');
	}

	get list(): BoardList {
		return new BoardList(this.page);
	}

	get canvas(): BoardCanvas {
		return new BoardCanvas(this.page);
	}

	get draft(): DraftPage {
		return new DraftPage(this.page);
	}

	ballot(question: string): Ballot {
		return new Ballot(this.page, question);
	}

	/** What the table's page says beside the tree. */
	get panel(): Locator {
		return this.page.getByRole('region', { name: m.table_panel() });
	}

	/** Chooses how the board shows, or what stands beside it: the switch over the board, or the bar at a phone's foot. */
	async show(part: 'tree' | 'list' | 'now' | 'facilitate'): Promise<void> {
		const words = {
			tree: m.table_tree,
			list: m.table_list,
			now: m.table_panel_now,
			facilitate: m.table_panel_facilitate,
		}[part]();
		await this.page.getByRole('button', { name: words, exact: true }).click();
	}

	/** Presses the dialog's decision and waits until it is done. */
	async confirm(name: string): Promise<void> {
		await this.dialog.getByRole('button', { name, exact: true }).click();
		await expect(this.dialog).toBeHidden();
	}
}

/** Somebody who came by code: reads and writes, and with a seat votes and signs. */
export class Participant extends Actor {
	/** What brings the same person back on another device; known once joined. */
	rejoinCode = '';

	/** Fills in the join form that is open, and goes as far as the welcome page. */
	async join(sector: string, organisation = ''): Promise<void> {
		await this.page.getByLabel(m.home_name_label()).fill(this.name);
		await this.page.getByRole('radio', { name: sector }).check();
		if (organisation) await this.page.getByLabel(m.home_organisation_label()).fill(organisation);
		await this.button(m.home_enter_table()).click();
		await expect(this.page.getByText(m.home_joined({ name: this.name }))).toBeVisible();
		this.rejoinCode = await this.page.getByLabel(m.home_rejoin_code(), { exact: true }).inputValue();
		await this.page.getByRole('link', { name: m.home_kept_it() }).click();
		await expect(this.page.getByText(m.setup_welcome_heading())).toBeVisible();
	}

	async checkIn(): Promise<void> {
		await this.panel.getByRole('button', { name: m.table_check_in() }).click();
		await expect(this.panel.getByText(m.table_checked_in())).toBeVisible();
	}
}
