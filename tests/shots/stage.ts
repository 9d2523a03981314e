import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { setDetail } from '#board/details.ts';
import type { CardId, SectorId } from '#domain/ids.ts';
import { chromiumArgs, findChromium } from '../support/chromium.ts';
import { E2eServer } from '../support/e2e-server.ts';
import { Person } from '../support/people.ts';
import { ExampleTable } from '../e2e/example-table.ts';
import { adoptRules, openTable } from '../e2e/open-table.ts';

export type Size = keyof typeof SIZES;

/** The five sizes that the pages are drawn for. */
export const SIZES = {
	'360': { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true },
	'390': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
	'1024': { viewport: { width: 1024, height: 768 } },
	'1366': { viewport: { width: 1366, height: 768 } },
	'1920': { viewport: { width: 1920, height: 1080 } },
} as const satisfies Record<string, BrowserContextOptions>;

/** What the device asks for, or with `chosen` what somebody chose on the page. */
export const THEMES = {
	light: { colorScheme: 'light' },
	dark: { colorScheme: 'dark' },
	contrast: { colorScheme: 'light', contrast: 'more' },
	'contrast-dark': { colorScheme: 'dark', contrast: 'more' },
	'contrast-chosen': { colorScheme: 'light' },
	forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const satisfies Record<string, BrowserContextOptions>;

export type Theme = keyof typeof THEMES;

export interface Look {
	readonly size: Size;
	readonly theme: Theme;
	readonly lang: 'es' | 'en';
}

/** The example table with something of everything on it, and an empty table; and browsers for whoever looks at them. */
export class Stage {
	readonly table: ExampleTable;
	readonly observer: Person;
	readonly origin: string;
	/** A new table of Lucía's with nothing on its board. */
	readonly empty: { readonly url: string; readonly lucia: Person };
	readonly #browser: Browser;
	readonly #servers: readonly E2eServer[];

	private constructor(
		browser: Browser,
		servers: readonly E2eServer[],
		table: ExampleTable,
		observer: Person,
		empty: Stage['empty'],
	) {
		this.#browser = browser;
		this.#servers = servers;
		this.table = table;
		this.observer = observer;
		this.empty = empty;
		this.origin = servers[0]?.origin ?? '';
	}

	static async open(): Promise<Stage> {
		const executablePath = findChromium();
		const browser = await chromium.launch({
			args: chromiumArgs,
			...(executablePath === null ? {} : { executablePath }),
		});
		const example = await E2eServer.start({ demo: true });
		const bare = await E2eServer.start();
		const table = await ExampleTable.open(example);
		await table.adoptRules();
		await chooseCauses(table);
		await table.moveTo('causes');
		await describe(example, table);
		const olga = new Person('Olga', (path, init) => fetch(example.origin + path, init));
		const code = example.exampleJoinPath.replace('/join/', '');
		await olga.signIn('/api/join', { code, name: 'Olga', sector: null, organisation: '', observe: true });
		const blank = await openTable(bare);
		await adoptRules(bare, blank);
		const phase = (await blank.look()).state.agenda.find(({ kind }) => kind === 'problem');
		await blank.command(blank.lucia, { type: 'movePhase', phase: phase?.id });
		const empty = { url: `${bare.origin}/w/${blank.id}`, lucia: blank.lucia };
		return new Stage(browser, [example, bare], table, olga, empty);
	}

	/** A page of that person's own, at that size and in those colours; `path` is an address where it begins with http. */
	async pageOf(person: Person | null, path: string, { size, theme, lang }: Look): Promise<Page> {
		const context = await this.#browser.newContext({
			...SIZES[size],
			...THEMES[theme],
			locale: lang === 'es' ? 'es-MX' : 'en-US',
			timezoneId: 'America/Mexico_City',
			reducedMotion: 'reduce',
		});
		const address = path.startsWith('http') ? path : this.origin + path;
		const cookies = { mesa_device: 'shared', mesa_session: person?.token ?? '', mesa_theme: chosenTheme(theme) };
		await context.addCookies(
			Object.entries(cookies)
				.filter(([, value]) => value !== '')
				.map(([name, value]) => ({ name, value, url: new URL(address).origin })),
		);
		const page = await context.newPage();
		page.setDefaultTimeout(20_000);
		await page.goto(address);
		return page;
	}

	/** Everybody who looked closes their browser. */
	async leave(): Promise<void> {
		for (const context of this.#browser.contexts()) await context.close();
	}

	async close(): Promise<void> {
		await this.#browser.close();
		for (const server of this.#servers) await server.stop();
	}
}

const chosenTheme = (theme: Theme): string => (theme === 'contrast-chosen' ? 'contrast' : '');

async function chooseCauses(table: ExampleTable): Promise<void> {
	await table.moveTo('choose-causes');
	await table.openDots('causes');
	for (const person of table.everybody) await table.castDots(person);
	await table.close();
	await table.openConfirmation('causes');
	await table.agree();
}

/** Comments, evidence, a doubt: what cards bear at a table that has worked for an hour. */
async function describe(server: E2eServer, table: ExampleTable): Promise<void> {
	const [first, second, third] = await table.cards('cause');
	if (!first || !second || !third) throw new Error('the example table has too few causes');
	const say = (person: Person, card: CardId, text: string) =>
		table.tell(person, { type: 'addComment', target: { kind: 'card', card }, text });
	await say(table.ana, first.id, '¿De qué año es este dato? El de la encuesta me parece más reciente.');
	await say(table.ben, first.id, 'Es de 2019; el instituto publicará el nuevo en marzo.');
	await say(table.chela, third.id, '¿No es la misma que la de los horarios?');
	const doc = new Y.Doc();
	const address = `${server.origin.replace('http', 'ws')}/sync/${table.id}`;
	const provider = new WebsocketProvider(address, 'board', doc, {
		protocols: ['mesa.1', `bearer.${table.lucia.token}`],
		WebSocketPolyfill: WebSocket as never, // its type asks for the browser's class
		disableBc: true,
	});
	await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
	setDetail(doc, first.id, 'basis', 'data');
	setDetail(doc, first.id, 'source', 'ENUT 2019, INEGI');
	setDetail(doc, second.id, 'challenged', true);
	setDetail(doc, third.id, 'voice', { sector: 's6' as SectorId });
	// Nothing tells that the server has them but that it says so to others.
	while (!(await table.tree()).cards.get(second.id)?.details.challenged) await new Promise(setImmediate);
	provider.destroy();
}
