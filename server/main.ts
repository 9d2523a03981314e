import { existsSync } from 'node:fs';
import * as messages from '#i18n/compiled/messages.js';
import type { Logger } from 'pino';
import { announcement, reachable } from './announce.ts';
import { collectEarly, giveBackWhenEmpty } from './collect-early.ts';
import { prepareKit, readConfig, terminalLocale } from './config.ts';
import { openDemo } from './demo.ts';
import { openHouse, type House } from './house.ts';
import { startRetention } from './retention.ts';
import { startSigningDaily } from './upkeep-log.ts';
import { serve, type Pages, type Running } from './serve.ts';
import { whyNotStarted } from './start-refused.ts';

const HANDLER = new URL('../build/handler.js', import.meta.url);

/** Runs the server until it is told to stop. `--demo` also opens the example table. */
export async function run(args: readonly string[]): Promise<void> {
	let listening = { port: 0, host: '' };
	try {
		const config = readConfig();
		listening = config;
		collectEarly();
		const pages = await loadPages();
		const house = await openHouse(config);
		const running = await open(house, pages);
		const stopRetention = startRetention(house);
		const stopSigning = startSigningDaily(house);
		const stopTelling = house.webhooks.start();
		const stopGivingBack = giveBackWhenEmpty(() => house.rooms.count().rooms);
		stopOnSignals(house.log, async () => {
			print([messages.server_stopping({}, { locale: config.locale })]);
			stopRetention();
			stopSigning();
			stopTelling();
			stopGivingBack();
			await running.stop();
		});
		await announce(house, running.port, args.includes('--demo'));
	} catch (error) {
		const sentence = whyNotStarted(error, listening, terminalLocale());
		if (sentence === null) throw error;
		process.stderr.write(`${sentence}\n`);
		process.exitCode = 1;
	}
}

/** Tells the terminal where the server is and how to get in; with `demo` opens the example table. */
export async function announce(house: House, port: number, demo: boolean): Promise<void> {
	const { config } = house;
	house.origin = reachable(config, port).origin;
	print(announcement(config, port, await setupSecret(house)));
	if (demo) print(await openDemo(house));
}

/** Stops once, cleanly, when the process is told to; and keeps it going through faults that belong to nobody. */
export function stopOnSignals(log: Logger, stop: () => Promise<void>): void {
	let isStopping = false;
	const onSignal = (): void => {
		if (isStopping) return;
		isStopping = true;
		stop().then(
			() => process.exit(0),
			(error: unknown) => {
				log.fatal({ err: error }, 'stopping failed');
				process.exit(1);
			},
		);
	};
	process.on('SIGTERM', onSignal);
	process.on('SIGINT', onSignal);
	// The last net: every lane catches its own faults. One broken request must not end a table for forty people; the log
	// says what to mend.
	process.on('unhandledRejection', (error) => log.fatal({ err: error }, 'a promise was left alone'));
	process.on('uncaughtException', (error) => log.fatal({ err: error }, 'an error was left alone'));
}

async function open(house: House, pages: Pages | null): Promise<Running> {
	try {
		return await serve(house, pages);
	} catch (error) {
		await house.close();
		throw error;
	}
}

/** The pages as `npm run build` made them; without a build there is only the API. */
async function loadPages(): Promise<Pages | null> {
	if (!existsSync(HANDLER)) return null;
	prepareKit();
	const built: { handler: Pages } = await import(HANDLER.href);
	return built.handler;
}

/** The first facilitator's link, anew at each start until somebody has used it. */
async function setupSecret({ storage, auth, config }: House): Promise<string | null> {
	if ((await storage.auth.countAccounts()) > 0) return null;
	return (await auth.tokens.mintSetup(config.setupToken)).secret;
}

function print(lines: readonly string[]): void {
	process.stdout.write(`${lines.join('\n')}\n`);
}

if (import.meta.main) await run(process.argv.slice(2));
