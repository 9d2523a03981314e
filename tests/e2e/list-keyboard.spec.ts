import type { Locator, Page } from '@playwright/test';
import { m } from '#i18n/compiled/messages.js';
import type { PhaseKind } from '#domain/agenda.ts';
import { DESK, expect, test } from '../support/e2e-test.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { Person } from '../support/people.ts';
import { openTable } from './open-table.ts';

/** The problem tree of the commitment on gender equality in Mexico's third plan (guide, chapter III). */
const GENERO = {
	problem: 'Trabajo no remunerado de cuidados en los hogares',
	causes: [
		'La ley no reconoce el cuidado como trabajo',
		'Faltan horarios que permitan a los hombres cuidar',
		'Se cree que cuidar es asunto de mujeres',
	],
	deeper: 'La escuela y los medios repiten los mismos papeles',
	effects: ['Las mujeres tienen menos tiempo e ingresos propios', 'Quien necesita cuidados recibe los que se pueden'],
	deeperEffect: 'Menos mujeres en la vida pública',
	solution: 'Un sistema nacional de cuidados con presupuesto',
} as const;

/** Ana at an empty table, with a program of Lucía's that moves the phases. Ana has no pointer. */
async function anaAtTheList(server: E2eServer, openBrowser: (options: typeof DESK) => Promise<Page>) {
	const table = await openTable(server);
	const ana = new Person('Ana', (path, init) => fetch(`${server.origin}${path}`, init));
	const sector = (await table.look()).state.rules.rules.sectors[0]?.id;
	await ana.signIn('/api/join', { code: table.code, name: 'Ana', sector, organisation: '', observe: false });
	const moveTo = async (kind: PhaseKind) => {
		const phase = (await table.look()).state.agenda.find((one) => one.kind === kind);
		await table.command(table.lucia, { type: 'movePhase', phase: phase?.id });
	};
	const page = await openBrowser(DESK);
	await page.context().addCookies([{ name: 'mesa_session', value: ana.token ?? '', url: server.origin }]);
	const list = page.getByRole('region', { name: m.list_label() });
	return { page, list, moveTo, at: `${server.origin}/w/${table.id}` };
}

/** Goes on with Tab until the focus is there, as somebody without a pointer does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	await expect(target).toBeEnabled();
	for (let presses = 0; presses < 150; presses++) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error('no number of tabs reaches it');
}

test('the tree of the Género commitment is built with nothing but keys', async ({ openBrowser, startServer }) => {
	const { page, list, moveTo, at } = await anaAtTheList(await startServer(), openBrowser);
	const { keyboard } = page;
	const button = (name: string | RegExp) => list.getByRole('button', { name, exact: true });
	const card = (text: string) => list.getByRole('article').filter({ hasText: text });
	const edit = (text: string) => button(m.list_edit_card({ text }));
	const addAll = async (name: string, texts: readonly string[]) => {
		await tabTo(page, button(name));
		await keyboard.press('Enter');
		for (const text of texts) {
			await expect(list.getByLabel(m.list_new_text())).toBeFocused();
			await keyboard.type(text);
			await keyboard.press('Enter');
			await expect(card(text)).toBeVisible();
		}
		await keyboard.press('Escape');
		await expect(button(name)).toBeFocused();
	};

	await moveTo('problem');
	await page.goto(at);
	await tabTo(page, page.getByRole('button', { name: m.table_list(), exact: true }).first());
	await keyboard.press('Enter');
	await addAll(m.list_add_problem(), [GENERO.problem]);
	await moveTo('causes');
	await addAll(m.list_add_cause(), GENERO.causes);
	await addAll(m.list_add_effect(), GENERO.effects);

	await test.step('a cause of a cause, and an effect of an effect', async () => {
		for (const [near, text] of [
			[GENERO.causes[2], GENERO.deeper],
			[GENERO.effects[0], GENERO.deeperEffect],
		] as const) {
			await tabTo(page, edit(near));
			await keyboard.press('Control+Enter');
			await expect(list.getByLabel(m.list_text(), { exact: true })).toBeFocused();
			await keyboard.type(text);
			await keyboard.press('Escape');
			await expect(edit(text)).toBeFocused();
		}
	});

	await test.step('one cause feeds two effects besides the problem', async () => {
		await tabTo(page, edit(GENERO.causes[0]));
		await keyboard.press('Enter');
		for (const effect of GENERO.effects) {
			await tabTo(page, list.getByLabel(m.list_link_to()));
			await keyboard.type(effect.slice(0, 14));
			await tabTo(page, button(m.list_link()));
			await keyboard.press('Enter');
			await expect(list.getByText(m.list_link_feeds({ text: effect }))).toBeVisible();
		}
		await keyboard.press('Escape');
	});

	await test.step('a slip is taken off, after a question, and brought back', async () => {
		await tabTo(page, edit(GENERO.causes[1]));
		await keyboard.press('Delete');
		const dialog = page.getByRole('dialog');
		await tabTo(page, dialog.getByRole('button', { name: m.list_remove(), exact: true }));
		await keyboard.press('Enter');
		await expect(card(GENERO.causes[1])).toBeHidden();
		await keyboard.press('Control+z');
		await expect(card(GENERO.causes[1])).toBeVisible();
	});

	await test.step('a cause goes up among its siblings', async () => {
		await tabTo(page, edit(GENERO.causes[2]));
		await keyboard.press('Alt+ArrowUp');
		await expect(list.getByText(m.list_did_move({ text: GENERO.causes[2], place: 2, total: 3 }))).toBeVisible();
		await expect(edit(GENERO.causes[2])).toBeFocused();
	});

	await moveTo('solutions');
	await tabTo(page, button(m.list_add_solution()));
	await keyboard.press('Enter');
	await keyboard.type(GENERO.solution);
	await tabTo(page, list.getByLabel(m.list_connect_to()));
	await keyboard.type(GENERO.causes[0].slice(0, 12));
	await tabTo(page, button(m.list_add()));
	await keyboard.press('Enter');
	await expect(card(GENERO.solution)).toBeVisible();

	await expect(list).toMatchAriaSnapshot(`
    - region "Lista del árbol de problemas":
      - region "Efectos":
        - heading "Efectos" [level=2]
        - list:
          - listitem:
            - article:
              - text: /Efecto 1 de 2/
              - paragraph: ${GENERO.effects[0]}
            - list:
              - listitem:
                - article:
                  - text: /Efecto 1 de 1 de «Las mujeres/
                  - paragraph: ${GENERO.deeperEffect}
          - listitem:
            - article:
              - paragraph: ${GENERO.effects[1]}
      - region "Problema central":
        - heading "Problema central" [level=2]
        - list:
          - listitem:
            - article:
              - paragraph: ${GENERO.problem}
      - region "Causas":
        - heading "Causas" [level=2]
        - list:
          - listitem:
            - article:
              - text: /Causa 1 de 3/
              - paragraph: ${GENERO.causes[0]}
              - paragraph:
                - text: "También alimenta:"
                - link "${GENERO.effects[0]}"
                - link "${GENERO.effects[1]}"
            - list:
              - listitem:
                - article:
                  - text: /Solución 1 de 1/
                  - paragraph: ${GENERO.solution}
          - listitem:
            - article:
              - text: /Causa 2 de 3/
              - paragraph: ${GENERO.causes[2]}
            - list:
              - listitem:
                - article:
                  - paragraph: ${GENERO.deeper}
          - listitem:
            - article:
              - paragraph: ${GENERO.causes[1]}
`);
});
