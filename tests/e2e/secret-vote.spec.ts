import { plainTerms } from '#domain/decide/poll-terms.ts';
import { m } from '#i18n/compiled/messages.js';
import { expect, PHONE, test } from '../support/e2e-test.ts';
import { Line } from '../support/line.ts';
import { Participant } from './actors.ts';
import { ExampleTable } from './example-table.ts';

const QUESTION = '¿Cómo seguimos?';

test('[V39] Ana votes in secret on a bad line, changes her vote where she gave it and nowhere else, and finds it after the close', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'choose-causes');
	await table.tell(table.lucia, {
		type: 'openPoll',
		about: { kind: 'texts', texts: ['Los jueves', 'En línea'] },
		question: QUESTION,
		terms: { ...plainTerms('approval'), secrecy: 'secret-by-person', weighting: 'people' },
		replaces: null,
		exception: 'La mesa pidió votar en secreto',
	});
	const line = await Line.open(server.port);
	const ana = new Participant('Ana', await openBrowser(PHONE));
	await table.sitDown(ana.page, table.ana, line.origin);
	// Her own phone: a shared one forgets her secret with the page.
	await ana.page.context().addCookies([{ name: 'mesa_device', value: 'own', url: line.origin }]);
	await ana.page.goto(`${line.origin}${table.path}/vote`);
	const ballot = ana.ballot(QUESTION);
	await expect(ballot.region.getByText(m.secret_by_person())).toBeVisible();
	await expect(ballot.region.getByText(m.secret_until_close())).toBeVisible();
	await ballot.region.getByRole('checkbox', { name: 'Los jueves' }).check();

	line.cut();
	await ballot.region.getByRole('button', { name: m.poll_send(), exact: true }).click();
	await expect(ballot.region.getByText(m.poll_waiting_for_network())).toBeVisible();
	line.mend();
	await ballot.isCounted();
	await expect(ballot.region.getByText(m.secret_receipt())).toBeVisible();

	// Elsewhere nobody knows which one is hers; here she changes it, also after the page was loaded anew.
	const elsewhere = new Participant('Ana', await openBrowser(PHONE));
	await table.sitDown(elsewhere.page, table.ana);
	await elsewhere.page.goto(`${server.origin}${table.path}/vote`);
	await expect(elsewhere.page.getByText(m.secret_voted_elsewhere())).toBeVisible();
	await ana.page.reload();
	await ballot.isCounted();
	await ballot.region.getByRole('checkbox', { name: 'En línea' }).check();
	await ballot.region.getByRole('button', { name: m.poll_send_again(), exact: true }).click();
	await ballot.isCounted();

	await table.close();
	await ballot.region.getByText(m.secret_check(), { exact: true }).click();
	await ballot.region.getByRole('button', { name: m.secret_check_look() }).click();
	await expect(ballot.region.getByText(m.secret_check_counted())).toContainText('Los jueves; En línea');
	const tally = (await table.view()).state.polls.at(-1)?.tally;
	expect(tally).toMatchObject({ ballots: 1 });
	line.close();
});
