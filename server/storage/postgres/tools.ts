import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupRefused } from '../backup-refused.ts';

/** Writes one schema of the database to `file` in PostgreSQL's custom format. Throws `BackupRefused`. */
export async function pgDump(url: string, schema: string, file: string): Promise<void> {
	await withAddress(url, async (address) => {
		const what = ['--format=custom', '--no-owner', '--no-privileges', `--schema="${schema}"`];
		await run('pg_dump', [...what, `--file=${file}`, `--dbname=${address}`]);
	});
}

/** Puts back the tables of a dump, all or none. The schema itself must be there, and the tables not. Throws `BackupRefused`. */
export async function pgRestore(url: string, file: string): Promise<void> {
	await withAddress(url, async (address, folder) => {
		const list = join(folder, 'contents');
		const contents = await run('pg_restore', ['--list', file]);
		// The schema stands already, and may be `public`, which others use too.
		const wanted = contents
			.split('\n')
			.filter((line) => !/^\d+; \d+ \d+ (SCHEMA|(COMMENT|ACL) - SCHEMA) /.test(line));
		await writeFile(list, wanted.join('\n'));
		const how = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges', `--use-list=${list}`];
		await run('pg_restore', [...how, `--dbname=${address}`, file]);
	});
}

/** Runs with the address as PostgreSQL's own programs read it, its password in a file: a command line is for all to see. */
async function withAddress(url: string, work: (address: string, folder: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'mesa-abierta-')); // mode 0700
	try {
		await work(await addressFor(url, folder), folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

// What both our driver and PostgreSQL's own library understand in an address.
const PARAMETERS = [
	'application_name',
	'connect_timeout',
	'host',
	'options',
	'port',
	'sslcert',
	'sslkey',
	'sslmode',
	'sslrootcert',
];

async function addressFor(url: string, folder: string): Promise<string> {
	const address = new URL(url);
	for (const name of [...address.searchParams.keys()])
		if (!PARAMETERS.includes(name)) address.searchParams.delete(name);
	if (address.password !== '') {
		const passwords = join(folder, 'passwords');
		const password = decodeURIComponent(address.password).replaceAll(/[\\:]/g, String.raw`\$&`);
		await writeFile(passwords, `*:*:*:*:${password}\n`, { mode: 0o600 });
		address.password = '';
		address.searchParams.set('passfile', passwords);
	}
	address.search = address.search.replaceAll('+', '%20'); // a form's way to write a space, which PostgreSQL does not read
	return address.href;
}

/** Runs one of PostgreSQL's programs and returns what it printed. */
async function run(program: string, args: readonly string[]): Promise<string> {
	const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	let printed = '';
	let complaint = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
	return await new Promise((resolve, reject) => {
		child.on('error', (cause) => {
			const message = `${program} was not found: install PostgreSQL's client programs (on Debian: apt-get install postgresql-client).`;
			reject(new BackupRefused('backup.no-tool', message, { cause }));
		});
		child.on('close', (status) => {
			if (status === 0) return resolve(printed);
			const message = `${program} failed: ${complaint.trim()}`;
			reject(new BackupRefused('backup.tool-failed', message));
		});
	});
}
