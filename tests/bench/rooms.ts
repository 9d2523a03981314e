import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { stepAside } from './machine.ts';
import { cpuSeconds, residentBytes } from './proc.ts';
import { keep } from './results.ts';
import { prepare, type Prepared } from './servers/prepare.ts';
import { startOurs, type StartedServer } from './servers/start.ts';
import { DIALECTS } from './wire/dialect.ts';
import { WireSocket } from './wire/socket.ts';

// `npm run bench:rooms`: a thousand rooms open with one silent reader each, and ten thousand opened and closed.

export interface RoomsFigures {
	readonly rooms: number;
	/** Share of a core with a silent reader in each. */
	readonly cpu: number;
	/** Resident bytes before, with all open, and after each round of opening and closing them all. */
	readonly bytesBefore: number;
	readonly bytesOpen: number;
	readonly bytesAfterRound: readonly number[];
}

const { values } = parseArgs({
	options: {
		rooms: { type: 'string', default: '1000' },
		rounds: { type: 'string', default: '10' },
		seconds: { type: 'string', default: '40' },
	},
});
const rooms = Number(values.rooms);
const CARDS = 20;
/** Two of the server's probes fall into the watch of 40 s. */
const PONG_MS = 5_000;
const OPENING_AT_ONCE = 50;
/** By then the server has seen that everybody left, and given back what they took. */
const SETTLED_MS = 6_000;

stepAside();
const began = performance.now();
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-rooms-'));
let server: StartedServer | null = null;
try {
	const prepared = await prepare(dataDir, { tables: rooms, people: 0, cards: CARDS });
	console.log(`${rooms} tables prepared after ${((performance.now() - began) / 1_000).toFixed(0)} s`);
	server = await startOurs(dataDir);
	const figures = await measure(server, prepared);
	console.log(
		`${rooms} rooms with one silent reader each: ${(figures.cpu * 100).toFixed(2)} % of a core, ` +
			`${((figures.bytesOpen - figures.bytesBefore) / rooms / 1024).toFixed(0)} KB a room`,
	);
	const [first = 0] = figures.bytesAfterRound;
	const last = figures.bytesAfterRound.at(-1) ?? 0;
	console.log(
		`F24 resident after ${rooms * figures.bytesAfterRound.length} rooms: ${(last / first).toFixed(3)} × that after ${rooms}`,
	);
	keep('rooms', figures, began);
} finally {
	await server?.stop();
	rmSync(dataDir, { recursive: true, force: true });
}

async function measure({ pid, port }: StartedServer, prepared: Prepared): Promise<RoomsFigures> {
	const bytesBefore = residentBytes(pid);
	const readers = await openAll(port, prepared);
	await sleep(2_000);
	const ponging = setInterval(() => readers.forEach((reader) => reader.pong()), PONG_MS);
	const before = { at: performance.now(), cpu: cpuSeconds(pid) };
	await sleep(Number(values.seconds) * 1_000);
	const cpu = ((cpuSeconds(pid) - before.cpu) * 1_000) / (performance.now() - before.at);
	clearInterval(ponging);
	const bytesOpen = residentBytes(pid);
	await closeAll(port, readers);
	const bytesAfterRound = [residentBytes(pid)];
	for (let round = 2; round <= Number(values.rounds); round++) {
		await closeAll(port, await openAll(port, prepared));
		bytesAfterRound.push(residentBytes(pid));
		console.log(
			`after ${round * rooms} rooms: ${((bytesAfterRound.at(-1) ?? 0) / 2 ** 20).toFixed(0)} MB resident`,
		);
	}
	return { rooms, cpu, bytesBefore, bytesOpen, bytesAfterRound };
}

/** A reader in each room, in sync. */
async function openAll(port: number, { facilitator, tables }: Prepared): Promise<WireSocket[]> {
	const readers: WireSocket[] = [];
	const queue = [...tables];
	const dialect = DIALECTS['mesa.1'];
	const open = (workshop: string, number: number): Promise<WireSocket | null> =>
		new Promise((resolve) => {
			const seat = { number, clientId: 1_000_000 + number, ...facilitator };
			const read = dialect.reader({ byClientId: new Map(), byParticipant: new Map() });
			const socket: WireSocket = new WireSocket(port, `/sync/${workshop}/board`, dialect.protocols(seat), {
				opened: () => dialect.hello(seat).forEach((message) => socket.send(message)),
				closed: () => resolve(null),
				message: (bytes) => {
					const heard = read(bytes);
					if (heard?.type === 'update' && heard.isAnswer) resolve(socket);
				},
			});
		});
	const work = async (): Promise<void> => {
		for (let table = queue.pop(); table; table = queue.pop()) {
			let reader = await open(table.workshop, readers.length);
			while (reader === null) {
				await sleep(100 + Math.random() * 300);
				reader = await open(table.workshop, readers.length);
			}
			readers.push(reader);
		}
	};
	await Promise.all(Array.from({ length: OPENING_AT_ONCE }, work));
	return readers;
}

/** Everybody leaves; resolves once the server has let go of every room. */
async function closeAll(port: number, readers: readonly WireSocket[]): Promise<void> {
	for (const reader of readers) reader.close();
	for (;;) {
		await sleep(500);
		const health = (await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()) as { rooms: number };
		if (health.rooms === 0) return await sleep(SETTLED_MS);
	}
}
