import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';

/** Where the page finds its script; what it imports stands beside it. */
const ENTRY = 'vote.js';

/**
 * Vite plugin: `virtual:vote-script`, the script of a phone's ballot, file by file. It is bundled by itself: with the whole
 * application's router and what other pages share, a cheap phone would download twice as much before it could vote.
 */
export function voteScript(root: string): Plugin {
	const id = 'virtual:vote-script';
	const entry = join(root, 'src/routes/w/[id]/vote/vote-app.ts');
	return {
		name: 'vote-script',
		resolveId: (source) => (source === id ? `\0${id}` : null),
		async load(source) {
			if (source !== `\0${id}`) return null;
			this.addWatchFile(entry);
			return `export const files = ${JSON.stringify(await bundle(root, entry))};`;
		},
	};
}

async function bundle(root: string, entry: string): Promise<Readonly<Record<string, string>>> {
	const built = await build({
		root,
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
		resolve: { alias: { $lib: join(root, 'src/lib') } },
		define: { 'import.meta.env.SSR': 'false' },
		build: {
			write: false,
			target: 'es2022',
			cssCodeSplit: false, // the page brings its styles itself
			modulePreload: false,
			rolldownOptions: {
				input: entry,
				output: { entryFileNames: ENTRY, chunkFileNames: '[name]-[hash].js' },
			},
		},
	});
	const files: Record<string, string> = {};
	for (const { output } of Array.isArray(built) ? built : 'output' in built ? [built] : []) {
		for (const chunk of output) if (chunk.type === 'chunk') files[chunk.fileName] = chunk.code;
	}
	if (files[ENTRY] === undefined) throw new Error('the script of the ballot could not be bundled');
	return files;
}
