import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, PHONE, PROJECTOR, test } from '../support/e2e-test.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import type { PhaseKind } from '#domain/agenda.ts';
import type { WorkshopId } from '#domain/ids.ts';
import type { BoardAt, TableCreated } from '#protocol/api.ts';
import { tableBody, type Person } from '../support/people.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';
import { openTable } from './open-table.ts';

/** Sits somebody down at the canvas of the table, its tree in view. */
async function atCanvas(table: ExampleTable, server: E2eServer, actor: Actor, person: Person): Promise<void> {
	await table.sitDown(actor.page, person);
	await actor.page.goto(server.origin + table.path);
	await actor.show('tree');
	await expect(actor.canvas.tools).toBeVisible();
	await actor.canvas.fit();
}

/** Hands the canvas a text as the clipboard would. */
async function paste({ page }: Actor, text: string): Promise<void> {
	await page.locator('.tl-container').evaluate((node, said) => {
		const data = new DataTransfer();
		data.setData('text/plain', said);
		node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
	}, text);
}

/** Waits until a view that moves has brought a card to its place. */
async function standsStill({ canvas }: Actor, text: string): Promise<void> {
	let last = '';
	await expect
		.poll(async () => {
			const before = last;
			last = JSON.stringify(await canvas.card(text).boundingBox());
			return last === before;
		})
		.toBe(true);
}

test('[Q1] Ana grows, walks and searches the tree by keys alone, and leaves the canvas again', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const ana = new Actor('Ana', await openBrowser(DESK));
	await atCanvas(table, server, ana, table.ana);
	const { page, canvas } = ana;
	const { keyboard } = page;
	const links = async () => (await table.tree()).links.length;
	const begun = await links();

	await canvas.card(cause.text).click();
	await keyboard.press('Tab');
	await expect(canvas.field).toBeFocused();
	await canvas.write('Hija por Tab');
	await expect.poll(links).toBe(begun + 1);

	await keyboard.press('Enter');
	await expect(canvas.field).toBeFocused();
	await canvas.write('Hermana por Enter');
	await expect.poll(links).toBe(begun + 2);

	await keyboard.press('Control+ArrowUp');
	await expect(canvas.field).toBeFocused();
	await canvas.write('Efecto con Control');
	await expect
		.poll(async () => (await table.cards('effect')).some(({ text }) => text === 'Efecto con Control'))
		.toBe(true);

	await keyboard.press('Control+f');
	const field = page.getByRole('textbox', { name: m.keys_find_label() });
	await expect(field).toBeFocused();
	await field.fill('hija TAB');
	await keyboard.press('Enter');
	await expect(page.getByText(m.keys_find_count({ at: 1, count: 1 }), { exact: true })).toBeVisible();
	await keyboard.press('Escape');
	await expect(field).toBeHidden();

	// The hit is selected: one step to its sister, and a card is written in by F2.
	await keyboard.press('Alt+ArrowRight');
	await keyboard.press('F2');
	await expect(canvas.field).toHaveValue('Hermana por Enter');
	await keyboard.press('Escape');

	await keyboard.press('Control+z');
	await keyboard.press('Escape');
	await keyboard.press('Tab');
	await expect(page.locator('.tl-container')).not.toBeFocused();
	await expect(canvas.field).toBeHidden();
});

test('[Q1] the sheet of keys is found by «?», can be searched, and turns single keys off on this device', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(DESK));
	await atCanvas(table, server, ana, table.ana);
	const { page } = ana;
	const board = page.locator('.tl-container');
	await board.focus();
	await page.keyboard.press('?');
	await expect(ana.dialog.getByRole('heading', { name: m.keys_title() })).toBeVisible();
	await ana.dialog.getByRole('searchbox', { name: m.keys_search_label() }).fill('hermana');
	await expect(ana.dialog.getByText(m.keys_sibling())).toBeVisible();
	await expect(ana.dialog.getByText(m.keys_hand())).toBeHidden();
	await ana.dialog.getByRole('checkbox', { name: m.keys_letters() }).uncheck();
	await page.keyboard.press('Escape');
	const before = (await table.cards('note')).length;
	await board.focus();
	await page.keyboard.press('n');
	await page.keyboard.press('?');
	await expect(ana.dialog).toBeHidden();
	await page.reload();
	await ana.show('tree');
	await expect(ana.canvas.tools).toBeVisible();
	await board.focus();
	await page.keyboard.press('n');
	await expect(ana.canvas.field).toBeHidden();
	expect((await table.cards('note')).length).toBe(before);
});

test('[Q3] Ana pastes a list as cards and links, copies the tree, and pastes it at another table', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const ana = new Actor('Ana', await openBrowser(DESK));
	await ana.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await atCanvas(table, server, ana, table.ana);
	const links = async () => (await table.tree()).links.length;
	const begun = await links();
	await ana.canvas.card(cause.text).click();
	await paste(ana, '- Pegada una\n  - Pegada dos\n- Pegada tres');
	await expect.poll(links).toBe(begun + 3);
	await expect(ana.canvas.card('Pegada dos')).toBeVisible();

	// What was pasted is selected: it goes to the clipboard with a real key, and comes back as cards with their links.
	await ana.page.keyboard.press('Control+c');
	await ana.page.keyboard.press('Escape');
	await ana.page.keyboard.press('Control+v');
	await expect
		.poll(async () => (await table.cards('cause')).filter(({ text }) => text === 'Pegada dos').length)
		.toBe(2);
	await expect.poll(links).toBe(begun + 4);
});

test('[Q3] Lucía copies cards at one table and pastes them at another; kinds that this one does not write stay behind, and a lock says who closed it', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer();
	const here = await openTable(server);
	const there = (await here.lucia.post<TableCreated>('/api/workshops', tableBody('Cuidados en Oaxaca'))).body.id;
	const { agenda } = (await here.look()).state;
	const tell = async (id: WorkshopId, command: unknown) =>
		expect((await here.lucia.command(id, command)).status).toBe(200);
	const moveTo = (id: WorkshopId, kind: PhaseKind) =>
		tell(id, { type: 'movePhase', phase: agenda.find((phase) => phase.kind === kind)?.id });
	await moveTo(here.id, 'causes');
	await moveTo(there, 'problem');
	const lucia = new Actor('Lucía', await openBrowser(DESK));
	const context = lucia.page.context();
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await context.addCookies([{ name: 'mesa_session', value: here.lucia.token ?? '', url: server.origin }]);
	const atTable = async (actor: Actor, id: WorkshopId) => {
		await actor.page.goto(`${server.origin}/w/${id}`);
		await actor.show('tree');
		await expect(actor.canvas.tools).toBeVisible();
		await actor.page.locator('.tl-container').focus();
	};
	await atTable(lucia, here.id);
	const texts = ['Desigualdad salarial', 'El cuidado recae en las mujeres', 'Nadie publica salarios'] as const;
	await paste(lucia, `${texts[0]}\n- ${texts[1]}\n- ${texts[2]}`);
	await expect(lucia.canvas.card(texts[2])).toBeVisible();
	await lucia.page.keyboard.press('Control+a');
	await lucia.page.keyboard.press('Control+c');

	const other = new Actor('Lucía', await context.newPage());
	await atTable(other, there);
	await other.page.keyboard.press('Control+v');
	await expect(other.canvas.card(texts[0])).toBeVisible();
	await expect(other.page.getByText(m.lock_not_copied({ count: 2 })).first()).toBeVisible();
	await expect(other.canvas.card(texts[1])).toBeHidden();
	await other.page.keyboard.press('Control+z');
	await expect(other.canvas.card(texts[0])).toBeHidden();

	await moveTo(there, 'causes');
	await expect(other.canvas.tools.getByRole('button', { name: m.board_kind_cause(), exact: true })).toBeVisible();
	await other.page.locator('.tl-container').focus();
	await other.page.keyboard.press('Control+v');
	for (const text of texts) await expect(other.canvas.card(text)).toBeVisible();
	// The links came along.
	const board = async () => (await here.lucia.get<BoardAt>(`/api/workshops/${there}/boards/now`)).body.board;
	await expect.poll(async () => (await board()).links.length).toBe(2);

	await tell(there, { type: 'setLock', target: { kind: 'board' }, reason: 'Vamos a leer.' });
	await expect(other.page.getByText(/Lucía cerró el tablero/).first()).toBeVisible();
	await other.page.locator('.tl-container').focus();
	await other.page.keyboard.press('Control+v');
	await expect(other.page.locator('[role=status]').filter({ hasText: 'Vamos a leer.' }).first()).toBeAttached();
	await expect(other.canvas.card(texts[0])).toHaveCount(1);
});

test('[Q4] Ana ties cards by dropping one on another’s edge, aligns them, and tidies the tree in one step that one undo takes back', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(DESK));
	await atCanvas(table, server, ana, table.ana);
	const { page, canvas } = ana;
	await page.locator('.tl-container').focus();
	await paste(ana, '- Nota uno\n- Nota dos\n- Nota tres');
	await expect(canvas.card('Nota tres')).toBeVisible();
	await page.keyboard.press('Control+Shift+ArrowUp');
	const tops = async () =>
		new Set((await table.cards('note')).filter(({ text }) => /^Nota /.test(text)).map(({ pos }) => pos[1]));
	await expect.poll(async () => (await tops()).size).toBe(1);
	await page.keyboard.press('Shift+Digit2');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('toolbar', { name: m.board_selection() })).toBeHidden();

	const begun = (await table.tree()).links.length;
	await standsStill(ana, 'Nota uno');
	const from = await canvas.middleOf('Nota uno');
	const to = await canvas.card('Nota tres').boundingBox();
	if (!to) throw new Error('the third note is out of sight');
	await page.mouse.move(from.x, from.y);
	await page.mouse.down();
	await page.mouse.move(from.x + 30, from.y + 60, { steps: 4 });
	await page.mouse.move(to.x + to.width / 2, to.y + to.height - 2, { steps: 8 });
	await expect(page.getByText(m.keys_drop_to_link(), { exact: true })).toBeVisible();
	await page.mouse.up();
	await expect.poll(async () => (await table.tree()).links.length).toBe(begun + 1);
	await page.keyboard.press('Control+z');
	await expect.poll(async () => (await table.tree()).links.length).toBe(begun);

	const places = async () =>
		[...(await table.tree()).cards.values()].map(({ text, pos }) => `${text} ${pos.join()}`).sort();
	const before = await places();
	const worker = page.waitForEvent('worker');
	await canvas.tidy();
	await worker;
	await expect.poll(places).not.toEqual(before);
	await page.keyboard.press('Control+z');
	await expect.poll(places).toEqual(before);
});

test('[Q5] F31 a change of many cards asks first; Lucía pins, and nobody moves what is pinned', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const ana = new Actor('Ana', await openBrowser(DESK));
	const lucia = new Actor('Lucía', await openBrowser(DESK));
	await atCanvas(table, server, ana, table.ana);
	await atCanvas(table, server, lucia, table.lucia);
	const all = async () => (await table.tree()).cards.size;
	const begun = await all();
	await ana.page.locator('.tl-container').focus();
	await paste(ana, Array.from({ length: 12 }, (_, at) => `- Renglón ${at + 1}`).join('\n'));
	await expect.poll(all).toBe(begun + 12);
	await ana.page.keyboard.press('Delete');
	await expect(ana.dialog.getByRole('heading', { name: m.keys_mass_remove_title({ count: 12 }) })).toBeVisible();
	await ana.page.keyboard.press('Enter'); // the way out has the focus
	await expect(ana.dialog).toBeHidden();
	expect(await all()).toBe(begun + 12);
	await ana.page.keyboard.press('Delete');
	await ana.dialog.getByRole('button', { name: m.keys_mass_remove({ count: 12 }) }).click();
	await expect.poll(all).toBe(begun);
	await ana.page.keyboard.press('Control+z');
	await expect.poll(all).toBe(begun + 12);
	await ana.page.keyboard.press('Escape');

	await lucia.canvas.card(cause.text).click();
	await lucia.button(m.keys_pin()).click();
	await expect(ana.page.getByRole('img', { name: m.keys_pinned() })).toBeVisible();
	// Near enough to take it in hand: the search brings it to the middle.
	await ana.page.keyboard.press('Control+f');
	await ana.page.getByRole('textbox', { name: m.keys_find_label() }).fill(cause.text);
	await ana.page.keyboard.press('Enter');
	await ana.page.keyboard.press('Escape');
	await standsStill(ana, cause.text);
	const from = await ana.canvas.middleOf(cause.text);
	await ana.page.mouse.move(from.x, from.y);
	await ana.page.mouse.down();
	await ana.page.mouse.move(from.x + 90, from.y + 120, { steps: 8 });
	await ana.page.mouse.up();
	await expect(ana.page.getByText(m.keys_why_pinned()).first()).toBeVisible();
	expect((await table.cards('cause')).find(({ id }) => id === cause.id)?.pos).toEqual(cause.pos);

	await lucia.button(m.keys_unpin()).click();
	await expect(ana.page.getByRole('img', { name: m.keys_pinned() })).toBeHidden();
});

test('[Q6] Lucía brings everybody to her view, Ana goes back to her own, and the list offers the card that lies there', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const ana = new Actor('Ana', await openBrowser(DESK));
	const lucia = new Actor('Lucía', await openBrowser(DESK));
	await atCanvas(table, server, ana, table.ana);
	await atCanvas(table, server, lucia, table.lucia);
	await expect(ana.button(m.keys_bring_view())).toBeHidden();
	const small = (await ana.canvas.card(cause.text).boundingBox())?.width ?? 0;
	await lucia.canvas.card(cause.text).click();
	await lucia.page.keyboard.press('Shift+Digit2');
	await lucia.button(m.keys_bring_view()).click();
	await expect(ana.page.getByRole('group', { name: m.keys_brings({ name: 'Lucía' }) })).toBeVisible();
	await expect
		.poll(async () => (await ana.canvas.card(cause.text).boundingBox())?.width)
		.toBeGreaterThan(small * 1.2);
	await ana.button(m.keys_go_back()).click();
	await expect.poll(async () => (await ana.canvas.card(cause.text).boundingBox())?.width).toBeLessThan(small * 1.1);

	// In the list it is the card that lies there, offered and not done.
	const chela = new Actor('Chela', await openBrowser(PHONE));
	await table.sitDown(chela.page, table.chela);
	await chela.page.goto(server.origin + table.path);
	await chela.show('list');
	await chela.list.hasForms();
	await lucia.button(m.keys_bring_view()).click();
	const offer = chela.page.getByRole('group', { name: m.view_brings_card({ name: 'Lucía', text: cause.text }) });
	await expect(offer).toBeVisible();
	await chela.page.evaluate(() => window.scrollTo(0, 0));
	const item = chela.page.locator(`#card-${cause.id}`);
	await offer.getByRole('button', { name: m.view_go_to_card() }).click();
	await expect(item).toBeFocused();
	await expect(item).toBeInViewport();
	await offer.getByRole('button', { name: m.view_go_back() }).click();
	await expect(offer).toBeHidden();
	await expect.poll(() => chela.page.evaluate(() => window.scrollY)).toBe(0);
});

test('[Q7] on a phone one finger moves the view and never a card by accident; a long press opens the menu', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [problem] = await table.cards('problem');
	if (!problem) throw new Error('the example table has no problem');
	const ana = new Actor('Ana', await openBrowser(PHONE));
	const { page, canvas } = ana;
	const open = async () => {
		await page.goto(server.origin + table.path);
		await ana.show('tree');
		await expect(canvas.card(problem.text)).toBeVisible();
	};
	await table.sitDown(page, table.ana);
	await open();
	const session = await page.context().newCDPSession(page);
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
		session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point, id) => ({ ...point, id })) });
	const swipe = async (at: { x: number; y: number }) => {
		await touch('touchStart', at);
		for (let step = 1; step <= 6; step++) await touch('touchMove', { x: at.x, y: at.y + step * 12 });
		await touch('touchEnd');
	};

	const before = await canvas.middleOf(problem.text);
	await swipe(before);
	await expect.poll(async () => (await canvas.middleOf(problem.text)).y - before.y).toBeGreaterThan(30);
	expect((await table.cards('problem')).find(({ id }) => id === problem.id)?.pos).toEqual(problem.pos);
	await expect(page.getByRole('toolbar', { name: m.board_selection() })).toBeHidden();

	// Two fingers zoom, with the pen in hand too: no stroke is left.
	await canvas.tools.getByRole('button', { name: m.board_tool_draw(), exact: true }).tap();
	const [left, right] = [
		{ x: 150, y: 400 },
		{ x: 240, y: 400 },
	];
	await touch('touchStart', left);
	await touch('touchMove', { x: left.x - 4, y: left.y - 10 });
	await touch('touchMove', { x: left.x - 6, y: left.y - 20 });
	await touch('touchStart', { x: left.x - 6, y: left.y - 20 }, right);
	for (let step = 1; step <= 6; step++) {
		await touch('touchMove', { x: left.x - 6 - step * 8, y: left.y - 20 }, { x: right.x + step * 8, y: right.y });
	}
	await touch('touchEnd');
	await canvas.tools.getByRole('button', { name: m.board_tool_select(), exact: true }).tap();
	await expect(page.locator('.tl-shape[data-shape-type=draw]')).toHaveCount(0);

	await open();
	const at = await canvas.middleOf(problem.text);
	await touch('touchStart', at);
	const menu = page.getByRole('menu', { name: m.keys_menu_label() });
	await expect(menu).toBeVisible();
	await touch('touchEnd');
	await expect(menu.getByRole('menuitem', { name: m.board_remove() })).toBeVisible();
	await menu.getByRole('menuitem', { name: m.board_edit() }).tap();
	await expect(canvas.field).toHaveValue(problem.text);
});

test('[Q8] what Lucía may do with a card stands in one row, on a small screen and on a phone; the rest is in its menu', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	for (const device of [PROJECTOR, { ...PHONE, viewport: { width: 360, height: 640 } }]) {
		const lucia = new Actor('Lucía', await openBrowser(device));
		const { page } = lucia;
		await atCanvas(table, server, lucia, table.lucia);
		await page.locator('.tl-container').focus();
		await page.keyboard.press('Control+f');
		await page.getByRole('search').getByRole('textbox').fill(cause.text);
		await page.keyboard.press('Enter');
		await page.keyboard.press('Escape');
		const bar = page.getByRole('toolbar', { name: m.board_selection() });
		await expect(bar).toBeVisible();
		const [row, tool] = [await bar.boundingBox(), await bar.getByRole('button').first().boundingBox()];
		if (!row || !tool) throw new Error('the bar has no tools');
		expect(tool.height).toBeGreaterThanOrEqual(44);
		expect(row.height).toBeLessThan(2 * tool.height);
		expect(row.x).toBeGreaterThanOrEqual(0);
		expect(row.x + row.width).toBeLessThanOrEqual(device.viewport.width);
		// The page's own bars cover none of it, nor the tools at the foot.
		for (const place of [bar, lucia.canvas.tools]) {
			const tools = place.locator('button:not([aria-disabled="true"])').filter({ visible: true });
			await tools.first().click({ trial: true });
			await tools.last().click({ trial: true });
		}
		if (device === PROJECTOR) continue;
		await bar.getByRole('button', { name: m.acts_menu(), exact: true }).click();
		const menu = page.getByRole('menu', { name: m.keys_menu_label() });
		for (const name of [m.acts_split_short(), m.board_duplicate(), m.keys_pin()])
			await expect(menu.getByRole('menuitem', { name })).toBeVisible();
	}
});
