import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

// `npm run size`: how much script each page of the production build makes a phone download, and whether that is too much.
// What counts: the files that Kit preloads for the page, all that they import statically, and the script in the page itself.

type Route = {
	page: string;
	route: string;
	limitKB: number | null;
	/**
	 * A page without the application has this script of its own; what it imports later on counts only where `allIn`. `*` stands
	 * for the languages, of which the heavier one counts.
	 */
	script?: string;
	allIn?: boolean;
	/** Of the later files of each kind nobody needs two: the heaviest counts. */
	oneOf?: readonly RegExp[];
	/** Later files that this reader does not need. */
	without?: RegExp;
};

const VOTES = [/\/(\w+-result|counted)-/, /\/ballot-/];

const routes: Route[] = [
	{ page: 'home', route: '/', limitKB: 60 },
	{ page: 'join', route: '/join/[code]', limitKB: 64 },
	{ page: 'table as list', route: '/w/[id]', limitKB: 100, script: '/w/app/table.*.js' },
	{
		// All that any voter can need: one ballot, one result, a secret one's keys, one's place, the list of who speaks, what the room takes.
		page: 'vote, all in',
		route: '/w/[id]/vote',
		limitKB: 72,
		script: '/w/app/vote.*.js',
		allIn: true,
		oneOf: VOTES,
	},
	{
		// To give one ballot that is not secret, and see its result. The aim is 40; half of it is Svelte itself.
		page: 'vote, to result',
		route: '/w/[id]/vote',
		limitKB: 54,
		script: '/w/app/vote.*.js',
		allIn: true,
		oneOf: VOTES,
		without:
			/\/(secret-|receipt-check|ended|line-words|rules-in-words|my-place|signs|notices|speaker-words|room-part)/,
	},
	{ page: 'projector', route: '/w/[id]/screen', limitKB: null, script: '/w/app/screen.*.js' },
	{ page: 'minutes', route: '/w/[id]/record', limitKB: null },
	{ page: 'commitment', route: '/c/[id]', limitKB: null, script: '/c/check.js' },
];

const output = join(fileURLToPath(new URL('../..', import.meta.url)), '.svelte-kit/output');

type PageOptions = { csr?: boolean };
type KitNode = { imports: string[]; universal?: PageOptions; server?: PageOptions };
type KitManifest = {
	_: {
		client: { imports: string[] };
		nodes: (() => Promise<KitNode>)[];
		routes: { id: string; page: { layouts: (number | undefined)[]; leaf: number } | null }[];
	};
};

const gzipOf = new Map<string, number>();
function weigh(file: string): number {
	let bytes = gzipOf.get(file);
	if (bytes === undefined) gzipOf.set(file, (bytes = gzipSync(readFileSync(join(output, 'client', file))).length));
	return bytes;
}
const weighAll = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + weigh(file), 0);
const inKB = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;

type Ask = (path: string) => Promise<Response>;

async function serve(manifest: KitManifest): Promise<Ask> {
	const { Server } = await import(pathToFileURL(join(output, 'server/index.js')).href);
	const server = new Server(manifest);
	await server.init({ env: {} });
	return (path) => server.respond(new Request(`http://localhost${path}`), { getClientAddress: () => '127.0.0.1' });
}

/** The bytes of Kit's own script in a page: the same on each, so that the error page, which needs no data, shows it. */
async function inlineScript(ask: Ask): Promise<number> {
	const page = await (await ask('/no-such-page')).text();
	const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]);
	if (scripts.length === 0) throw new Error('no script found in the rendered page');
	return gzipSync(scripts.join('\n')).length;
}

const STATIC = /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
const DYNAMIC = /\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

/** A script that stands apart from the application, with what it imports at once, or `allIn`: ever. Bytes by path. */
async function ownScript(ask: Ask, path: string, allIn: boolean, into = new Map<string, number>()) {
	if (into.has(path)) return into;
	const answer = await ask(path);
	if (!answer.ok) throw new Error(`${path} is not served`);
	const code = await answer.text();
	into.set(path, gzipSync(code).length);
	for (const pattern of allIn ? [STATIC, DYNAMIC] : [STATIC]) {
		for (const [, file] of code.matchAll(pattern)) {
			await ownScript(ask, path.replace(/[^/]+$/, file ?? ''), allIn, into);
		}
	}
	return into;
}
const LOCALES = ['es', 'en'];
async function heaviestScript(ask: Ask, path: string, allIn: boolean): Promise<Map<string, number>> {
	const all = await Promise.all(
		LOCALES.map((locale) => ownScript(ask, path.replace('*', locale), allIn, new Map<string, number>())),
	);
	return all.reduce((heaviest, one) => (sum(one.values()) > sum(heaviest.values()) ? one : heaviest));
}
/** Leaves out all but the heaviest of the files that stand for each other. */
function leaveHeaviest(own: Map<string, number>, oneOf: RegExp): void {
	const [, ...lighter] = [...own].filter(([path]) => oneOf.test(path)).sort(([, a], [, b]) => b - a);
	for (const [path] of lighter) own.delete(path);
}

const sum = (bytes: Iterable<number>) => [...bytes].reduce((all, some) => all + some, 0);

async function filesOf(manifest: KitManifest, route: KitManifest['_']['routes'][number]): Promise<Set<string> | null> {
	if (!route.page) return null;
	const ids = [...route.page.layouts, route.page.leaf].filter((id) => id !== undefined);
	const nodes = await Promise.all(ids.map(async (id) => manifest._.nodes[id]?.()));
	const csr = nodes.reduce((said, node) => node?.universal?.csr ?? node?.server?.csr ?? said, true);
	if (!csr) return new Set();
	return new Set([...manifest._.client.imports, ...nodes.flatMap((node) => node?.imports ?? [])]);
}

async function main(): Promise<boolean> {
	if (!existsSync(join(output, 'server/manifest-full.js'))) {
		console.error('There is no build to weigh: npm run build makes one.');
		return false;
	}
	const { manifest }: { manifest: KitManifest } = await import(
		pathToFileURL(join(output, 'server/manifest-full.js')).href
	);
	const ask = await serve(manifest);
	const inline = await inlineScript(ask);

	let ok = true;
	let list = new Map<string, number>();
	console.log('script, gzip:');
	for (const { page, route, limitKB, script, allIn = false, oneOf = [], without } of routes) {
		const name = `  ${page.padEnd(15)} ${route.padEnd(16)}`;
		const known = manifest._.routes.find(({ id }) => id.replace(/\/\([^)]+\)/g, '') === route);
		const files = known && (await filesOf(manifest, known));
		if (!files) {
			console.log(`${name} not there`);
			ok = false;
			continue;
		}
		const own = script ? await heaviestScript(ask, script, allIn) : new Map<string, number>();
		if (route === '/w/[id]') list = own;
		for (const path of own.keys()) if (without?.test(path)) own.delete(path);
		for (const kind of oneOf) leaveHeaviest(own, kind);
		const bytes = (files.size === 0 ? 0 : weighAll(files) + inline) + sum(own.values());
		const tooMuch = limitKB !== null && bytes > limitKB * 1000;
		if (tooMuch) ok = false;
		const limit = limitKB === null ? '' : `of ${limitKB} KB${tooMuch ? ': TOO MUCH' : ''}`;
		console.log(`${name} ${inKB(bytes).padStart(9)} ${limit}`);
	}

	const entry = [...list.keys()].find((path) => path.startsWith('/w/app/table.')) ?? '';
	const later = await ownScript(ask, entry, true);
	const canvasEntry = [...later.keys()].find((path) => path.includes('/mount-board-'));
	if (!canvasEntry || list.has(canvasEntry)) {
		console.log('  the table brings the canvas with it, which nobody has chosen yet');
		return false;
	}
	const canvas = await ownScript(ask, canvasEntry, false);
	for (const path of list.keys()) canvas.delete(path);
	console.log(`  canvas, apart, when it is chosen  ${inKB(sum(canvas.values())).padStart(7)}`);
	return ok;
}

if (!(await main())) process.exitCode = 1;
