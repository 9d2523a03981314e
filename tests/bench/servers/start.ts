import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onCore, SERVER_CORE } from '../machine.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface StartedServer {
	readonly pid: number;
	readonly port: number;
	/** What it wrote to its terminal, for when it fails. */
	said(): string;
	/** Asks it to stop and waits until it has. */
	stop(): Promise<void>;
}

/** This server, as `npm start` runs it: gate, fsync and SQLite as always. */
export function startOurs(dataDir: string, settings: Readonly<Record<string, string>> = {}, flags: string[] = []) {
	const environment = {
		DATA_DIR: dataDir,
		HOST: '127.0.0.1',
		PORT: '0',
		LANG: 'en',
		LOG_LEVEL: 'error',
		...settings,
	};
	return start([...flags, 'server/main.ts'], environment, /http:\/\/localhost:(\d+)[\s\S]*Ctrl/);
}

/** A stock server without any storage: the least work that it can do. */
export function startStock(name: 'y-websocket' | 'hocuspocus') {
	return start([`tests/bench/servers/${name}.ts`], {}, /listening on (\d+)/);
}

async function start(
	args: readonly string[],
	environment: Record<string, string>,
	ready: RegExp,
): Promise<StartedServer> {
	const [program, pinned] = onCore(SERVER_CORE, process.execPath, args);
	const child = spawn(program, pinned, {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { NODE_ENV: 'production', ...environment },
	});
	let said = '';
	const port = await new Promise<number>((resolve, reject) => {
		const hear = (chunk: Buffer): void => {
			said += chunk.toString();
			const found = ready.exec(said);
			if (found) resolve(Number(found[1]));
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
	});
	return { pid: child.pid ?? 0, port, said: () => said, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill('SIGTERM');
	// A saturated server may take long to hear it.
	const impatient = setTimeout(() => child.kill('SIGKILL'), 20_000);
	await ended;
	clearTimeout(impatient);
}
