import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
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
import { z } from 'zod';
import type { Check } from './find-checks.ts';

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

const report = z.object({
	testResults: z.array(
		z.object({
			name: z.string(),
			status: z.string(),
			message: z.string().optional(),
			assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
		}),
	),
});

/** The first test that failed, or what else went wrong; null where all passed. */
export interface Verdict {
	readonly file: string;
	readonly test: string;
}

/** A copy of the house in which checks can be taken out while nobody else notices. */
export class Tree {
	readonly folder: string;
	readonly #root: string;

	constructor(root: string) {
		this.#root = root;
		this.folder = mkdtempSync(join(tmpdir(), 'mesa-checks-'));
		mkdirSync(join(this.folder, 'tests'));
		for (const part of PARTS) {
			if (existsSync(join(root, part))) cpSync(join(root, part), join(this.folder, part), { recursive: true });
		}
		for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(this.folder, file));
		symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
	}

	/** Runs these test files without the check, up to the first failure. */
	async without(check: Check, tests: readonly string[]): Promise<Verdict | null> {
		const path = join(this.folder, check.file);
		const source = readFileSync(path, 'utf8');
		writeFileSync(path, source.slice(0, check.start) + check.without + source.slice(check.end));
		try {
			return await this.run(tests);
		} finally {
			writeFileSync(path, source);
		}
	}

	async run(tests: readonly string[]): Promise<Verdict | null> {
		const output = join(this.folder, 'report.json');
		rmSync(output, { force: true });
		const args = ['run', '--config', 'tests/support/vitest.config.ts', '--project', 'node', '--bail', '1'];
		const child = spawn(
			join(this.#root, 'node_modules/.bin/node'),
			[
				join(this.#root, 'node_modules/vitest/vitest.mjs'),
				...args,
				'--reporter=json',
				`--outputFile.json=${output}`,
				...tests,
			],
			{ cwd: this.folder, stdio: 'ignore', detached: true },
		);
		const code = await new Promise<number | 'late'>((resolve) => {
			const timer = setTimeout(() => {
				if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL'); // its workers too
				resolve('late');
			}, GIVE_UP_MS);
			child.on('close', (status) => {
				clearTimeout(timer);
				resolve(status ?? 1);
			});
		});
		if (code === 'late') return { file: tests.join(' '), test: 'no end: a test waits for what no longer comes' };
		if (code === 0) return null;
		return existsSync(output)
			? this.#firstFailure(readFileSync(output, 'utf8'))
			: { file: '', test: 'the run broke down' };
	}

	#firstFailure(json: string): Verdict {
		const files = report.parse(JSON.parse(json)).testResults.map((result) => ({
			...result,
			file: result.name.replace(`${this.folder}/`, ''),
		}));
		for (const { file, assertionResults } of files) {
			const failed = assertionResults.find((test) => test.status === 'failed');
			if (failed) return { file, test: failed.fullName };
		}
		// Files that were still to run when the first one failed count as failed too, without a word.
		const broken = files.find(({ status, message }) => status === 'failed' && message);
		if (broken) return { file: broken.file, test: broken.message?.split('\n')[0] ?? '' };
		return { file: '', test: 'an error outside of a test' };
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
		rmSync(this.folder, { recursive: true, force: true });
	}
}
