import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../support/chromium.ts';
import { keep } from './results.ts';
import { prepare } from './servers/prepare.ts';
import { startOurs, type StartedServer } from './servers/start.ts';
import { SlowLine } from './slow-line.ts';
import { treeOf } from './tree-board.ts';

// `npm run bench:list`: how soon a cheap phone on a bad line can write on a card, and what an edit costs on a long list; the
// production build in a real browser.

/** A mobile network of the third generation at the edge of its cell: its round trip stays, its rate falls. */
const RATE = { bitsPerSecond: 400_000, roundTripMs: 150 } as const;
/** A phone of some eighty dollars beside this machine. */
const CPU_SLOWER = 4;
const SLOW_CARDS = [18, 500] as const;
const LONG_CARDS = [500, 2_000] as const;
const RUNS = 3;
const LETTERS = 40;

/** Milliseconds from following the link. */
interface Opening {
	/** The first card is drawn. */
	readonly shown: number;
	/** Its edit button was pressed, and its text stands open for writing. */
	readonly usable: number;
	/** Bytes that came over the line until then. */
	readonly bytes: number;
}

export interface ListFigures {
	readonly bitsPerSecond: number;
	readonly roundTripMs: number;
	readonly cpuSlower: number;
	/** Medians of the runs. */
	readonly slow: readonly (Opening & { readonly cards: number })[];
	/** Without throttling; from the press of a key or button to the next picture, in milliseconds. */
	readonly long: readonly {
		readonly cards: number;
		readonly shown: number;
		readonly letterP95: number;
		readonly move: number;
		readonly add: number;
	}[];
}

const began = performance.now();
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-list-'));
let server: StartedServer | null = null;
let browser: Browser | null = null;
try {
	const sizes: readonly number[] = [...new Set([...SLOW_CARDS, ...LONG_CARDS])];
	const { tables } = await prepare(dataDir, { tables: sizes.length, people: 1, cards: 0, boards: sizes.map(treeOf) });
	const tableOf = (cards: number) => {
		const table = tables[sizes.indexOf(cards)];
		if (!table) throw new Error(`no table of ${cards} cards was prepared`);
		return table;
	};
	server = await startOurs(dataDir);
	browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });

	const slow: (Opening & { cards: number })[] = [];
	for (const cards of SLOW_CARDS) {
		const runs: Opening[] = [];
		for (let run = 0; run < RUNS; run++) runs.push(await openSlowly(browser, server.port, tableOf(cards)));
		const middle = (of: (opening: Opening) => number) => median(runs.map(of));
		slow.push({
			cards,
			shown: middle(({ shown }) => shown),
			usable: middle(({ usable }) => usable),
			bytes: middle(({ bytes }) => bytes),
		});
		console.log(slow.at(-1));
	}
	const long: ListFigures['long'][number][] = [];
	for (const cards of LONG_CARDS) {
		long.push({ cards, ...(await editOn(browser, server.port, tableOf(cards))) });
		console.log(long.at(-1));
	}
	const { bitsPerSecond, roundTripMs } = RATE;
	keep<ListFigures>('list', { bitsPerSecond, roundTripMs, cpuSlower: CPU_SLOWER, slow, long }, began);
} finally {
	await browser?.close();
	await server?.stop();
	rmSync(dataDir, { recursive: true, force: true });
}

type Table = Awaited<ReturnType<typeof prepare>>['tables'][number];

async function openPage(opened: Browser, table: Table, origin: string): Promise<Page> {
	const context = await opened.newContext({ viewport: { width: 390, height: 844 }, locale: 'es-MX' });
	const [person] = table.people;
	await context.addCookies([
		{ name: 'mesa_session', value: person?.token ?? '', url: origin },
		{ name: 'mesa_device', value: 'shared', url: origin },
	]);
	const page = await context.newPage();
	await page.addInitScript(watch);
	return page;
}

async function openSlowly(opened: Browser, port: number, table: Table): Promise<Opening> {
	const line = await SlowLine.open(port, RATE);
	const page = await openPage(opened, table, `http://127.0.0.1:${line.port}`);
	const session = await page.context().newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER });
	await page.goto(`http://127.0.0.1:${line.port}/w/${table.workshop}`, { waitUntil: 'commit', timeout: 60_000 });
	const { shown, usable } = await times(page);
	const bytes = line.received;
	await page.context().close();
	await line.close();
	return { shown, usable, bytes };
}

async function editOn(opened: Browser, port: number, table: Table) {
	const page = await openPage(opened, table, `http://127.0.0.1:${port}`);
	await page.goto(`http://127.0.0.1:${port}/w/${table.workshop}`);
	const { shown } = await times(page);
	await page.waitForTimeout(3_000); // what is fetched and drawn after opening must not count
	const field = page.locator('textarea[data-bound]');
	await field.focus();
	await forget(page);
	await page.keyboard.type('x'.repeat(LETTERS), { delay: 60 });
	const letterP95 = (await costs(page, 'keydown', LETTERS)).sort((a, b) => a - b)[Math.floor(LETTERS * 0.95)] ?? 0;
	const down = page.locator('button[data-focus^="down-"]:enabled').first();
	await forget(page);
	await down.click();
	const [move = 0] = await costs(page, 'click', 1);
	await page.keyboard.press('Escape');
	await page.locator('[data-focus="add-cause"]').click();
	await page.locator('[data-focus="new-cause"]').fill('Una causa más');
	await forget(page);
	await page.keyboard.press('Enter');
	const [add = 0] = await costs(page, 'keydown', 1);
	await page.context().close();
	return { shown, letterP95, move, add };
}

/** Runs in the page, before its scripts: presses the first card's button as soon as it is drawn, and notes what presses cost. */
function watch(): void {
	const noted = { shown: 0, usable: 0, events: [] as { name: string; duration: number }[] };
	Object.assign(window, { noted });
	const look = (): void => {
		const button = document.querySelector<HTMLElement>('#room article [data-focus^="edit-"]');
		if (button && noted.shown === 0) {
			noted.shown = performance.now();
			button.click();
		}
		if (noted.shown > 0 && document.querySelector('textarea[data-bound]')) noted.usable = performance.now();
		else requestAnimationFrame(look);
	};
	document.addEventListener('DOMContentLoaded', () => requestAnimationFrame(look));
	new PerformanceObserver((list) => {
		for (const { name, duration } of list.getEntries()) noted.events.push({ name, duration });
	}).observe(Object.assign({ type: 'event', buffered: false }, { durationThreshold: 16 })); // not in TypeScript's own types yet
}

type Noted = { shown: number; usable: number; events: { name: string; duration: number }[] };
declare const noted: Noted;

async function times(page: Page): Promise<Pick<Noted, 'shown' | 'usable'>> {
	await page.waitForFunction(() => noted.usable > 0, null, { timeout: 60_000 });
	return page.evaluate(() => ({ shown: noted.shown, usable: noted.usable }));
}

function forget(page: Page): Promise<void> {
	return page.evaluate(() => void (noted.events.length = 0));
}

/** Milliseconds from each press to the next picture; the browser tells only of those over 16 ms, so the rest count as that. */
async function costs(page: Page, name: string, presses: number): Promise<number[]> {
	await page.waitForTimeout(500);
	const told = await page.evaluate((kind) => noted.events.filter((event) => event.name === kind), name);
	const durations = told.map(({ duration }) => duration);
	return [...durations, ...Array.from({ length: Math.max(0, presses - durations.length) }, () => 16)];
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
