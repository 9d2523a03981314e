import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';

/**
 * Vite plugin: `virtual:verify-file`, the page `/verify` as one file with its script and style in it. It is bundled by itself, so that
 * anybody can keep it and open it from a disk, without this server or any network, for as long as browsers read HTML.
 */
export function verifyFile(root: string): Plugin {
	const id = 'virtual:verify-file';
	const entry = join(root, 'src/routes/verify/app.ts');
	return {
		name: 'verify-file',
		resolveId: (source) => (source === id ? `\0${id}` : null),
		async load(source) {
			if (source !== `\0${id}`) return null;
			this.addWatchFile(entry);
			return `export const html = ${JSON.stringify(page(root, await bundle(root, entry)))};`;
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
		plugins: [svelte({ configFile: false, compilerOptions: { runes: true, css: 'injected' } })],
		define: { 'import.meta.env.SSR': 'false', 'process.env.NODE_ENV': '"production"' },
		build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'mesaVerify' } },
	});
	for (const { output } of Array.isArray(built) ? built : 'output' in built ? [built] : []) {
		for (const chunk of output) if (chunk.type === 'chunk') return chunk.code;
	}
	throw new Error('the page that checks bundles could not be made');
}

// Nothing may be fetched, from anywhere: what the page says about sending nothing, the browser enforces.
const POLICY =
	"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

function page(root: string, script: string): string {
	const style = ['tokens.css', 'base.css']
		.map((name) => readFileSync(join(root, 'src/lib/ui', name), 'utf8'))
		.join('\n');
	return `<!doctype html>
<html lang="es-MX" data-theme="system">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Comprobar un compromiso · Mesa Abierta</title>
<link rel="icon" href="data:,">
<style>${style.replaceAll('</', '<\\/')}</style>
</head>
<body>
<div id="app"></div>
<script>${script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')}</script>
</body>
</html>
`;
}
