import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { E2eServer } from './e2e-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The link that `npm run admin -- <command>` prints for whoever runs the server, while it runs. */
export async function adminLink(server: E2eServer, ...command: readonly string[]): Promise<string> {
	const { dataDir, port } = server;
	const child = spawn('npm', ['run', '--silent', 'admin', '--', ...command], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			PATH: process.env.PATH,
			LANG: 'es_MX.UTF-8',
			DATA_DIR: dataDir,
			HOST: '127.0.0.1',
			PORT: String(port),
		},
	});
	let printed = '';
	const hear = (chunk: Buffer): void => {
		printed += chunk.toString();
	};
	child.stdout.on('data', hear);
	child.stderr.on('data', hear);
	await once(child, 'close');
	const link = /http:\/\/\S+/.exec(printed)?.[0];
	if (child.exitCode !== 0 || !link) throw new Error(`no link from the terminal:\n${printed}`);
	return link;
}
