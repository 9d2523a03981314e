import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The tests of the gate need neither components nor a browser: without those a run begins in half the time. */
export default defineConfig({
	root: fileURLToPath(new URL('../../..', import.meta.url)),
	test: {
		include: ['tests/**/*.test.ts'],
		pool: 'forks', // as everywhere: better-sqlite3 is native code
		maxWorkers: 2,
		testTimeout: 15_000,
		hookTimeout: 30_000,
	},
});
