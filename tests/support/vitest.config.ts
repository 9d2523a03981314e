import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** Rules, documents and what both ends say: no database, no socket, no page. */
const PURE = ['domain', 'board', 'protocol', 'i18n'].map((folder) => `tests/${folder}/**/*.test.ts`);

const root = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
	root,
	test: {
		pool: 'forks', // better-sqlite3 is native code: a crash ends one of two workers, and not the run
		isolate: false, // each test takes off what it put up; a process and a page of its own a file would take most of the time
		maxWorkers: 2,
		testTimeout: 15_000,
		hookTimeout: 30_000,
		projects: [
			{
				extends: true,
				test: {
					name: 'pure',
					environment: 'node',
					include: PURE,
				},
			},
			{
				extends: true,
				resolve: { alias: { $lib: `${root}src/lib` } },
				test: {
					name: 'node',
					environment: 'node',
					include: ['tests/**/*.test.ts'],
					exclude: ['tests/components/**', 'tests/e2e/**', ...PURE],
				},
			},
			{
				extends: true,
				plugins: [svelte({ configFile: false }), svelteTesting()],
				resolve: { alias: { $lib: `${root}src/lib` } },
				test: {
					name: 'components',
					environment: 'jsdom',
					include: ['tests/components/**/*.test.ts'],
					setupFiles: ['tests/components/setup.ts'],
				},
			},
		],
	},
});
