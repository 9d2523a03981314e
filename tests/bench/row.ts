import { fork } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Order, Window } from './crowd.ts';
import type { FromGenerator } from './generator.ts';
import { median } from './histogram.ts';
import type { Contender } from './names.ts';
import { GENERATOR_CORE, isPinnable } from './machine.ts';
import type { Prepared } from './servers/prepare.ts';
import { startOurs, startStock, type StartedServer } from './servers/start.ts';
import { ROOM, type DialectName } from './wire/dialect.ts';

const DIALECT: Readonly<Record<Contender, DialectName>> = {
	'y-websocket': 'y-websocket',
	hocuspocus: 'hocuspocus',
	'ours-stock': 'mesa.1',
	ours: 'mesa.2',
};

/** One line of the table: medians over the windows. */
export interface Row extends Window {
	readonly contender: Contender;
	readonly people: number;
	readonly cards: number;
	/** The generator was too busy to be believed, or something else on the machine kept it from working. */
	readonly isVoid: boolean;
}

export interface RowOptions {
	readonly contender: Contender;
	readonly people: number;
	readonly cards: number;
	readonly warmUpSeconds: number;
	readonly windows: number;
	readonly windowSeconds: number;
	/** A data folder of ours with at least these people; it is copied, so that each row starts alike. */
	readonly prepared: { readonly dataDir: string; readonly table: Prepared } | null;
	/** For Node, before the server's file: `--cpu-prof` and its folder. */
	readonly flags?: string[];
}

/** Above this share of its core the generator measures itself. */
const BUSY = 0.85;
/** Below this share of what people do it has been kept from working. */
const STARVED = 0.9;
const GENERATOR = fileURLToPath(new URL('generator.ts', import.meta.url));

/** One server, one crowd, fresh processes. */
export async function measureRow(options: RowOptions): Promise<Row> {
	const { contender, people, cards, prepared } = options;
	const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-'));
	const isOurs = contender === 'ours' || contender === 'ours-stock';
	let server: StartedServer | null = null;
	try {
		if (isOurs && prepared) cpSync(prepared.dataDir, dataDir, { recursive: true });
		server = isOurs ? await startOurs(dataDir, {}, options.flags) : await startStock(contender);
		const table = prepared?.table.tables[0];
		if (isOurs && table === undefined) throw new Error('ours needs a prepared table');
		const nobody = Array.from({ length: people }, () => ({ token: '', participant: '' }));
		const windows = await runGenerator({
			dialect: DIALECT[contender],
			port: server.port,
			path: isOurs ? `/sync/${table?.workshop}/board` : `/${ROOM}`,
			pid: server.pid,
			people: isOurs ? (table?.people.slice(0, people) ?? []) : nobody,
			...{ cards, warmUpSeconds: options.warmUpSeconds },
			...{ windows: options.windows, windowSeconds: options.windowSeconds },
		});
		return { contender, people, cards, ...mediansOf(windows) };
	} catch (cause) {
		throw new Error(`${contender} with ${people} people: ${server?.said() ?? ''}`, { cause });
	} finally {
		await server?.stop();
		rmSync(dataDir, { recursive: true, force: true });
	}
}

function runGenerator(order: Order): Promise<Window[]> {
	// `taskset` becomes the program that it starts, and hands on the channel to its parent.
	const pinned = isPinnable
		? { execPath: 'taskset', execArgv: ['-c', String(GENERATOR_CORE), process.execPath] }
		: { execArgv: [] };
	const child = fork(GENERATOR, { ...pinned, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const windows: Window[] = [];
	return new Promise((resolve, reject) => {
		child.on('message', (message: FromGenerator) => {
			if ('window' in message) windows.push(message.window);
			else if ('failed' in message) reject(new Error(message.failed));
		});
		child.on('error', reject);
		child.on('exit', (code) => {
			if (windows.length === order.windows) resolve(windows);
			else reject(new Error(`the generator ended with ${code} after ${windows.length} windows`));
		});
		child.send(order);
	});
}

function mediansOf(windows: readonly Window[]): Window & { isVoid: boolean } {
	const of = (read: (window: Window) => number | null) => median(windows.map(read));
	const all = {
		editP50: of((window) => window.editP50),
		editP99: of((window) => window.editP99),
		inViewP50: of((window) => window.inViewP50),
		inViewP99: of((window) => window.inViewP99),
		outOfViewP50: of((window) => window.outOfViewP50),
		outOfViewP99: of((window) => window.outOfViewP99),
		inViewHz: of((window) => window.inViewHz),
		outOfViewHz: of((window) => window.outOfViewHz),
		serverCpu: of((window) => window.serverCpu) ?? 0,
		serverBytes: Math.max(...windows.map((window) => window.serverBytes)),
		generatorCpu: of((window) => window.generatorCpu) ?? 0,
		bytesToAll: of((window) => window.bytesToAll),
		bytesToNinth: of((window) => window.bytesToNinth),
		sent: of((window) => window.sent) ?? 0,
		dropped: Math.max(...windows.map((window) => window.dropped)),
	};
	return { ...all, isVoid: all.generatorCpu > BUSY || all.sent < STARVED };
}
