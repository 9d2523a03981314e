import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * Vite plugin: `virtual:record-check`, the one script of the public page, as text. It is bundled by itself, so that the page
 * needs nothing of the application to check a record, and anybody can read or keep the whole of it as one file.
 */
export function recordCheckScript(root: string): Plugin {
	const id = 'virtual:record-check';
	const entry = join(root, 'src/routes/c/check-page.ts');
	return {
		name: 'record-check-script',
		resolveId: (source) => (source === id ? `\0${id}` : null),
		async load(source) {
			if (source !== `\0${id}`) return null;
			this.addWatchFile(entry);
			return `export const script = ${JSON.stringify(await bundle(root, entry))};`;
		},
	};
}

async function bundle(root: string, entry: string): Promise<string> {
	const built = await build({
		root,
		configFile: false,
		envFile: false,
		logLevel: 'error',
		publicDir: false,
		build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'recordCheck' } },
	});
	for (const { output } of Array.isArray(built) ? built : 'output' in built ? [built] : []) {
		for (const chunk of output) if (chunk.type === 'chunk') return chunk.code;
	}
	throw new Error('the script of the public page could not be bundled');
}
