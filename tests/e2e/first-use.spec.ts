import { m } from '#i18n/compiled/messages.js';
import { expect, PHONE, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

test('Ana’s phone fetches two scripts until she can write on a card, packed as small as it can unpack; the typeface comes after', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const page = await openBrowser(PHONE);
	const ana = new Actor('Ana', page);
	const fetched: string[] = [];
	page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
	await table.sitDown(page, table.ana);
	await page.goto(server.origin + table.path);
	await expect(await ana.list.open(cause.text)).toHaveValue(cause.text);

	const isFont = (path: string) => path.endsWith('.woff2');
	await expect.poll(() => fetched.some(isFont)).toBe(true);
	const before = fetched.slice(0, fetched.findIndex(isFont)).filter((path) => /^\/w\/app\/.*\.js$/.test(path));
	// The bundler's own few lines are a file beside them; what the list needs soon may come before the typeface.
	const names = before.filter((path) => !path.includes('/rolldown-runtime-')).map((path) => path.replace(/-.*/, ''));
	expect(names.slice(0, 2)).toEqual([expect.stringMatching(/^\/w\/app\/table\.\w\w\.js$/), '/w/app/panel']);
	expect(['/w/app/soon']).toEqual(expect.arrayContaining(names.slice(2)));
	await expect
		.poll(() =>
			page.getByRole('button', { name: m.list_undo() }).evaluate((button) => getComputedStyle(button).fontFamily),
		)
		.toMatch(/^"?Atkinson/);

	for (const encoding of ['br', 'gzip']) {
		const answer = await page.request.get(`${server.origin}/w/app/table.es.js`, {
			headers: { 'accept-encoding': encoding },
		});
		expect(answer.headers()['content-encoding']).toBe(encoding);
		expect(await answer.text()).toContain('svelte');
	}
});
