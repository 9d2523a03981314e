import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface ServerProcessOptions {
	/** Settings as the environment gives them; the folder of the data is shared by servers that are given the same. */
	readonly settings?: Readonly<Record<string, string>>;
	readonly dataDir?: string;
	/** A program and its arguments that run the server, e.g. a tracer. It must become the server or end with it. */
	readonly under?: readonly string[];
}

/** The production server as a process of its own, to be ended in any way and started again on the same data and port. */
export class ServerProcess {
	readonly dataDir: string;
	/** What it has printed since it last started, its log included. */
	printed = '';
	readonly #options: ServerProcessOptions;
	readonly #ownsData: boolean;
	#child: ChildProcess | null = null;
	#exited: Promise<unknown> = Promise.resolve();
	/** 0 until the system has chosen one. */
	#port = 0;
	#heard: (() => void)[] = [];

	constructor(options: ServerProcessOptions = {}) {
		this.#options = options;
		this.#ownsData = options.dataDir === undefined;
		this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'mesa-durability-'));
	}

	/** E.g. `http://127.0.0.1:34567`. */
	get origin(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	get pid(): number {
		return this.#child?.pid ?? 0;
	}

	/** The secret of the one-time link for the first facilitator. */
	get setUpToken(): string {
		return /\/setup\?token=([\w-]+)/.exec(this.printed)?.[1] ?? '';
	}

	async start(): Promise<this> {
		this.printed = '';
		const [program = '', ...args] = [...(this.#options.under ?? []), process.execPath, 'server/main.ts'];
		const env = {
			LANG: 'en_US.UTF-8',
			DATA_DIR: this.dataDir,
			HOST: '127.0.0.1',
			PORT: String(this.#port),
			...this.#options.settings,
		};
		const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
		this.#child = child;
		this.#exited = once(child, 'close');
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => {
				this.printed += text;
				this.#wake();
			});
		}
		child.once('close', () => this.#wake());
		this.#port = Number(await this.says(/http:\/\/\S+:(\d+)[\s\S]*Ctrl/));
		return this;
	}

	/** Waits until it prints it, from what stands at `from` on; answers what its first group caught. */
	async says(pattern: RegExp, from = 0): Promise<string> {
		for (;;) {
			const caught = pattern.exec(this.printed.slice(from));
			if (caught) return caught[1] ?? caught[0];
			if (this.#isOver) throw new Error(`the server ended, and said: ${this.printed}`);
			await new Promise<void>((resolve) => this.#heard.push(resolve));
		}
	}

	/** Sends a signal and goes on. */
	signal(signal: NodeJS.Signals): void {
		this.#child?.kill(signal);
	}

	/** Ends it as a power cut would, as far as a process can tell. */
	async kill(): Promise<void> {
		this.signal('SIGKILL');
		await this.#exited;
	}

	/** Tells it to stop, waits, and removes its data. */
	async stop(): Promise<void> {
		if (!this.#isOver) this.signal('SIGTERM');
		await this.#exited;
		if (this.#ownsData) rmSync(this.dataDir, { recursive: true, force: true });
	}

	/** Resolves when it has ended by itself. */
	async ended(): Promise<void> {
		await this.#exited;
	}

	get #isOver(): boolean {
		return this.#child === null || this.#child.exitCode !== null || this.#child.signalCode !== null;
	}

	#wake(): void {
		for (const heard of this.#heard.splice(0)) heard();
	}
}
