import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';
import { fileOf, listenForSpeakers, NAMED_PARTS } from './room-parts.ts';

/** Where the files are served (`[file]/+server.ts`). */
const BASE = '/w/app/';
/** Each page's scripts are bundled apart: what one needs must not weigh on another, and one file packs smaller than its parts. */
const BUNDLES: readonly Readonly<Record<string, string>>[] = [
	{ vote: 'src/routes/w/[id]/vote/vote-app.ts', ...NAMED_PARTS },
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
			const packed = await packAll(files);
			return `export const files = ${JSON.stringify(files)};\nexport const packed = ${JSON.stringify(packed)};`;
		},
	};
}

/** Brotli at its slowest takes seconds for all of them, which are the build's, and a sixth less of a phone's line than gzip. */
async function packAll(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
	const pack = promisify(brotliCompress);
	const packed = Object.entries(files).map(
		async ([name, text]) => [name, (await pack(text)).toString('base64')] as const,
	);
	return Object.fromEntries(await Promise.all(packed));
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

async function filesOf(
	root: string,
	entries: Readonly<Record<string, string>>,
	locale: string,
): Promise<Record<string, string>> {
	const speakers = listenForSpeakers();
	const built = await build({
		root,
		base: BASE,
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		plugins: [
			inOneLanguage(locale, localesOf(root)),
			speakers.plugin,
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
					codeSplitting: { groups: [{ name: fileOf(speakers) }] },
				},
				// As in vite.config.ts: these packages don't say that their unused parts may be left out.
				treeshake: {
					moduleSideEffects: [
						{ test: /\/node_modules\/(@?tldraw|@tiptap|@?radix-ui)\/.*\.m?js$/, sideEffects: false },
						// Svelte's own support for custom elements and for its version 4, of which these pages have none.
						{
							test: /\/svelte\/src\/(legacy|internal\/client\/dom\/elements\/custom-element)\b/,
							sideEffects: false,
						},
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
