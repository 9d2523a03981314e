import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { E2eServer, type E2eServerOptions } from './e2e-server.ts';

/** Opens a browser of somebody's own: own cookies, own storage, own connections. */
export type OpenBrowser = (options?: BrowserContextOptions) => Promise<Page>;

/**
 * A test with named people. `openBrowser` gives each a browser of their own; `startServer` the production server as a process.
 * Both go when the test is over, and an error that no page caught fails it.
 */
export const test = base.extend<{
	openBrowser: OpenBrowser;
	startServer: (options?: E2eServerOptions) => Promise<E2eServer>;
}>({
	openBrowser: async ({ browser }, use) => {
		const pages: Page[] = [];
		const uncaught: string[] = [];
		await use(async (options = {}) => {
			const context = await browser.newContext(options);
			// Whose device it is has been answered, so that the question stands in nobody's way; own-device.spec.ts asks it.
			const answer = { name: 'mesa_device', value: 'shared', domain: '127.0.0.1', path: '/' };
			if (options.javaScriptEnabled !== false) await context.addCookies([answer]);
			context.on('weberror', (event) => {
				const error = event.error();
				uncaught.push(`${event.page()?.url() ?? ''}: ${error.stack ?? error.message}`);
			});
			const page = await context.newPage();
			pages.push(page);
			return page;
		});
		for (const page of pages) await page.context().close();
		expect(uncaught, 'errors that no page caught').toEqual([]);
	},
	startServer: async ({}, use) => {
		const servers: E2eServer[] = [];
		await use(async (options) => {
			const server = await E2eServer.start(options);
			servers.push(server);
			return server;
		});
		for (const server of servers) await server.stop();
	},
});

export { expect } from '@playwright/test';

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
export const DESK = { viewport: { width: 1280, height: 800 } } as const;
export const PROJECTOR = { viewport: { width: 1024, height: 768 } } as const;
