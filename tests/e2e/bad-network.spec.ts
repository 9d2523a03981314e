import { expect, PHONE, test, type OpenBrowser } from '../support/e2e-test.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { Line } from '../support/line.ts';
import { Participant } from './actors.ts';
import { ExampleTable } from './example-table.ts';
import { m } from '#i18n/compiled/messages.js';

const CARE = 'El trabajo de cuidados en los hogares recae en las mujeres y no se paga';

/** Ana's phone at the example table, whose line can be cut. */
async function anaOnALine(server: E2eServer, table: ExampleTable, openBrowser: OpenBrowser) {
	const line = await Line.open(server.port);
	const ana = new Participant('Ana', await openBrowser(PHONE));
	await table.sitDown(ana.page, table.ana, line.origin);
	return { ana, line };
}
const textsOf = async (table: ExampleTable): Promise<string[]> => (await table.cards('cause')).map(({ text }) => text);

test('Ana writes on while her phone has no network, and it all arrives when the network is back', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const { ana, line } = await anaOnALine(server, table, openBrowser);
	await ana.page.goto(line.origin + table.path);
	await expect(ana.list.card(CARE)).toBeVisible();
	await ana.list.hasForms();

	line.cut();
	await expect(ana.page.getByText(m.table_line_down())).toBeVisible();
	await ana.list.add('cause', 'No hay licencias de paternidad');
	await expect(ana.page.getByText(m.ui_in_tab()).first()).toBeVisible();
	expect(await textsOf(table)).not.toContain('No hay licencias de paternidad');

	line.mend();
	await expect(ana.page.getByText(m.table_line_down())).toBeHidden();
	await expect(ana.page.getByText(m.ui_saved(), { exact: true })).toBeVisible();
	expect(await textsOf(table)).toContain('No hay licencias de paternidad');
	line.close();
});

test('a vote that Ana sends without network waits in sight, and counts once', async ({ openBrowser, startServer }) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'choose-causes');
	await table.openDots('causes');
	const { ana, line } = await anaOnALine(server, table, openBrowser);
	await ana.page.goto(`${line.origin}${table.path}/vote`);
	const ballot = ana.ballot('¿Qué causas atendemos primero?');
	await ballot.giveDots({ [CARE]: 3 });

	line.cut();
	await ballot.region.getByRole('button', { name: m.poll_send(), exact: true }).click();
	await expect(ballot.region.getByText(m.poll_waiting_for_network())).toBeVisible();
	line.mend();
	await ballot.isCounted();
	await expect(ballot.region.getByText(m.poll_turnout({ count: 1, total: 3 }))).toBeVisible();
	await table.close();
	const tally = (await table.view()).state.polls.at(-1)?.tally;
	const points = tally?.method === 'dots' ? tally.options.map(({ dots }) => dots) : [];
	expect(points.filter((dots) => dots > 0)).toEqual([3]);
	line.close();
});

test('F30 what Ana wrote on a board that Lucía closed meanwhile is set aside for her, to copy', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const { ana, line } = await anaOnALine(server, table, openBrowser);
	await ana.page.goto(line.origin + table.path);
	await expect(ana.list.card(CARE)).toBeVisible();
	await ana.list.hasForms();

	line.cut();
	await expect(ana.page.getByText(m.table_line_down())).toBeVisible();
	await ana.list.add('cause', 'Los permisos de cuidado no se pagan');
	const reason = 'Vamos a leer las causas en voz alta.';
	await table.tell(table.lucia, { type: 'setLock', target: { kind: 'board' }, reason });
	line.mend();

	const notice = ana.page.getByText(m.table_aside_title({ count: 1 }));
	await expect(notice).toBeVisible();
	const kept = ana.page.getByRole('blockquote').filter({ hasText: 'Los permisos de cuidado no se pagan' });
	await expect(kept).toBeVisible();
	await expect(ana.page.getByText(reason).first()).toBeVisible();
	await expect(ana.list.card('Los permisos de cuidado no se pagan')).toBeHidden();
	expect(await textsOf(table)).not.toContain('Los permisos de cuidado no se pagan');
	await expect(ana.button(m.ui_copy())).toBeVisible();

	// It is kept on this device until she says that it is not needed.
	await ana.page.reload();
	await expect(kept).toBeVisible();
	await ana.button(m.table_aside_dismiss()).click();
	await expect(notice).toBeHidden();
	await ana.page.reload();
	await expect(ana.list.card(CARE)).toBeVisible();
	await expect(notice).toBeHidden();
	line.close();
});
