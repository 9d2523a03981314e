import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface E2eServerOptions {
	/** Settings as the environment gives them; the data folder, the port and the language have defaults of their own. */
	readonly settings?: Readonly<Record<string, string>>;
	/** Also opens the example table. */
	readonly demo?: boolean;
	/** The address that browsers use; by default the one that the server listens on. */
	readonly host?: string;
	/** Called once it has been stopped for good: removes a database that was made for it. */
	readonly onStopped?: () => Promise<void>;
}

/**
 * The production server as a process of its own, which can be killed without a word and started again on the same data and
 * port: what a power cut leaves behind is what is on disk.
 */
export class E2eServer {
	/** What it has printed since it last started. */
	printed = '';
	readonly dataDir = mkdtempSync(join(tmpdir(), 'mesa-e2e-'));
	readonly #options: E2eServerOptions;
	readonly #host: string;
	#child: ChildProcess | null = null;
	/** 0 until the system has chosen one. */
	#port = 0;

	private constructor(options: E2eServerOptions) {
		this.#options = options;
		this.#host = options.host ?? '127.0.0.1';
	}

	static async start(options: E2eServerOptions = {}): Promise<E2eServer> {
		if (!existsSync(join(root, 'build/handler.js')))
			throw new Error('there is no build: run `npm run build` first');
		const server = new E2eServer(options);
		await server.start();
		return server;
	}

	get port(): number {
		return this.#port;
	}

	/** E.g. `http://127.0.0.1:34567`. */
	get origin(): string {
		return `http://${this.#host}:${this.#port}`;
	}

	/** The one-time link for the first facilitator, as printed; without origin. */
	get setUpPath(): string {
		return this.#pathIn(/\/setup\?token=\S+/);
	}

	/** The example table's links, as printed; without origin. */
	get exampleJoinPath(): string {
		return this.#pathIn(/\/join\/\S+/);
	}

	get exampleFacilitatePath(): string {
		return this.#pathIn(/\/facilitate\?token=\S+/);
	}

	async start(): Promise<void> {
		this.printed = '';
		const child = spawn(process.execPath, ['server/main.ts', ...(this.#options.demo ? ['--demo'] : [])], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {
				PATH: process.env.PATH,
				LANG: 'es_MX.UTF-8',
				DATA_DIR: this.dataDir,
				HOST: this.#host,
				PORT: String(this.#port),
				...this.#options.settings,
			},
		});
		this.#child = child;
		const ready = this.#options.demo ? /\/facilitate\?token=\S+\s/ : /http:\/\/\S+:\d+[\s\S]*Ctrl/;
		await new Promise<void>((resolve, reject) => {
			const hear = (chunk: Buffer): void => {
				this.printed += chunk.toString();
				if (ready.test(this.printed)) resolve();
			};
			child.stdout.on('data', hear);
			child.stderr.on('data', hear);
			child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.printed}`)));
		});
		// Behind a front it prints the front's address, so that a test that has one chooses the port itself.
		this.#port = Number(this.#options.settings?.['PORT'] ?? /http:\/\/[^\s/]+:(\d+)/.exec(this.printed)?.[1]);
	}

	/** Ends it as a power cut would: nothing is said, nothing is saved any more. */
	async kill(): Promise<void> {
		await this.#end('SIGKILL');
	}

	/** Ends it for good and removes its data. */
	async stop(): Promise<void> {
		await this.#end('SIGTERM');
		rmSync(this.dataDir, { recursive: true, force: true });
		await this.#options.onStopped?.();
	}

	async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
		const child = this.#child;
		this.#child = null;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, 'exit');
		child.kill(signal);
		await ended;
	}

	#pathIn(pattern: RegExp): string {
		const found = pattern.exec(this.printed)?.[0];
		if (!found) throw new Error(`the server printed no ${pattern.source}:\n${this.printed}`);
		return found;
	}
}
