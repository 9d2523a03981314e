import { chromium } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../support/chromium.ts';
import { DESK, expect, test } from '../support/e2e-test.ts';
import { freePort, TlsFront } from '../support/tls-front.ts';
import { ExampleTable } from './example-table.ts';
import { m } from '#i18n/compiled/messages.js';

const HOST = 'board.test';
/** The canvas's maker asks for this picture where no licence key is set; the page's policy stops it, and the watermark stays. */
const WATERMARK = /^https:\/\/cdn\.tldraw\.com\/.*watermark-track/;

// On https with a real host name: on localhost the canvas would not even try.
test('D7 no page asks anything of a third party', async ({ startServer }) => {
	test.setTimeout(180_000);
	const port = await freePort();
	const front = await TlsFront.open(HOST, port);
	const origin = `https://${HOST}:${front.port}`;
	const server = await startServer({ demo: true, settings: { PUBLIC_ORIGIN: origin, PORT: String(port) } });
	const table = await ExampleTable.open(server);
	await table.adoptRules();
	const commitment = await table.issue();
	const writing = await table.startCommitment();

	const browser = await chromium.launch({
		executablePath: ensureChromium(),
		args: [...chromiumArgs, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
	});
	const context = await browser.newContext({ ...DESK, ignoreHTTPSErrors: true, locale: 'es-MX' });
	const answered: string[] = [];
	const asked: string[] = [];
	const refused: string[] = [];
	context.on('request', (request) => asked.push(request.url()));
	context.on('response', (response) => answered.push(response.url()));
	context.on('console', (message) => {
		if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
	});
	const uncaught: string[] = [];
	context.on('weberror', (event) => uncaught.push(`${event.page()?.url()}: ${event.error().message}`));
	const page = await context.newPage();
	const sockets: string[] = [];
	page.on('websocket', (socket) => sockets.push(socket.url()));
	await context.addCookies([{ name: 'mesa_session', value: table.lucia.token ?? '', url: origin }]);

	const paths = [
		'',
		'/vote',
		'/screen',
		'/record',
		'/welcome',
		'/me',
		`/draft/${commitment}`,
		`/draft/${writing}`,
	].map((path) => table.path + path);
	const open = ['/', server.exampleJoinPath, '/rejoin', '/login', '/licences', `/c/${commitment}`, '/nada'];
	for (const path of [...open, ...paths]) {
		await page.goto(origin + path);
		await expect(page.getByRole('main').first()).toBeVisible();
	}
	await page.goto(origin + table.path);
	await page.getByRole('button', { name: m.table_tree(), exact: true }).click();
	await expect(page.locator('.tl-canvas')).toBeVisible();
	// The watermark's picture is asked for some time after the canvas stands: its being stopped is what this waits for.
	await expect.poll(() => refused.length).toBeGreaterThan(0);

	const isOwn = (url: string): boolean =>
		url.startsWith(`${origin}/`) || url.startsWith(`wss://${HOST}:${front.port}/`) || /^(data|blob):/.test(url);
	expect(answered.filter((url) => !isOwn(url))).toEqual([]);
	expect(sockets.filter((url) => !isOwn(url))).toEqual([]);
	expect(sockets.length).toBeGreaterThan(0);
	expect(asked.filter((url) => !isOwn(url) && !WATERMARK.test(url))).toEqual([]);
	expect(refused.filter((text) => !text.includes('cdn.tldraw.com'))).toEqual([]);
	expect(uncaught).toEqual([]);
	await browser.close();
	front.close();
});
