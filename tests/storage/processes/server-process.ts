import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { WorkshopId } from '../../../src/domain/ids.ts';

export interface ServerProcess {
	/** The table that it owns, with one event in it. */
	readonly workshop: WorkshopId;
	readonly epoch: number;
	/** Ends it as a power cut would, and resolves when it is gone. */
	kill(): Promise<void>;
}

/** A second process that holds the database as a server does. */
export async function startServerProcess(url: string): Promise<ServerProcess> {
	const script = fileURLToPath(new URL('./hold-server.ts', import.meta.url));
	const child = spawn(process.execPath, [script, url], { stdio: ['ignore', 'pipe', 'inherit'] });
	const exited = once(child, 'exit');
	const said = once(createInterface(child.stdout), 'line');
	const line = await Promise.race([said, exited.then(() => null)]);
	if (!line) throw new Error('the server process ended before it was ready');
	const table: { workshop: WorkshopId; epoch: number } = JSON.parse(String(line[0]));
	return {
		...table,
		async kill() {
			child.kill('SIGKILL');
			await exited;
		},
	};
}
