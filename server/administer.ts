import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import { reachable } from './announce.ts';
import { rotate, signNow } from './administer-log.ts';
import { bringIn, takeOut, whyArchiveRefused } from './administer-tables.ts';
import { createAuth } from './auth/auth.ts';
import { readConfig, terminalLocale, type Config } from './config.ts';
import { whyNotStarted } from './start-refused.ts';
import { backUp, restore } from './storage/backup.ts';
import { BackupRefused, type BackupRefusal } from './storage/backup-refused.ts';
import { openStorage } from './storage/open.ts';
import type { Storage } from './storage/storage.ts';

type Say = (line: string) => void;

/** Carries out one command; answers the exit code. */
export async function administer(
	[command = '', argument = '', folder = '.']: readonly string[],
	say: Say,
	environment?: NodeJS.ProcessEnv,
): Promise<number> {
	const options = { locale: terminalLocale(environment) };
	try {
		const config = readConfig(environment);
		switch (command) {
			case 'invite':
				return await withStorage(config, (storage) => invite(config, storage, say));
			case 'reset':
				if (argument === '') break;
				return await withStorage(config, (storage) => reset(config, storage, argument, say));
			case 'list':
				return await withStorage(config, (storage) => list(storage, say, options.locale));
			case 'backup':
				if (argument === '') break;
				return await makeBackup(config, argument, say);
			case 'restore':
				if (argument === '') break;
				return await putBack(config, argument, say);
			case 'export':
				if (argument === '') break;
				return await withStorage(config, (storage) => takeOut(config, storage, argument, folder, say));
			case 'import':
				if (argument === '') break;
				return await withStorage(config, (storage) => bringIn(config, storage, argument, say));
			case 'checkpoint':
				return await withStorage(config, (storage) => signNow(config, storage, say));
			case 'rotate-key':
				if (argument !== '' && argument !== '--lost') break;
				return await rotate(config, argument, say);
			case '':
			case 'help':
				usage(say, options.locale);
				return 0;
			default:
				say(messages.server_admin_unknown({ command }, options));
		}
		usage(say, options.locale);
		return 2;
	} catch (error) {
		const sentence = whyRefused(error, options.locale);
		if (sentence === null) throw error;
		say(sentence);
		return 1;
	}
}

function usage(say: Say, locale: Locale): void {
	const options = { locale };
	say(messages.server_admin_usage({}, options));
	for (const help of [
		messages.server_admin_help_invite,
		messages.server_admin_help_reset,
		messages.server_admin_help_list,
		messages.server_admin_help_backup,
		messages.server_admin_help_restore,
		messages.server_admin_help_export,
		messages.server_admin_help_import,
		messages.server_admin_help_checkpoint,
		messages.server_admin_help_rotate_key,
	]) {
		say(`  ${help({}, options)}`);
	}
}

async function withStorage(config: Config, work: (storage: Storage) => Promise<number>): Promise<number> {
	const storage = await openStorage({ url: config.databaseUrl, role: 'admin' });
	try {
		return await work(storage);
	} finally {
		await storage.close();
	}
}

async function invite(config: Config, storage: Storage, say: Say): Promise<number> {
	const { secret } = await createAuth(storage.auth).tokens.mint('invite');
	say(messages.server_admin_invite({}, config));
	sayLink(config, `/register?token=${secret}`, say);
	return 0;
}

async function reset(config: Config, storage: Storage, username: string, say: Say): Promise<number> {
	const account = await storage.auth.accountByUsername(username.toLowerCase());
	if (account === null) {
		say(messages.server_admin_no_user({ username }, config));
		return 1;
	}
	const { secret } = await createAuth(storage.auth).tokens.mint('reset', { account: account.id });
	say(messages.server_admin_reset({ username: account.username }, config));
	sayLink(config, `/reset?token=${secret}`, say);
	return 0;
}

function sayLink(config: Config, path: string, say: Say): void {
	say(`  ${reachable(config, config.port).origin}${path}`);
	if (config.publicOrigin === null) say(messages.server_admin_origin_hint({}, config));
}

async function list(storage: Storage, say: Say, locale: Locale): Promise<number> {
	const options = { locale };
	const date = (at: number): string => new Date(at).toISOString().slice(0, 10);
	const accounts = await storage.auth.accounts();
	say(messages.server_admin_accounts({ count: accounts.length }, options));
	for (const { username, name, createdAt } of accounts) {
		say(messages.server_admin_account({ username, name, date: date(createdAt) }, options));
	}
	const status = {
		open: messages.server_admin_status_open({}, options),
		archived: messages.server_admin_status_archived({}, options),
		erased: messages.server_admin_status_erased({}, options),
	};
	const tables = await storage.log.workshops();
	say(messages.server_admin_tables({ count: tables.length }, options));
	for (const table of tables) {
		const line = {
			id: table.workshop,
			title: table.title,
			status: status[table.status],
			date: date(table.changedAt),
		};
		say(messages.server_admin_table(line, options));
	}
	return 0;
}

async function makeBackup(config: Config, folder: string, say: Say): Promise<number> {
	// To the second and without colons, so that names sort by time and every file system takes them.
	const at = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
	const file = resolve(folder, `mesa-${at}.${config.databaseUrl.startsWith('file:') ? 'db' : 'dump'}`);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await backUp(config.databaseUrl, file);
	say(messages.server_admin_backed_up({ file }, config));
	say(messages.server_admin_key_apart({ key: config.signingKeyFile }, config));
	return 0;
}

async function putBack(config: Config, file: string, say: Say): Promise<number> {
	const { kept } = await restore(config.databaseUrl, resolve(file));
	if (kept !== null) say(messages.server_admin_kept_before({ file: kept }, config));
	say(messages.server_admin_restored({}, config));
	return 0;
}

type Sentence = (inputs: object, options: { locale: Locale }) => string;

const BACKUP: Readonly<Record<BackupRefusal, Sentence>> = {
	'backup.exists': messages.server_backup_exists,
	'backup.held': messages.server_backup_held,
	'backup.missing': messages.server_backup_missing,
	'backup.damaged': messages.server_backup_damaged,
	'backup.newer-schema': messages.server_backup_newer_schema,
	'backup.no-tool': messages.server_backup_no_tool,
	'backup.tool-failed': messages.server_backup_tool_failed,
};

function whyRefused(error: unknown, locale: Locale): string | null {
	const ofArchive = whyArchiveRefused(error, locale);
	if (ofArchive !== null) return ofArchive;
	if (!(error instanceof BackupRefused)) return whyNotStarted(error, { port: 0, host: '' }, locale);
	const sentence = BACKUP[error.code]({}, { locale });
	// What the database's own tool said helps more than any sentence of ours.
	return error.code === 'backup.tool-failed' ? `${sentence} ${error.message}` : sentence;
}
