import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.ts';
import { countPlaywright, countVitest, type Count } from './counts.ts';

// `npm test`: everything, on a fresh machine, and one line at the end that says how it went.

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'mesa-tests-'));
const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
const results: { name: string; count: Count; seconds: number }[] = [];

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
	const { status } = spawnSync(command, args, {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, ...env, PATH: path },
	});
	return status === 0;
}

function measure(name: string, work: () => Count): boolean {
	console.log(`\n── ${name}`);
	const start = performance.now();
	let count: Count;
	try {
		count = work();
	} catch (error) {
		console.error(error);
		count = { passed: 0, failed: 1 };
	}
	results.push({ name, count, seconds: (performance.now() - start) / 1000 });
	return count.failed === 0;
}

/** A step that passes or fails as one. */
const step = (name: string, command: string, ...args: string[]) =>
	measure(name, () => (run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }));

const report = (name: string): unknown => {
	const file = join(reports, name);
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
};

try {
	step('messages and types', 'npm', 'run', '-s', 'sync');
	step('lint', 'npm', 'run', '-s', 'lint');
	step('type check', 'npm', 'run', '-s', 'check');
	measure('tests without a browser', () => {
		const file = join(reports, 'vitest.json');
		const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
		const ok = run('vitest', ['run', '--config', 'tests/support/vitest.config.ts', ...reporters]);
		return countVitest(report('vitest.json'), ok);
	});
	if (step('build', 'npm', 'run', '-s', 'build')) {
		step('script weights', 'npm', 'run', '-s', 'size');
		measure('tests in a browser', () => {
			const chromium = ensureChromium();
			const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json') };
			const config = ['--config', 'tests/support/playwright.config.ts', '--reporter=list,json'];
			const ok = run('playwright', ['test', ...config], env);
			return countPlaywright(report('playwright.json'), ok);
		});
	} else {
		measure('tests in a browser', () => {
			throw new Error('not run: there is no build to run them on');
		});
	}
} finally {
	rmSync(reports, { recursive: true, force: true });
}

console.log('');
for (const { name, count, seconds } of results) {
	const mark = count.failed === 0 ? '✓' : '✗';
	console.log(`${mark} ${name}: ${count.passed} passed, ${count.failed} failed (${seconds.toFixed(0)} s)`);
}
const passed = results.reduce((sum, { count }) => sum + count.passed, 0);
const failed = results.reduce((sum, { count }) => sum + count.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
