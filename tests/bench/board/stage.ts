import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { m } from '#i18n/compiled/messages.js';
import { installRecorder } from './frames.ts';

/** Some 60 a second, as fast as a wheel or a pointer reports. */
const INPUT_MS = 16;
const SCREEN = { width: 1280, height: 800 } as const;

/** From the upper left of the canvas, right of and under what stands there. */
const ORIGIN = { x: 40, y: 120 } as const;

export interface Camera {
	readonly x: number;
	readonly y: number;
	readonly z: number;
}

/** A page with a board, and a hand that works it by real input; the same hand for both contenders. */
export class Stage {
	readonly page: Page;
	readonly cdp: CDPSession;
	readonly #context: BrowserContext;

	private constructor(context: BrowserContext, page: Page, cdp: CDPSession) {
		this.#context = context;
		this.page = page;
		this.cdp = cdp;
	}

	/** A browser of one's own, with nothing kept from before. */
	static async open(browser: Browser, cookies: Readonly<Record<string, string>>, origin: string): Promise<Stage> {
		const context = await browser.newContext({ viewport: SCREEN, locale: 'es-MX' });
		await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: origin })));
		const page = await context.newPage();
		await page.addInitScript(installRecorder);
		return new Stage(context, page, await context.newCDPSession(page));
	}

	async close(): Promise<void> {
		await this.#context.close();
	}

	/** Where the page lies: the shapes' own layer tells, in both contenders. */
	async camera(): Promise<Camera> {
		const transform = await this.page
			.locator('.tl-shapes')
			.evaluate((layer) => (layer as HTMLElement).style.transform);
		const [z = 1, x = 0, y = 0] = [...transform.matchAll(/-?[\d.]+(?:e-?\d+)?/g)].map(([number]) => Number(number));
		return { x, y, z };
	}

	/** A place of the page on the screen, from where the canvas begins. */
	async toScreen(pageX: number, pageY: number): Promise<readonly [number, number]> {
		const { x, y, z } = await this.camera();
		const box = await this.page.locator('.tl-canvas').boundingBox();
		return [(box?.x ?? 0) + (pageX + x) * z, (box?.y ?? 0) + (pageY + y) * z];
	}

	async middle(): Promise<readonly [number, number]> {
		const box = await this.page.locator('.tl-canvas').boundingBox();
		if (!box) throw new Error('there is no canvas');
		return [box.x + box.width / 2, box.y + box.height / 2];
	}

	/** All of the board in view: by our button, or by tldraw's key. */
	async fit(): Promise<void> {
		const button = this.page.getByRole('button', { name: m.board_zoom_fit() });
		if (await button.isVisible()) await button.click();
		await this.focus();
		if (!(await button.isVisible())) await this.page.keyboard.press('Shift+1');
		await this.calm();
	}

	/** Both hear the wheel only once somebody has turned to the canvas. */
	async focus(): Promise<void> {
		await this.page.locator('.tl-container').focus();
	}

	/** Round in circles, for so long; an act that moves nothing would be no measurement. */
	async pan(ms: number): Promise<void> {
		const [x, y] = await this.middle();
		const before = await this.camera();
		const end = performance.now() + ms;
		for (let step = 0; performance.now() < end; step++) {
			if (step === 12) this.#mustDiffer(before, await this.camera());
			const angle = (step / 45) * 2 * Math.PI;
			await this.#wheel(x, y, 14 * Math.cos(angle), 14 * Math.sin(angle));
		}
	}

	/** In and out again around the middle, by Ctrl and the wheel. */
	async zoom(ms: number): Promise<void> {
		const [x, y] = await this.middle();
		const before = await this.camera();
		const end = performance.now() + ms;
		for (let step = 0; performance.now() < end; step++) {
			if (step === 12) this.#mustDiffer(before, await this.camera());
			await this.#wheel(x, y, 0, Math.floor(step / 20) % 2 === 0 ? -6 : 6, true);
		}
	}

	async zoomTo(zoom: number, [x, y]: readonly [number, number]): Promise<void> {
		await this.focus();
		for (let tries = 0; tries < 200; tries++) {
			const { z } = await this.camera();
			if (Math.abs(z / zoom - 1) < 0.09) return this.calm();
			await this.#wheel(x, y, 0, z < zoom ? -8 : 8, true);
			await this.#settle();
		}
		throw new Error('the zoom could not be reached');
	}

	/** Moves the page until its origin lies at a place of the canvas that no tool covers. */
	async bringOrigin(): Promise<void> {
		const [x, y] = await this.middle();
		const box = await this.page.locator('.tl-canvas').boundingBox();
		for (let tries = 0; tries < 60; tries++) {
			const [left, top] = await this.toScreen(0, 0);
			const [dx, dy] = [left - (box?.x ?? 0) - ORIGIN.x, top - (box?.y ?? 0) - ORIGIN.y];
			if (Math.abs(dx) < 5 && Math.abs(dy) < 5) return;
			await this.#wheel(x, y, dx, dy);
			await this.#settle();
		}
		throw new Error('the page could not be brought into view');
	}

	/** Draws a frame around an area from bare ground, which selects what it touches. */
	async select(area: { readonly right: number; readonly bottom: number }): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.bringOrigin();
		const [left, top] = await this.toScreen(-25, -25);
		const [right, bottom] = await this.toScreen(area.right, area.bottom);
		await this.#press(left, top);
		await this.#move([left, top], [right, bottom], 12);
		await this.#release(right, bottom);
		await this.calm();
	}

	/** Takes what lies there and carries it about for so long, in a circle that ends some pixels from its begin. */
	async drag([x, y]: readonly [number, number], ms: number): Promise<void> {
		await this.#press(x, y);
		const begin = performance.now();
		for (let done = 0; done < 1; done = (performance.now() - begin) / ms) {
			const angle = done * 2 * Math.PI;
			await this.#pointer('mouseMoved', x + 60 * Math.sin(angle) + 12 * done, y + 60 - 60 * Math.cos(angle));
		}
		await this.#release(x + 12, y);
	}

	async click(x: number, y: number): Promise<void> {
		await this.#press(x, y);
		await this.#release(x, y);
	}

	/** Until a few frames came without work in between. */
	async calm(): Promise<void> {
		await this.page.evaluate(
			() =>
				new Promise<void>((resolve) => {
					let quiet = 0;
					let last = performance.now();
					const look = (now: number): void => {
						quiet = now - last < 40 ? quiet + 1 : 0;
						last = now;
						if (quiet > 20) resolve();
						else requestAnimationFrame(look);
					};
					requestAnimationFrame(look);
				}),
		);
	}

	/** Bytes in use by script once all that can go is gone, and elements. */
	async memory(): Promise<{ readonly bytes: number; readonly nodes: number }> {
		await this.cdp.send('HeapProfiler.enable');
		await this.cdp.send('HeapProfiler.collectGarbage');
		await this.cdp.send('HeapProfiler.collectGarbage');
		const { usedSize } = await this.cdp.send('Runtime.getHeapUsage');
		const { nodes } = await this.cdp.send('Memory.getDOMCounters');
		return { bytes: usedSize, nodes };
	}

	#mustDiffer(before: Camera, now: Camera): void {
		if (before.x === now.x && before.y === now.y && before.z === now.z) throw new Error('the page did not move');
	}

	/** What was asked is done with the next frame; the place it left the page at can be read after it. */
	async #settle(): Promise<void> {
		await this.page.evaluate(
			() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
		);
	}

	async #wheel(x: number, y: number, deltaX: number, deltaY: number, isZoom = false): Promise<void> {
		const modifiers = isZoom ? CTRL : 0;
		const turn = { type: 'mouseWheel', x, y, deltaX, deltaY, modifiers } as const;
		await Promise.all([this.cdp.send('Input.dispatchMouseEvent', turn), sleep(INPUT_MS)]);
	}

	async #press(x: number, y: number): Promise<void> {
		await this.#pointer('mouseMoved', x, y, 0);
		await this.#pointer('mousePressed', x, y);
	}

	async #release(x: number, y: number): Promise<void> {
		await this.#pointer('mouseReleased', x, y);
	}

	async #move(from: readonly [number, number], to: readonly [number, number], steps: number): Promise<void> {
		for (let step = 1; step <= steps; step++) {
			const done = step / steps;
			await this.#pointer('mouseMoved', from[0] + (to[0] - from[0]) * done, from[1] + (to[1] - from[1]) * done);
		}
	}

	async #pointer(type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', x: number, y: number, buttons = 1) {
		const isMove = type === 'mouseMoved';
		const event = {
			type,
			x,
			y,
			button: isMove && buttons === 0 ? 'none' : 'left',
			buttons: type === 'mouseReleased' ? 0 : buttons,
			clickCount: isMove ? 0 : 1,
		} as const;
		await Promise.all([this.cdp.send('Input.dispatchMouseEvent', event), sleep(INPUT_MS)]);
	}
}

/** Of the DevTools protocol. */
const CTRL = 2;
