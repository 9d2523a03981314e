import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

test('[P3] Ben sees where Ana points, what she drags before she lets go, and in the list that she writes', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const ana = new Actor('Ana', await openBrowser(DESK));
	const ben = new Actor('Ben', await openBrowser(DESK));
	const chela = new Actor('Chela', await openBrowser(DESK));
	for (const [actor, person] of [
		[ana, table.ana],
		[ben, table.ben],
		[chela, table.chela],
	] as const) {
		await table.sitDown(actor.page, person);
		await actor.page.goto(server.origin + table.path);
		await actor.show(actor === chela ? 'list' : 'tree');
	}
	await Promise.all([ana.canvas.fit(), ben.canvas.fit()]);
	await expect(ben.canvas.card(cause.text)).toBeVisible();

	const { mouse } = ana.page;
	const from = await ana.canvas.middleOf(cause.text);
	await mouse.move(from.x, from.y);
	const cursor = ben.page.locator('.mb-cursor').filter({ hasText: 'Ana' });
	await expect(cursor).toBeVisible();
	await expect(ana.page.locator('.mb-cursor')).toHaveCount(0);

	const before = await ben.canvas.middleOf(cause.text);
	await mouse.down();
	await mouse.move(from.x + 40, from.y + 30, { steps: 4 });
	await mouse.move(from.x + 80, from.y + 60, { steps: 4 });
	await expect.poll(async () => (await ben.canvas.middleOf(cause.text)).x - before.x).toBeGreaterThan(40);
	expect((await table.cards('cause')).find(({ id }) => id === cause.id)?.pos).toEqual(cause.pos);
	await mouse.up();
	await expect
		.poll(async () => (await table.cards('cause')).find(({ id }) => id === cause.id)?.pos)
		.not.toEqual(cause.pos);
	expect((await ben.canvas.middleOf(cause.text)).x - before.x).toBeGreaterThan(40);

	await ana.canvas.card(cause.text).dblclick();
	await expect(ana.canvas.field).toBeVisible();
	await expect(
		chela.list.card(cause.text).getByText(m.list_someone_writes({ names: 'Ana', count: 1 })),
	).toBeVisible();
	await ana.page.close();
	await expect(cursor).toBeHidden();
	await expect(chela.page.getByText(m.list_someone_writes({ names: 'Ana', count: 1 }))).toBeHidden();
});
