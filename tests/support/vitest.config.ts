import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

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
					name: 'node',
					environment: 'node',
					include: ['tests/**/*.test.ts'],
					exclude: ['tests/components/**', 'tests/e2e/**'],
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
