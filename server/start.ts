import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm start`: builds the pages if there is no build of these very sources, then runs the server. Nothing else may be imported
// before the catalogue is compiled, since everything else speaks by it.

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'build/.sources');
const SOURCES = [
	'src',
	'static',
	'package.json',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'server/dev-plugin.ts',
];
/** Made by the build itself, or beside it by the compiler of the catalogue. */
const MADE = [
	join('src', 'i18n', 'compiled'),
	...['.gitignore', '.meta.json', 'README.md', 'cache'].map((name) => join('src', 'i18n', 'project.inlang', name)),
];

/** Hash over the names and contents of all that goes into the pages. */
function hashOfSources(): string {
	const hash = createHash('sha256');
	for (const source of SOURCES.filter((path) => existsSync(join(root, path)))) addTo(hash, source);
	return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
	if (MADE.includes(path)) return;
	const full = join(root, path);
	if (!statSync(full).isDirectory()) hash.update(`\0${path}\0`).update(readFileSync(full));
	else for (const entry of readdirSync(full).sort()) addTo(hash, join(path, entry));
}

/** Runs a script of package.json with its output on this terminal. */
function npmRun(script: string, ...args: readonly string[]): Promise<boolean> {
	return new Promise((resolve) => {
		const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
			cwd: root,
			stdio: ['ignore', 'inherit', 'inherit'],
		});
		child.on('error', () => resolve(false));
		child.on('exit', (code) => resolve(code === 0));
	});
}

async function buildIfNeeded(): Promise<boolean> {
	const sources = hashOfSources();
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return true;
	if (!(await npmRun('i18n'))) return false;
	const [messages, { terminalLocale }] = await Promise.all([
		import('#i18n/compiled/messages.js'),
		import('./config.ts'),
	]);
	const options = { locale: terminalLocale() };
	process.stdout.write(`${messages.server_building({}, options)}\n`);
	const began = Date.now();
	if (!(await npmRun('build', '--logLevel', 'warn'))) {
		process.stderr.write(`${messages.server_build_failed({}, options)}\n`);
		return false;
	}
	writeFileSync(stamp, sources);
	process.stdout.write(`${messages.server_built({ seconds: Math.round((Date.now() - began) / 1_000) }, options)}\n`);
	return true;
}

if (await buildIfNeeded()) {
	const { run } = await import('./main.ts');
	await run(process.argv.slice(2));
} else {
	process.exitCode = 1;
}
