import type { Route } from '@playwright/test';
import { expect, test } from '../support/e2e-test.ts';
import { ExampleTable } from './example-table.ts';
import { m } from '#i18n/compiled/messages.js';

/** Hands on what the server answered with some of its words exchanged, as somebody on the way could. */
const exchanging = (words: string, others: string) => async (route: Route) => {
	const response = await route.fetch();
	const body = await response.text();
	expect(body).toContain(words);
	await route.fulfill({ response, body: body.replaceAll(words, others) });
};

test('the public page tells its reader when the text or the record was altered on the way', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.open(server);
	await table.adoptRules();
	const commitment = await table.issue();
	const address = `${server.origin}/c/${commitment}`;

	const page = await openBrowser();
	await page.goto(address);
	await expect(page.getByText(m.commitment_check_ok())).toBeVisible();

	const word = 'Desigualdad laboral';
	await page.route(address, exchanging(word, 'Igualdad laboral'));
	await page.goto(address);
	await expect(page.getByText(m.commitment_check_bad())).toBeVisible();
	await expect(page.getByText(m.commitment_fault_text())).toBeVisible();
	await expect(page.getByText(m.commitment_check_ok())).toBeHidden();
	await page.unroute(address);

	await page.route(/record\.json/, exchanging(word, 'Igualdad laboral'));
	await page.goto(address);
	await expect(page.getByText(m.commitment_check_bad())).toBeVisible();
	await expect(page.getByText(m.commitment_fault_signature())).toBeVisible();
	await page.unroute(/record\.json/);

	await page.route(/record\.json/, (route) => route.abort());
	await page.goto(address);
	await expect(page.getByText(m.commitment_check_unavailable())).toBeVisible();
});
