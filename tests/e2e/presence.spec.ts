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

test('[Q9] [Q10] Ben follows Ana until he moves his view himself, she sees that he does, and her pointer leaves a light that fades', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const ana = new Actor('Ana', await openBrowser(DESK));
	const ben = new Actor('Ben', await openBrowser(DESK));
	for (const [actor, person] of [
		[ana, table.ana],
		[ben, table.ben],
	] as const) {
		await table.sitDown(actor.page, person);
		await actor.page.goto(server.origin + table.path);
		await actor.show('tree');
		await actor.canvas.fit();
	}
	const { mouse } = ana.page;
	const at = await ana.canvas.middleOf(cause.text);
	await mouse.move(at.x, at.y);
	await expect(ben.page.locator('.mb-cursor').filter({ hasText: 'Ana' })).toBeVisible();
	const widthAtBen = async () => (await ben.canvas.card(cause.text).boundingBox())?.width ?? 0;
	const small = await widthAtBen();

	const follow = async () => {
		await ben.button(m.follow_menu()).click();
		await ben.page.getByRole('menuitem', { name: m.follow_name({ name: 'Ana' }) }).click();
	};
	const followed = ana.page.locator('.mb-followed');
	const notice = ben.page.getByRole('group', { name: m.follow_follows({ name: 'Ana' }) });
	await follow();
	await expect(notice).toBeVisible();
	await expect(followed).toHaveText(m.follow_by({ count: 1, names: 'Ben' }));
	await ana.canvas.card(cause.text).click();
	await ana.page.keyboard.press('Shift+Digit2');
	await expect.poll(widthAtBen).toBeGreaterThan(small * 1.2);

	// One's own move ends it, and the other's next moves nothing here.
	await ben.page.mouse.move(400, 400);
	await ben.page.mouse.wheel(0, 200);
	await expect(notice).toBeHidden();
	await expect(followed).toBeHidden();
	await follow();
	await expect(notice).toBeVisible();
	await ben.page.keyboard.press('Escape');
	await expect(notice).toBeHidden();

	// Pointing with light: seen while it is held down, written nowhere.
	await ana.canvas.fit();
	await ben.canvas.fit();
	await ana.page.locator('.tl-container').focus();
	await ana.page.keyboard.press('Escape');
	await ana.page.keyboard.press('k');
	const before = JSON.stringify(await table.cards('cause'));
	await mouse.move(500, 420);
	await mouse.down();
	await mouse.move(560, 460, { steps: 6 });
	const dot = ben.page.locator('.mb-cursor[data-laser]').filter({ hasText: 'Ana' });
	await expect(dot).toBeVisible();
	for (let step = 0; step < 4; step++) await mouse.move(600 + step * 40, 470 + step * 20, { steps: 4 });
	await expect(ben.page.locator('.mb-trails line').first()).toBeAttached();
	await mouse.up();
	await expect(dot).toBeHidden();
	await expect(ben.page.locator('.mb-trails line')).toHaveCount(0);
	await expect(ana.page.locator('.mb-trails line')).toHaveCount(0);
	expect(JSON.stringify(await table.cards('cause'))).toBe(before);

	await follow();
	await ana.page.close();
	await expect(notice).toBeHidden({ timeout: 15_000 });
});
