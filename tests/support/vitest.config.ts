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
		pool: 'forks', // better-sqlite3 is native code: a process of its own a file, so that one crash ends one file
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
					isolate: false, // nothing here keeps anything between tests, and a process a file would take most of the time
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
					isolate: false, // each test takes off what it put on the page; a page of its own a file takes five times as long
				},
			},
		],
	},
});
