import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { cardsOf } from '#board/roots.ts';
import { stepAside } from './machine.ts';
import { cpuSeconds } from './proc.ts';
import { keep } from './results.ts';
import { prepare, type Prepared } from './servers/prepare.ts';
import { startOurs } from './servers/start.ts';
import { DIALECTS, type Roll } from './wire/dialect.ts';
import { WireSocket } from './wire/socket.ts';

// `npm run bench:join`: a hall comes back from its break all at once, to a board of 2,000 cards that the server has to load first.

export interface JoinFigures {
	readonly people: number;
	readonly cards: number;
	readonly runs: readonly {
		readonly clients: 'own' | 'stock';
		/** Of the server's process, until everybody had the whole board. */
		readonly cpuSeconds: number;
		readonly seconds: number;
		/** To each, the first copy with all that comes with it. */
		readonly kilobytesEach: number;
		/** Times that somebody was asked to come back in a moment. */
		readonly comeBackLater: number;
	}[];
}

const { values } = parseArgs({
	options: { people: { type: 'string', default: '200' }, cards: { type: 'string', default: '2000' } },
});
const people = Number(values.people);
const cards = Number(values.cards);
const NOBODY: Roll = { byClientId: new Map(), byParticipant: new Map() };
/** CPU time of a process is told in hundredths; what it does after the last answer is small and is waited for. */
const SETTLE_MS = 300;

stepAside();
const began = performance.now();
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-join-'));
try {
	const prepared = await prepare(dataDir, { tables: 1, people, cards });
	const runs = [await run(prepared, 'own'), await run(prepared, 'stock')];
	const figures: JoinFigures = { people, cards, runs };
	for (const { clients, cpuSeconds: seconds, ...run } of runs) {
		console.log(
			`${people} ${clients} clients join ${cards} cards: ${seconds.toFixed(2)} s of the server's core, all in after ` +
				`${run.seconds.toFixed(2)} s, ${run.kilobytesEach.toFixed(0)} KB each, ${run.comeBackLater} asked to come back`,
		);
	}
	keep('join', figures, began);
} finally {
	rmSync(dataDir, { recursive: true, force: true });
}

async function run({ tables: [table] }: Prepared, clients: 'own' | 'stock'): Promise<JoinFigures['runs'][number]> {
	if (table === undefined) throw new Error('no table was prepared');
	const server = await startOurs(dataDir);
	const sockets: WireSocket[] = [];
	let comeBackLater = 0;
	try {
		const dialect = DIALECTS[clients === 'own' ? 'mesa.2' : 'mesa.1'];
		const before = { at: performance.now(), cpu: cpuSeconds(server.pid) };
		const enter = async (number: number): Promise<void> => {
			const { token = '', participant = '' } = table.people[number] ?? {};
			const seat = { number, clientId: 1_000_000 + number, token, participant };
			const isChecked = number % 50 === 0;
			const live = new WireSocket(server.port, `/live/${table.workshop}`, dialect.protocols(seat), {
				opened() {},
				closed() {},
			});
			sockets.push(live);
			for (;;) {
				const doc = new Y.Doc();
				const isIn = await new Promise<boolean>((resolve) => {
					const read = dialect.reader(NOBODY);
					const path = `/sync/${table.workshop}/board`;
					const socket: WireSocket = new WireSocket(server.port, path, dialect.protocols(seat), {
						opened: () => dialect.hello(seat).forEach((message) => socket.send(message)),
						closed: () => resolve(false),
						message: (bytes) => {
							const heard = read(bytes);
							if (heard?.type !== 'update') return;
							if (isChecked) Y.applyUpdate(doc, heard.update);
							if (heard.isAnswer) resolve(true);
						},
					});
					sockets.push(socket);
				});
				if (isIn && isChecked && cardsOf(doc).size !== cards) throw new Error('the copy is not whole');
				if (isIn) return;
				comeBackLater += 1;
				await sleep(100 + Math.random() * 400);
			}
		};
		await Promise.all(Array.from({ length: people }, (_, number) => enter(number)));
		const seconds = (performance.now() - before.at) / 1_000;
		await sleep(SETTLE_MS);
		const bytes = sockets.reduce((sum, { received }) => sum + received, 0);
		return {
			...{ clients, seconds, comeBackLater },
			cpuSeconds: cpuSeconds(server.pid) - before.cpu,
			kilobytesEach: bytes / people / 1024,
		};
	} finally {
		for (const socket of sockets) socket.close();
		await server.stop();
	}
}
