import type { Page } from '@playwright/test';
import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, test } from '../support/e2e-test.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

test('Ana sees the board as boxes from afar, chooses a card there, and reads the texts again when she comes nearer', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const [cause] = await table.cards('cause');
	if (!cause) throw new Error('the example table has no cause');
	const page = await openBrowser(DESK);
	const fonts = new Set<string>();
	page.on('request', (request) => {
		if (request.resourceType() === 'font') fonts.add(request.url());
	});
	const ana = new Actor('Ana', page);
	await table.sitDown(page, table.ana);
	await page.goto(server.origin + table.path);
	await ana.show('tree');
	await ana.canvas.fit();
	await expect(ana.canvas.card(cause.text)).toBeVisible();

	const near = await ana.canvas.middleOf(cause.text);
	const before = await cameraOf(page);
	const zoomOut = page.getByRole('button', { name: m.board_zoom_out() });
	await expect(async () => {
		await zoomOut.click();
		await expect(page.locator('[data-detail="far"]')).toBeVisible({ timeout: 500 });
	}).toPass();
	await expect(page.locator('[data-card]')).toHaveCount(0);
	await expect.poll(() => isPainted(page)).toBe(true);

	const [x, y] = await placeNow(page, near, before);
	await page.mouse.click(x, y);
	await expect(page.getByRole('toolbar', { name: m.board_selection() })).toBeVisible();
	// By keyboard and for a screen reader nothing is far: the text of the card that was chosen opens.
	await page.keyboard.press('F2');
	await expect(ana.canvas.field).toHaveValue(cause.text);
	await page.keyboard.press('Escape');

	await ana.canvas.fit();
	await expect(ana.canvas.card(cause.text)).toBeVisible();
	await expect.poll(() => isPainted(page)).toBe(false);
	expect([...fonts].length, [...fonts].join(' ')).toBeLessThanOrEqual(2);
	for (const font of fonts) expect(new URL(font).origin).toBe(server.origin);
});

interface Camera {
	readonly x: number;
	readonly y: number;
	readonly z: number;
}

/** Where the page lies under the canvas: the layer of the shapes is moved by it. */
async function cameraOf(page: Page): Promise<Camera> {
	const transform = await page.locator('.tl-shapes').evaluate((layer: HTMLElement) => layer.style.transform);
	const [z = 1, x = 0, y = 0] = [...transform.matchAll(/-?[\d.]+/g)].map(([number]) => Number(number));
	return { x, y, z };
}

/** Where something stands that stood elsewhere on the screen before the page moved. */
async function placeNow(page: Page, at: { readonly x: number; readonly y: number }, before: Camera) {
	const canvas = await page.locator('.tl-canvas').boundingBox();
	if (!canvas) throw new Error('there is no canvas');
	let last = await cameraOf(page);
	await expect
		.poll(async () => {
			const now = await cameraOf(page);
			const isStill = now.z === last.z && now.x === last.x;
			last = now;
			return isStill;
		})
		.toBe(true);
	const moved = (axis: 'x' | 'y') =>
		canvas[axis] + ((at[axis] - canvas[axis]) / before.z - before[axis] + last[axis]) * last.z;
	return [moved('x'), moved('y')] as const;
}

/** Whether anything is painted beneath the shapes. */
const isPainted = (page: Page): Promise<boolean> =>
	page.locator('canvas.mb-far').evaluate((canvas: HTMLCanvasElement) => {
		const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width || 1, canvas.height || 1).data ?? [];
		return pixels.some((value) => value !== 0);
	});
