import { setTimeout as wait } from 'node:timers/promises';
import type * as Y from 'yjs';
import { actOn } from './honest-acts.ts';
import { checkKept } from './check-kept.ts';
import { Dice } from './dice.ts';
import { openTables, type ServedTable } from './served-table.ts';
import { ServerProcess } from './server-process.ts';
import { Writer } from './writer.ts';

export interface KillOptions {
	readonly rounds: number;
	readonly seed: number;
	readonly rooms: number;
	/** Writers in each room. */
	readonly writers: number;
	/** How long they write before the server falls, at most. */
	readonly writeMs: number;
	readonly report?: (line: string) => void;
}

/** Within so long everybody has everything after the last restart, on a busy machine too. */
const SETTLE_MS = 30_000;

/** When the server falls: at any moment, while a log is folded, while it stops in good order, or while everybody comes back. */
const MOMENTS = ['writing', 'folding', 'stopping', 'returning'] as const;
type Moment = (typeof MOMENTS)[number];
const OFTEN: readonly Moment[] = [...MOMENTS, 'writing', 'writing', 'folding', 'folding', 'stopping'];

export interface KillSummary {
	readonly rounds: number;
	readonly kills: Readonly<Record<Moment, number>>;
	/** How many of them came between the beginning and the end of a fold. */
	readonly inFold: number;
	readonly folds: number;
	readonly acknowledged: number;
	readonly lost: number;
	readonly torn: number;
	/** Whatever else must not happen, in words. */
	readonly faults: readonly string[];
}

interface Room {
	readonly table: ServedTable;
	readonly writers: readonly Writer[];
}

/** Kills a server again and again while people write, and holds what it has after each restart against what it had promised. */
export async function killRounds(options: KillOptions): Promise<KillSummary> {
	const { rounds, seed, report = () => {} } = options;
	const dice = new Dice(seed);
	const kills: Record<Moment, number> = { writing: 0, folding: 0, stopping: 0, returning: 0 };
	const faults: string[] = [];
	let [lost, torn, folds, inFold] = [0, 0, 0, 0];
	const server = await new ServerProcess({ settings: { LOG_LEVEL: 'info' } }).start();
	try {
		const tables = await openTables(server, options.rooms, options.writers);
		const rooms = tables.map((table): Room => {
			const url = `${server.origin.replace('http', 'ws')}/sync/${table.id}/board`;
			return { table, writers: table.guests.map((token) => new Writer(url, token)) };
		});
		for (let round = 1; round <= rounds; round++) {
			const moment = dice.pick(OFTEN);
			await fall(server, rooms, moment, options.writeMs, dice);
			kills[moment] += 1;
			const [began, ended] = [/is being folded/g, /was folded/g].map(
				(said) => server.printed.match(said)?.length ?? 0,
			);
			folds += ended ?? 0;
			if ((began ?? 0) > (ended ?? 0)) inFold += 1;
			await server.start();
			for (const { table, writers } of rooms) {
				const kept = await checkRoom(server, table, writers);
				lost += kept.lost;
				torn += kept.torn;
				for (const writer of writers) writer.forget();
			}
			const acknowledged = countOf(rooms);
			report(`round ${round}: killed while ${moment}; ${acknowledged} acknowledged, ${lost} lost, ${torn} torn`);
		}
		faults.push(...(await settle(server, rooms)));
		for (const { writers } of rooms) for (const writer of writers) faults.push(...writer.faults);
		return { rounds, kills, inFold, folds, acknowledged: countOf(rooms), lost, torn, faults };
	} finally {
		await server.stop();
	}
}

const countOf = (rooms: readonly Room[]): number =>
	rooms.flatMap(({ writers }) => writers).reduce((sum, { count }) => sum + count, 0);

/** Everybody comes back and writes until the server has fallen. */
async function fall(
	server: ServerProcess,
	rooms: readonly Room[],
	moment: Moment,
	writeMs: number,
	dice: Dice,
): Promise<void> {
	const writers = rooms.flatMap(({ writers }) => writers);
	let isOver = false;
	const writing = writers.map(async (writer) => {
		const hand = new Dice(dice.below(2 ** 32));
		while (!isOver) {
			actOn(writer.doc, hand);
			await wait(15 + hand.below(30));
		}
	});
	const from = server.printed.length;
	const returning = writers.map((writer) => writer.connect());
	if (moment === 'returning') await wait(dice.below(writeMs / 2));
	else await Promise.all(returning);
	switch (moment) {
		case 'writing':
			await wait(dice.below(writeMs));
			break;
		case 'folding':
			await Promise.race([server.says(/is being folded/, from), wait(2 * writeMs)]);
			await wait(dice.below(12));
			break;
		case 'stopping':
			await wait(dice.below(writeMs));
			server.signal('SIGTERM');
			await wait(dice.below(80));
			break;
		case 'returning':
			break;
	}
	await server.kill();
	isOver = true;
	await Promise.all([...writing, ...returning]);
	for (const writer of writers) writer.hangUp();
}

/** Somebody who was not there asks the server for the board. */
async function readBoard(server: ServerProcess, { id, guests }: ServedTable): Promise<Writer> {
	const reader = new Writer(`${server.origin.replace('http', 'ws')}/sync/${id}/board`, guests[0] ?? '');
	await reader.connect();
	await reader.until(() => reader.hasAnswer || reader.closes.length > 0);
	reader.hangUp();
	return reader;
}

async function checkRoom(
	server: ServerProcess,
	table: ServedTable,
	writers: readonly Writer[],
): Promise<{ lost: number; torn: number }> {
	const reader = await readBoard(server, table);
	if (reader.closes.some((code) => code >= 4_000)) throw new Error(`the board did not open: ${reader.closes.join()}`);
	return checkKept(reader.doc, writers);
}

/** At the end all of it comes together: whoever wrote has the same document as the server, and nothing is left to send. */
async function settle(server: ServerProcess, rooms: readonly Room[]): Promise<string[]> {
	const faults: string[] = [];
	for (const { table, writers } of rooms) {
		await Promise.all(writers.map((writer) => writer.connect()));
		// One that was refused something waits for nothing any more: that is a fault by itself.
		const isSettled = (writer: Writer) => writer.pending.length === 0 || writer.faults.length > 0;
		const settled = Promise.all(writers.map((writer) => writer.until(() => isSettled(writer))));
		await Promise.race([settled, wait(SETTLE_MS)]);
		const unsent = writers.filter((writer) => writer.pending.length > 0).length;
		if (unsent > 0) faults.push(`${table.id}: ${unsent} writers wait for an acknowledgement that does not come`);
		if (unsent > 0) continue;
		const reader = await readBoard(server, table);
		const want = JSON.stringify(sorted(reader.doc));
		for (const writer of writers) {
			const isSame = () => JSON.stringify(sorted(writer.doc)) === want;
			await Promise.race([writer.until(isSame), wait(SETTLE_MS)]);
			if (!isSame()) faults.push(`${table.id}: a writer reads another board`);
			writer.hangUp();
		}
	}
	return faults;
}

/** What a board says, in an order that does not depend on who wrote first. */
function sorted(doc: Y.Doc): unknown {
	return ['cards', 'links', 'drawings'].map((root) =>
		Object.entries(doc.getMap(root).toJSON()).sort(([one], [other]) => (one < other ? -1 : 1)),
	);
}
