import { readFileSync } from 'node:fs';
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
 * application's router, which these pages never use and a cheap phone would download before it could read or vote, and once
 * for each language (`table.es.js`), since nobody reads two at once. While developing, the pages are the application's as all
 * others, and reload hot.
 */
export function roomScripts(root: string): Plugin {
	const id = 'virtual:room-scripts';
	return {
		name: 'room-scripts',
		resolveId: (source) => (source === id ? `\0${id}` : null),
		async load(source) {
			if (source !== `\0${id}`) return null;
			const files: Record<string, string> = {};
			for (const locale of localesOf(root))
				for (const bundle of BUNDLES) Object.assign(files, await filesOf(root, bundle, locale));
			return `export const files = ${JSON.stringify(files)};`;
		},
	};
}

function localesOf(root: string): readonly string[] {
	const settings = readFileSync(join(root, 'src/i18n/project.inlang/settings.json'), 'utf8');
	return (JSON.parse(settings) as { locales: string[] }).locales;
}

/** What the compiled message does: it asks which language, then speaks it. */
const CHOICE = /const locale = [^\n]*\n\s*if \(locale === "(\w+)"\) return \1_(\w+)\(inputs\)[\s\S]*?(?=\n\}\))/;

/**
 * Leaves each message one language, and its runtime nothing to find out; the sentences in the others are then unused, and
 * left out. A message that is asked for in another language all the same answers in the page's.
 */
function inOneLanguage(locale: string, locales: readonly string[]): Plugin {
	const runtime = [
		`export const baseLocale = ${JSON.stringify(locale)};`,
		`export const locales = ${JSON.stringify(locales)};`,
		'export const isLocale = (value) => locales.includes(value);',
		'export const getLocale = () => baseLocale;',
		'export const extractLocaleFromRequest = getLocale;', // named beside what the pages use, and asked by none of them
		'export const overwriteGetLocale = () => {};',
		'export const experimentalStaticLocale = baseLocale;',
	].join('\n');
	return {
		name: 'in-one-language',
		enforce: 'pre',
		transform(code, id) {
			if (id.endsWith('/i18n/compiled/runtime.js')) return { code: runtime, map: null };
			if (!/\/i18n\/compiled\/messages\/(?!_)\w+\.js$/.test(id)) return null;
			if (!CHOICE.test(code)) throw new Error(`the compiled message ${id} no longer chooses as it did`);
			return { code: code.replace(CHOICE, `return ${locale}_$2(inputs)`), map: null };
		},
	};
}

interface Graph {
	getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/**
 * All that a page needs at once goes into its one script: a dozen small files pack worse, and each waits another round trip. What
 * the bundler would put into files of their own, because later parts need it too, those take from the script. Messages are left
 * to the bundler, since their index names all of them.
 */
function atFirst(): (id: string, graph: Graph) => string | null {
	const known = new Map<string, boolean>();
	const isAtFirst = (id: string, graph: Graph): boolean => {
		const before = known.get(id);
		if (before !== undefined) return before;
		known.set(id, false); // modules that import each other
		const module = graph.getModuleInfo(id);
		const is = module !== null && (module.isEntry || module.importers.some((one) => isAtFirst(one, graph)));
		known.set(id, is);
		return is;
	};
	return (id, graph) => (!id.includes('/i18n/compiled/messages') && isAtFirst(id, graph) ? 'first' : null);
}

async function filesOf(
	root: string,
	entries: Readonly<Record<string, string>>,
	locale: string,
): Promise<Record<string, string>> {
	const built = await build({
		root,
		base: BASE,
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		plugins: [
			inOneLanguage(locale, localesOf(root)),
			svelte({ configFile: false, compilerOptions: { runes: true } }),
		],
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
					entryFileNames: `[name].${locale}.js`,
					chunkFileNames: '[name]-[hash].js',
					assetFileNames: '[name]-[hash][extname]',
					codeSplitting: { groups: [{ name: atFirst() }] },
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
		if (files[`${name}.${locale}.js`] === undefined)
			throw new Error(`the script of the page «${name}» could not be bundled`);
	}
	return files;
}
