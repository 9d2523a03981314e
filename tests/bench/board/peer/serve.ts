import { createServer } from 'node:http';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import type { Tree } from '../tree.ts';

const root = new URL('../../../..', import.meta.url).pathname;

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html',
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.svg': 'image/svg+xml',
	'.json': 'application/json',
	'.woff2': 'font/woff2',
};

export interface Peer {
	/** Where tldraw shows these cards from now on. */
	show(tree: Tree): string;
	stop(): void;
}

/** Builds the page of plain tldraw as a production build and serves it from a folder of its own; nothing leaves this machine. */
export async function servePeer(): Promise<Peer> {
	const folder = mkdtempSync(join(tmpdir(), 'mesa-bench-peer-'));
	await build({
		root,
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		build: {
			outDir: folder,
			target: 'es2022',
			rolldownOptions: {
				input: join(root, 'tests/bench/board/peer/page.ts'),
				output: { entryFileNames: 'page.js' },
			},
			cssCodeSplit: false,
		},
	});
	const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>tldraw</title>
<link rel="stylesheet" href="/style.css"><body><script type="module" src="/page.js"></script>`;
	writeFileSync(join(folder, 'index.html'), html);
	let cards = '[]';
	const server = createServer((request, response) => {
		const path = normalize(new URL(request.url ?? '/', 'http://peer').pathname);
		const type = TYPES[extname(path)] ?? (path === '/' ? 'text/html' : 'application/octet-stream');
		try {
			const file = path === '/' ? 'index.html' : path === '/style.css' ? styleIn(folder) : path;
			const body = path === '/cards.json' ? cards : readFileSync(join(folder, file));
			response.writeHead(200, { 'content-type': type }).end(body);
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the peer has no port');
	return {
		show(tree) {
			cards = JSON.stringify(tree.cards);
			return `http://127.0.0.1:${address.port}/`;
		},
		stop() {
			server.closeAllConnections();
			server.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The one style sheet of the build. */
function styleIn(folder: string): string {
	const assets = readdirSync(join(folder, 'assets'));
	return join('assets', assets.find((name) => name.endsWith('.css')) ?? '');
}
