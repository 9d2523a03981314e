import { createHash } from 'node:crypto';
import { fork, type ChildProcess } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from './find-checks.ts';
import { verdictSchema, type Verdict } from './runner.ts';

const PARTS = [
	'server',
	'src',
	'tests/board',
	'tests/domain',
	'tests/faults',
	'tests/server',
	'tests/support',
	'.svelte-kit',
];
/** A test that waits for what no longer comes is as good as failed. */
const GIVE_UP_MS = 120_000;

/** A copy of the house in which checks can be taken out while nobody else notices. */
export class Tree {
	readonly folder: string;
	#runner: ChildProcess | null = null;
	/** Put back after the last run, and not yet told to the runner. */
	#restored: readonly string[] = [];

	constructor(root: string) {
		this.folder = mkdtempSync(join(tmpdir(), 'mesa-checks-'));
		mkdirSync(join(this.folder, 'tests'));
		for (const part of PARTS) {
			if (existsSync(join(root, part))) cpSync(join(root, part), join(this.folder, part), { recursive: true });
		}
		for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(this.folder, file));
		symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
	}

	/** Runs these test files without the check, up to the first failure. */
	async without(check: Check, tests: readonly string[]): Promise<Verdict> {
		const path = join(this.folder, check.file);
		const source = readFileSync(path, 'utf8');
		writeFileSync(path, source.slice(0, check.start) + check.without + source.slice(check.end));
		try {
			return await this.run(tests, [check.file]);
		} finally {
			writeFileSync(path, source);
			this.#restored = [check.file];
		}
	}

	async run(tests: readonly string[], changed: readonly string[] = []): Promise<Verdict> {
		const runner = (this.#runner ??= this.#start());
		const answer = new Promise<Verdict>((resolve) => {
			const timer = setTimeout(() => {
				this.#end();
				resolve({ file: tests.join(' '), test: 'no end: a test waits for what no longer comes' });
			}, GIVE_UP_MS);
			runner.once('message', (message) => {
				clearTimeout(timer);
				resolve(verdictSchema.parse(message));
			});
			runner.once('exit', () => {
				clearTimeout(timer);
				this.#runner = null;
				resolve({ file: tests.join(' '), test: 'the run broke down' });
			});
		});
		runner.send({ tests, changed: [...this.#restored, ...changed] });
		this.#restored = [];
		const verdict = await answer;
		runner.removeAllListeners();
		return verdict;
	}

	#start(): ChildProcess {
		const runner = join(this.folder, 'tests/faults/checks/runner.ts');
		return fork(runner, { cwd: this.folder, execArgv: ['--no-warnings'], stdio: 'ignore', detached: true });
	}

	/** Its workers too. */
	#end(): void {
		if (this.#runner?.pid !== undefined) process.kill(-this.#runner.pid, 'SIGKILL');
		this.#runner = null;
	}

	/** Of everything that a result depends on. */
	hash(): string {
		const hash = createHash('sha256');
		for (const part of PARTS) {
			const folder = join(this.folder, part);
			if (part === '.svelte-kit' || !existsSync(folder)) continue;
			const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
			const files = entries
				.filter((entry) => entry.isFile())
				.map(({ parentPath, name }) => join(parentPath, name));
			for (const file of files.sort()) if (/\.(ts|js|json)$/.test(file)) hash.update(readFileSync(file));
		}
		return hash.digest('hex');
	}

	drop(): void {
		this.#end();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
