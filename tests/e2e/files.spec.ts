import { readFile } from 'node:fs/promises';
import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { Actor, Participant } from './actors.ts';
import { ExampleTable } from './example-table.ts';

/** The first bytes of every PNG. */
const PNG = [0x89, 0x50, 0x4e, 0x47];

test('[X7] Ana takes the tree along as a picture and as data; Ben brings a list from his phone, and the table gets it', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(DESK));
	await table.sitDown(ana.page, table.ana);
	await ana.page.goto(server.origin + table.path);
	await ana.show('tree');
	await expect(ana.canvas.tools).toBeVisible();
	await ana.button(m.files_open()).click();
	const download = async (name: string) => {
		const [file] = await Promise.all([ana.page.waitForEvent('download'), ana.button(name).click()]);
		return await readFile(await file.path());
	};
	const picture = await download(m.files_png());
	expect([...picture.subarray(0, 4)]).toEqual(PNG);
	expect(picture.length).toBeGreaterThan(10_000); // a blank one of that size is a tenth
	const board = JSON.parse((await download(m.files_json())).toString()) as { cards: unknown[]; links: unknown[] };
	const tree = await table.tree();
	expect(board.cards.length).toBeGreaterThanOrEqual(tree.cards.size);

	const ben = new Participant('Ben', await openBrowser(PHONE));
	await table.sitDown(ben.page, table.ben);
	await ben.page.goto(server.origin + table.path);
	await ben.button(m.files_open()).click();
	await ben.page.getByLabel(m.files_choose()).setInputFiles({
		name: 'causas.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(
			'número;tipo;texto;alimenta a\n1;causa;Nadie publica los salarios de la obra;\n2;causa;No hay quién los pida;1\n',
		),
	});
	await ben.button(m.files_bring_do()).click();
	await expect.poll(async () => (await table.tree()).cards.size).toBe(tree.cards.size + 2);
	await expect(ana.canvas.card('Nadie publica los salarios de la obra')).toBeVisible();
});
