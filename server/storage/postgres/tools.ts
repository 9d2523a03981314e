import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupRefused } from '../backup-refused.ts';

/** Writes tables of one schema to `file` in PostgreSQL's custom format. Throws `BackupRefused`. */
export async function pgDump(url: string, schema: string, tables: readonly string[], file: string): Promise<void> {
	await withAddress(url, async (address) => {
		const what = tables.map((table) => `--table="${schema}"."${table}"`);
		await run('pg_dump', [...HOW, '--format=custom', ...what, `--file=${file}`, `--dbname=${address}`]);
	});
}

/** Puts back the tables of a dump, all or none, into the schema of their name, where they must not be. Throws `BackupRefused`. */
export async function pgRestore(url: string, file: string): Promise<void> {
	await withAddress(url, async (address) => {
		await run('pg_restore', [...HOW, '--single-transaction', '--exit-on-error', `--dbname=${address}`, file]);
	});
}

// The tables belong to whoever restores them.
const HOW = ['--no-owner', '--no-privileges'];

/** Runs with the address as PostgreSQL's own programs read it, its password in a file: a command line is for all to see. */
async function withAddress(url: string, work: (address: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'mesa-abierta-')); // mode 0700
	try {
		await work(await addressFor(url, folder));
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
