import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { m } from '#i18n/compiled/messages.js';
import { DESK, expect, PHONE, test } from '../support/e2e-test.ts';
import { photo, secretsIn } from '../support/pictures.ts';
import { Actor } from './actors.ts';
import { ExampleTable } from './example-table.ts';

/** A photo of 640 by 480, as the browser paints it and a camera writes it down. */
async function photoFrom(page: Page): Promise<Buffer> {
	const painted = await page.evaluate(async () => {
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [640, 480];
		const brush = canvas.getContext('2d');
		if (brush === null) throw new Error('no 2D canvas here');
		for (const [index, colour] of ['#2f6f4f', '#c9822b', '#7c62b8', '#1d4f91'].entries()) {
			brush.fillStyle = colour;
			brush.fillRect((index % 2) * 320, Math.floor(index / 2) * 240, 320, 240);
		}
		return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
	});
	return Buffer.from(photo(1, 'MM', new Uint8Array(Buffer.from(painted, 'base64'))));
}

/** Whether the photo's blue, which no card has, is in a PNG. */
async function colourIn(page: Page, png: Buffer): Promise<boolean> {
	return page.evaluate(async (base64) => {
		const image = new Image();
		image.src = `data:image/png;base64,${base64}`;
		await image.decode();
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
		const brush = canvas.getContext('2d');
		if (brush === null) throw new Error('no 2D canvas here');
		brush.drawImage(image, 0, 0);
		const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
		const near = (at: number, value: number) => Math.abs((data[at] ?? 0) - value) < 8;
		let count = 0;
		for (let at = 0; at < data.length; at += 4)
			if (near(at, 0x1d) && near(at + 1, 0x4f) && near(at + 2, 0x91)) count++;
		return count > 5_000;
	}, png.toString('base64'));
}

/** Hands the canvas files as a hand or a clipboard would. */
async function give(page: Page, kind: 'drop' | 'paste', bytes: Buffer): Promise<void> {
	await page.locator('.tl-canvas').evaluate(
		(node, { kind, base64 }) => {
			const data = new DataTransfer();
			const letters = atob(base64);
			data.items.add(
				new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], 'foto.jpg', {
					type: 'image/jpeg',
				}),
			);
			const at = { clientX: 500, clientY: 400, bubbles: true, cancelable: true };
			node.dispatchEvent(
				kind === 'drop'
					? new DragEvent('drop', { dataTransfer: data, ...at })
					: new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
			);
		},
		{ kind, base64: bytes.toString('base64') },
	);
}

interface Place {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}

/** Where shapes of a kind stand that have an element, in page units. */
function placesOf(page: Page, kind: 'image' | 'card'): Promise<Place[]> {
	return page.locator(`.tl-shape[data-shape-type="${kind}"]`).evaluateAll((shapes) =>
		shapes.map((shape) => {
			const { e: x, f: y } = new DOMMatrix((shape as HTMLElement).style.transform);
			return { x, y, w: shape.clientWidth, h: shape.clientHeight };
		}),
	);
}

const overlap = (a: Place, b: Place) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

test('[Y3] [Y5] Ana puts a photo on the board by button, drop and paste; Ben sees it drawn and reads what it shows, and nobody gets the place it was taken at', async ({
	openBrowser,
	startServer,
}) => {
	const server = await startServer({ demo: true });
	const table = await ExampleTable.openIn(server, 'causes');
	const ana = new Actor('Ana', await openBrowser(DESK));
	const ben = new Actor('Ben', await openBrowser(PHONE));
	await table.sitDown(ana.page, table.ana);
	await table.sitDown(ben.page, table.ben);
	await ana.page.goto(server.origin + table.path);
	await ana.show('tree');
	await expect(ana.canvas.tools).toBeVisible();
	const bytes = await photoFrom(ana.page);
	expect(secretsIn(new Uint8Array(bytes)).length).toBeGreaterThan(0);

	await ana.canvas.tools.getByLabel(m.image_add()).and(ana.page.locator('input')).setInputFiles({
		name: 'foto.jpg',
		mimeType: 'image/jpeg',
		buffer: bytes,
	});
	const describe = ana.page.getByLabel(m.image_describe());
	await describe.fill('La guardería de la colonia');
	await describe.press('Enter');
	const drawn = (page: Page) => page.locator('.mb-image img');
	await expect(drawn(ana.page)).toHaveAttribute('alt', 'La guardería de la colonia');

	// Ben opens the list, then the board.
	await ben.page.goto(server.origin + table.path);
	const inList = ben.list.region.getByRole('img', { name: 'La guardería de la colonia' });
	await inList.scrollIntoViewIfNeeded(); // fetched once it comes into sight
	await expect(inList).toHaveJSProperty('naturalWidth', 640);
	await ben.show('tree');
	await ben.canvas.fit();
	await expect(drawn(ben.page)).toHaveJSProperty('naturalWidth', 640);
	const address = (await drawn(ben.page).getAttribute('src')) ?? '';
	const served = new Uint8Array(await (await ben.page.request.get(server.origin + address)).body());
	expect(served.subarray(0, 2)).toEqual(Uint8Array.of(0xff, 0xd8));
	expect(Buffer.from(served).includes('Exif')).toBe(false);
	expect(secretsIn(served)).toEqual([]);

	// A picture of the board holds the photo itself.
	await ana.page.getByRole('button', { name: m.files_open(), exact: true }).click();
	const download = ana.page.waitForEvent('download');
	await ana.dialog.getByRole('button', { name: m.files_svg(), exact: true }).click();
	const svg = await readFile(await (await download).path(), 'utf8');
	expect(svg).toContain(Buffer.from(served).toString('base64'));
	const painted = ana.page.waitForEvent('download');
	await ana.dialog.getByRole('button', { name: m.files_png(), exact: true }).click();
	expect(await colourIn(ana.page, await readFile(await (await painted).path()))).toBe(true);
	await ana.page.keyboard.press('Escape');

	await give(ana.page, 'drop', bytes);
	await expect(drawn(ana.page)).toHaveCount(2);
	const before = await placesOf(ana.page, 'image');
	await give(ana.page, 'paste', bytes);
	await expect(drawn(ana.page)).toHaveCount(3);
	// Nobody aimed it: it lies on free ground.
	const after = await placesOf(ana.page, 'image');
	const [pasted] = after.filter(({ x, y }) => !before.some((known) => known.x === x && known.y === y));
	const others = [...before, ...(await placesOf(ana.page, 'card'))];
	expect(pasted).toBeDefined();
	expect(others.filter((other) => pasted && overlap(pasted, other))).toEqual([]);
	await ben.canvas.fit();
	await expect(drawn(ben.page)).toHaveCount(3);
});
