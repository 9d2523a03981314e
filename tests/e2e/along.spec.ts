import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

test('[Q10] Ana and Ben, who follow each other, stay where they are; the one who goes elsewhere takes the other along', async ({
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
		await expect(actor.canvas.card(cause.text)).toBeVisible();
	}
	const follow = async (actor: Actor, name: string) => {
		await expect(async () => {
			await actor.button(m.follow_menu()).click();
			const entry = actor.page.getByRole('menuitem', { name: m.follow_name({ name }) });
			await entry.click({ timeout: 2_000 });
		}).toPass();
		const notice = actor.page.getByRole('group', { name: m.follow_follows({ name }) });
		await expect(notice).toBeVisible();
		return notice;
	};
	const size = async (actor: Actor) => (await actor.canvas.card(cause.text).boundingBox())?.width ?? 0;

	const atBen = await follow(ben, 'Ana');
	const atAna = await follow(ana, 'Ben');
	const before = await size(ana);
	// Two views that gave way to each other would draw back without end. Meanwhile Ben's pointer comes over again and again.
	const pointer = ana.page.locator('.mb-cursor').filter({ hasText: 'Ben' });
	const at = await ben.canvas.middleOf(cause.text);
	for (let turn = 0; turn < 6; turn++) {
		await ben.page.mouse.move(at.x + 40 * turn, at.y);
		await expect.poll(async () => (await pointer.boundingBox())?.x ?? -1).toBeGreaterThan(at.x + 40 * (turn - 1));
	}
	expect(Math.abs((await size(ana)) - before)).toBeLessThan(before * 0.05);
	expect(Math.abs((await size(ben)) - before)).toBeLessThan(before * 0.05);
	await expect(atBen).toBeVisible();
	await expect(atAna).toBeVisible();

	await ana.canvas.card(cause.text).click();
	await ana.page.keyboard.press('Shift+Digit2');
	await expect(atAna).toBeHidden();
	await expect(atBen).toBeVisible();
	await expect.poll(() => size(ben)).toBeGreaterThan(before * 1.2);
});

test('[Q9] on a phone a finger points with light: it lasts as long as the finger, and the second finger puts it out', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(PHONE));
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
	const session = await ana.page.context().newCDPSession(ana.page);
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
		session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point, id) => ({ ...point, id })) });
	const dot = ben.page.locator('.mb-cursor[data-laser]').filter({ hasText: 'Ana' });

	await ana.canvas.tools.getByRole('button', { name: m.board_tool_draw(), exact: true }).tap();
	await ana.page.getByRole('button', { name: m.follow_laser() }).tap();
	await touch('touchStart', { x: 150, y: 420 });
	for (let step = 1; step <= 6; step++) await touch('touchMove', { x: 150 + step * 10, y: 420 });
	await expect(dot).toBeVisible();
	await touch('touchEnd');
	await expect(dot).toBeHidden();

	await touch('touchStart', { x: 150, y: 420 });
	await touch('touchMove', { x: 160, y: 420 });
	await expect(dot).toBeVisible();
	await touch('touchStart', { x: 160, y: 420 }, { x: 260, y: 420 });
	await touch('touchMove', { x: 160, y: 420 }, { x: 270, y: 420 });
	await expect(dot).toBeHidden();
	await touch('touchEnd');
	await expect(ana.page.locator('.tl-shape[data-shape-type=draw]')).toHaveCount(0);
});

test('[Q11] a press on the map of the board goes there, a drag takes the view along, and the device keeps that the map is shown', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const ana = new Actor('Ana', await openBrowser(DESK));
	await table.sitDown(ana.page, table.ana);
	const open = async () => {
		await ana.page.goto(server.origin + table.path);
		await ana.show('tree');
		await expect(ana.button(m.board_zoom_fit())).toBeVisible();
	};
	await open();
	await ana.canvas.fit();
	await expect(ana.canvas.card(cause.text)).toBeVisible();
	const map = ana.page.locator('.mb-map');
	await expect(map).toBeHidden();
	await ana.page.locator('.tl-container').focus();
	await ana.page.keyboard.press('m');
	await expect(map).toBeVisible();
	const frame = map.locator('.mb-map-view');
	await expect(frame).toBeVisible();

	const box = await map.boundingBox();
	if (!box) throw new Error('the map has no place on the screen');
	const before = await ana.canvas.middleOf(cause.text);
	const framed = await frame.boundingBox();
	// To the left on the map: the board, and what is written on it, goes to the right.
	await ana.page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
	await ana.page.mouse.down();
	await expect.poll(async () => (await ana.canvas.middleOf(cause.text)).x - before.x).toBeGreaterThan(40);
	const pressed = await ana.canvas.middleOf(cause.text);
	await ana.page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2, { steps: 4 });
	await expect.poll(async () => (await ana.canvas.middleOf(cause.text)).x - pressed.x).toBeGreaterThan(20);
	await ana.page.mouse.up();
	expect((await frame.boundingBox())?.x ?? Infinity).toBeLessThan(framed?.x ?? -Infinity);
	const letGo = await ana.canvas.middleOf(cause.text);
	await ana.page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2);
	expect((await ana.canvas.middleOf(cause.text)).x).toBeCloseTo(letGo.x, 0);
	expect((await table.cards('cause')).find(({ id }) => id === cause.id)?.pos).toEqual(cause.pos);

	await open();
	await expect(map).toBeVisible();
	await ana.button(m.follow_map()).click();
	await expect(map).toBeHidden();
	await open();
	await expect(map).toBeHidden();
});
