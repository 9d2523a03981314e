import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

/** What the figures were measured on, as the page tells it. */
export interface Machine {
	readonly date: string;
	readonly processor: string;
	readonly cores: number;
	readonly memoryGb: number;
	readonly kernel: string;
	readonly node: string;
	readonly commit: string;
	/** Whether the servers had a core of their own. */
	readonly pinned: boolean;
	/** Programs that ran or waited to run, over the last five minutes, the bench's own among them; missing in older results. */
	readonly load?: number;
}

export const isPinnable = availableParallelism() >= 2 && spawnSync('taskset', ['-V']).status === 0;

export function thisMachine(): Machine {
	return {
		date: new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
		processor: cpus()[0]?.model.trim() ?? 'unknown',
		cores: cpus().length, // not those that this process may use: it may be pinned
		memoryGb: Math.round(totalmem() / 2 ** 30),
		kernel: release(),
		node: process.version,
		commit: commit(),
		pinned: isPinnable,
		load: loadavg()[1] ?? 0,
	};
}

function commit(): string {
	try {
		return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}).trim();
	} catch {
		return 'unknown'; // a copy without its history
	}
}

/** The command that runs a program on one core; the program itself where this machine can't pin. */
export function onCore(core: number, program: string, args: readonly string[]): [string, string[]] {
	return isPinnable ? ['taskset', ['-c', String(core), program, ...args]] : [program, [...args]];
}

/** The server's core, and the generator's. */
export const SERVER_CORE = 0;
export const GENERATOR_CORE = 1;

/** Keeps this very process off the server's core. */
export function stepAside(): void {
	if (isPinnable) spawnSync('taskset', ['-pc', String(GENERATOR_CORE), String(process.pid)]);
}
