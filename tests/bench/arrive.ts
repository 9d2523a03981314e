import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { arriveTogether } from '../server/sockets/arrive.ts';
import { stepAside } from './machine.ts';
import { cpuSeconds } from './proc.ts';
import { prepare } from './servers/prepare.ts';
import { startOurs } from './servers/start.ts';

// `npm run bench:arrive`: forty phones behind one router join a table at once, by its code, until each has its state and its board.

const { values } = parseArgs({
	options: { phones: { type: 'string', default: '40' }, cards: { type: 'string', default: '200' } },
});
const phones = Number(values.phones);
const cards = Number(values.cards);

stepAside();
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-arrive-'));
try {
	const { tables } = await prepare(dataDir, { tables: 1, people: 0, cards });
	const server = await startOurs(dataDir);
	try {
		const origin = `http://127.0.0.1:${server.port}`;
		const before = { at: performance.now(), cpu: cpuSeconds(server.pid) };
		const { refusals, leave } = await arriveTogether({ origin, code: tables[0]?.code ?? '' }, phones);
		const seconds = (performance.now() - before.at) / 1_000;
		leave();
		const cpu = cpuSeconds(server.pid) - before.cpu;
		for (const refusal of refusals) console.log(refusal);
		console.log(
			`${phones} phones behind one router join a table with ${cards} cards: all in after ${seconds.toFixed(2)} s, ` +
				`${cpu.toFixed(2)} s of the server's core, ${refusals.length} refused`,
		);
		if (refusals.length > 0) process.exitCode = 1;
	} finally {
		await server.stop();
	}
} finally {
	rmSync(dataDir, { recursive: true, force: true });
}
