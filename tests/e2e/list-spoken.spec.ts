import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

// What a screen reader is given of the list, state by state: what stands here may grow, and what is named must stay.

test('each state of the list is told whole to a screen reader', async ({ openBrowser, startServer }) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(DESK));
	await table.sitDown(ana.page, table.ana);
	await ana.page.goto(server.origin + table.path);
	await ana.show('list');
	const { region } = ana.list;
	const [problem] = await table.cards('problem');
	const [cause] = await table.cards('cause');
	if (!problem || !cause) throw new Error('the example table has no tree');

	await test.step('a tree: headings, nested lists, positions, links as links, native buttons', async () => {
		await expect(region).toMatchAriaSnapshot(`
      - region "Lista del árbol de problemas":
        - button "Deshacer" [disabled]
        - button "Rehacer" [disabled]
        - button "Elegir varias"
        - status
        - region "Efectos":
          - heading "Efectos" [level=2]
          - list:
            - listitem:
              - article:
                - text: /Efecto 1 de \\d+/
          - button "Agregar efecto"
        - region "Problema central":
          - heading "Problema central" [level=2]
          - list:
            - listitem:
              - article:
                - text: /Problema central 1 de 1/
                - button /^Editar:/
        - region "Causas":
          - heading "Causas" [level=2]
          - list:
            - listitem:
              - article:
                - text: /Causa 1 de \\d+ de «/
                - button /^Editar:/
              - list:
                - listitem:
                  - article
          - button "Agregar causa"
        - region "Soluciones":
          - heading "Soluciones" [level=2]
    `);
	});

	await test.step('an open card: its text, what can be tied, its place', async () => {
		await ana.list.open(cause.text);
		await expect(
			region.getByRole('article').filter({ has: ana.page.getByRole('textbox', { name: 'Texto', exact: true }) }),
		).toMatchAriaSnapshot(`
      - article:
        - button /^Terminar de editar:/ [expanded]
        - textbox "Texto"
        - group "Agregar desde esta tarjeta":
          - button "Causa"
        - group "Conexiones":
          - list:
            - listitem:
              - text: /^Alimenta/
          - combobox "Conectar con"
        - group "Lugar en el árbol":
          - combobox "Debajo de"
          - button "Mover" [disabled]
        - combobox "Tipo de tarjeta"
        - group "Orden en la lista"
        - button "Duplicar"
        - button "Quitar de la mesa"
    `);
		await ana.page.keyboard.press('Escape');
	});

	await test.step('choosing several: boxes with the cards’ words, and what can be done', async () => {
		await ana.button(m.list_choose()).click();
		await region
			.getByRole('article')
			.getByRole('checkbox', { name: /^Elegir: / })
			.first()
			.check();
		await expect(region).toMatchAriaSnapshot(`
      - region "Lista del árbol de problemas":
        - button "Elegir varias" [pressed]
        - group "Tarjetas elegidas":
          - strong: 1 tarjeta elegida
          - button "Elegir todas"
          - button "Ninguna"
          - button "Duplicar"
          - button "Quitar de la mesa"
    `);
		await ana.button(m.list_choose()).click();
	});

	await test.step('a closed card says who, when and why, and has no button to edit it', async () => {
		const target = { kind: 'card', card: cause.id } as const;
		await table.tell(table.lucia, { type: 'setLock', target, reason: 'Ya lo acordamos.' });
		const closed = ana.list.card('Ya lo acordamos.');
		await expect(closed).toMatchAriaSnapshot(`
      - article:
        - text: /Causa 1 de \\d+/
        - paragraph: /^Lucía cerró esta tarjeta .* Motivo. Ya lo acordamos/
    `);
		await expect(closed.getByRole('button', { name: m.list_edit_card({ text: cause.text }) })).toHaveCount(0);
		await table.tell(table.lucia, { type: 'liftLock', target, reason: '' });
	});

	await test.step('without the network it stays, says so, and takes what is written', async () => {
		await ana.page.context().setOffline(true);
		await expect(ana.page.getByText(m.table_line_down())).toBeVisible();
		await expect(region).toMatchAriaSnapshot(`
      - region "Lista del árbol de problemas":
        - region "Causas":
          - button "Agregar causa"
    `);
		await ana.page.context().setOffline(false);
		await expect(ana.page.getByText(m.table_line_down())).toBeHidden();
	});

	await test.step('a phase that writes no cards leaves it for reading, with the reason', async () => {
		await table.moveTo('choose-causes');
		await expect(region).toMatchAriaSnapshot(`
      - region "Lista del árbol de problemas":
        - paragraph: Por ahora la lista es solo para leer
        - region "Causas":
          - heading "Causas" [level=2]
          - list
    `);
		await expect(region.getByRole('button', { name: /^(Editar|Agregar)/ })).toHaveCount(0);
	});

	await test.step('votes are said in words', async () => {
		await table.openDots('causes');
		for (const person of table.everybody) await table.castDots(person);
		await table.close();
		await expect(region.getByText(/^6 puntos en «¿Qué causas atendemos primero\?»: lugar 1 de 3\./)).toBeVisible();
	});
});

test('an empty list says what belongs where, and how to begin', async ({ openBrowser, startServer }) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(DESK));
	await table.sitDown(ana.page, table.ana);
	await ana.page.goto(server.origin + table.path);
	await ana.show('list');
	await ana.button(m.list_choose()).click();
	await ana.button(m.list_choose_all()).click();
	await ana.list.region.getByRole('button', { name: m.list_remove(), exact: true }).first().click();
	await ana.confirm(m.list_remove());
	await expect(ana.list.region).toMatchAriaSnapshot(`
    - region "Lista del árbol de problemas":
      - region "Efectos":
        - heading "Efectos" [level=2]
        - paragraph: /Todavía no hay efectos/
        - button "Agregar efecto"
      - region "Problema central":
        - paragraph: /Todavía no hay problema/
        - button "Agregar problema"
      - region "Causas":
        - paragraph: /Todavía no hay causas/
        - button "Agregar causa"
      - region /Quitadas/:
        - heading /Quitadas/
        - list:
          - listitem:
            - button /^Regresar a la mesa:/
  `);
});
