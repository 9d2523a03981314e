import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** A package that this server runs or sends to browsers, and under what terms. */
export type Notice = {
	name: string;
	version: string;
	/** As the package names it: an SPDX expression, or its own words. */
	licence: string;
	/** The full text, with its copyright lines; null where the package carries none. */
	text: string | null;
};

type Manifest = {
	name?: string;
	version?: string;
	license?: string | { type?: string };
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
};

const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** The folder of a package as Node would find it from another one; null if it is not installed (another platform's binary). */
function find(name: string, from: string): string | null {
	for (let folder = from; ; folder = dirname(folder)) {
		const candidate = join(folder, 'node_modules', name);
		if (existsSync(join(candidate, 'package.json'))) return candidate;
		if (folder === dirname(folder)) return null;
	}
}

/** What a package says of its terms in its README: tldraw's file of licence is a link, and its README names the watermark. */
function termsInReadme(folder: string): string[] {
	const readme = join(folder, 'README.md');
	if (!existsSync(readme)) return [];
	const sections = readFileSync(readme, 'utf8').split(/^(?=##? )/m);
	return sections.filter((section) => /^##? (licen[cs]e|trademarks)/i.test(section)).map((section) => section.trim());
}

function noticeOf(folder: string, { name = '', version = '', license }: Manifest): Notice {
	const files = readdirSync(folder)
		.filter((file) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(file))
		.sort();
	const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
	if (texts.join('').length < 300) texts.push(...termsInReadme(folder));
	const licence = typeof license === 'string' ? license : (license?.type ?? '');
	return { name, version, licence, text: texts.join('\n\n') || null };
}

/** Packages named by an import in the site's own code: what Vite may put into the files that browsers get. */
function importedBy(folder: string): Set<string> {
	const names = new Set<string>();
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !/\.(ts|tsx|svelte)$/.test(entry.name) || entry.parentPath.includes('/i18n')) continue;
		const code = readFileSync(join(entry.parentPath, entry.name), 'utf8');
		for (const [, source = ''] of code
			.replace(/import type [^;]*;/g, '')
			.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
			const name = /^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? '';
			if (/^[@a-z0-9]/.test(name) && !name.includes(':')) names.add(name);
		}
	}
	return names;
}

/**
 * The notices of all packages that the server needs, that the site's code imports, and that these need in turn, by name. It
 * names too many rather than too few: what a bundler leaves out of a package is not looked at.
 */
export function gatherNotices(root: string): Notice[] {
	const own = readManifest(root);
	const roots = ['svelte', '@sveltejs/kit', ...Object.keys(own.dependencies ?? {}), ...importedBy(join(root, 'src'))];
	const notices = new Map<string, Notice>();
	const add = (folder: string, manifest: Manifest): boolean => {
		const key = `${manifest.name}@${manifest.version}`;
		if (notices.has(key)) return false;
		notices.set(key, noticeOf(folder, manifest));
		return true;
	};

	const waiting = roots.map((name) => find(name, root));
	for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
		if (folder === null) continue;
		const manifest = readManifest(folder);
		if (!add(folder, manifest)) continue;
		const needed = { ...manifest.dependencies, ...manifest.optionalDependencies };
		for (const name of Object.keys(needed)) waiting.push(find(name, folder));
	}

	// The compiler of the catalogue writes its own runtime beside our sentences; what it needs for itself stays at home.
	const compiler = find('@inlang/paraglide-js', root);
	if (compiler) add(compiler, readManifest(compiler));

	return [...notices.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** Vite plugin: `virtual:third-party-notices`, gathered from the installed packages when the site is built. */
export function thirdPartyNotices(root: string): Plugin {
	const id = 'virtual:third-party-notices';
	return {
		name: 'third-party-notices',
		resolveId: (source) => (source === id ? `\0${id}` : null),
		load: (source) =>
			source === `\0${id}` ? `export const notices = ${JSON.stringify(gatherNotices(root))};` : null,
	};
}
