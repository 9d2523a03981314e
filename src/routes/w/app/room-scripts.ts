import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';

/** Where the files are served (`[file]/+server.ts`). */
const BASE = '/w/app/';
/** Each page's scripts are bundled apart: what one needs must not weigh on another, and one file packs smaller than its parts. */
const BUNDLES: readonly Readonly<Record<string, string>>[] = [
	{ vote: 'src/routes/w/[id]/vote/vote-app.ts' },
	{ table: 'src/routes/w/[id]/table/table-app.ts' },
	{ screen: 'src/routes/w/[id]/screen/screen-app.ts' },
];

/**
 * Vite plugin: `virtual:room-scripts`, the scripts of a running table's pages, file by file. They are bundled without the
 * application's router, which these pages never use and a cheap phone would download before it could read or vote. While
 * developing, the pages are the application's as all others, and reload hot.
 */
export function roomScripts(root: string): Plugin {
	const id = 'virtual:room-scripts';
	return {
		name: 'room-scripts',
		resolveId: (source) => (source === id ? `\0${id}` : null),
		async load(source) {
			if (source !== `\0${id}`) return null;
			const files: Record<string, string> = {};
			for (const bundle of BUNDLES) Object.assign(files, await filesOf(root, bundle));
			return `export const files = ${JSON.stringify(files)};`;
		},
	};
}

async function filesOf(root: string, entries: Readonly<Record<string, string>>): Promise<Record<string, string>> {
	const built = await build({
		root,
		base: BASE,
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
		resolve: { alias: { $lib: join(root, 'src/lib') } },
		define: { 'import.meta.env.SSR': 'false' },
		build: {
			write: false,
			target: 'es2022',
			assetsDir: '',
			modulePreload: { polyfill: false },
			rolldownOptions: {
				input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
				output: {
					entryFileNames: '[name].js',
					chunkFileNames: '[name]-[hash].js',
					assetFileNames: '[name]-[hash][extname]',
				},
				// As in vite.config.ts: these packages don't say that their unused parts may be left out.
				treeshake: {
					moduleSideEffects: [
						{ test: /\/node_modules\/(@?tldraw|@tiptap|@?radix-ui)\/.*\.m?js$/, sideEffects: false },
					],
				},
			},
		},
	});
	const files: Record<string, string> = {};
	for (const { output } of Array.isArray(built) ? built : 'output' in built ? [built] : []) {
		for (const file of output) {
			if (file.type === 'chunk') files[file.fileName] = file.code;
			else if (typeof file.source === 'string') files[file.fileName] = file.source;
			else throw new Error(`${file.fileName} is no text, and only texts are served here`);
		}
	}
	for (const name of Object.keys(entries)) {
		if (files[`${name}.js`] === undefined) throw new Error(`the script of the page «${name}» could not be bundled`);
	}
	return files;
}
