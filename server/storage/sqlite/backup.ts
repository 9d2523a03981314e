import { existsSync } from 'node:fs';
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { highestEpoch, settleRestored } from '../after-restore.ts';
import type { Restored } from '../backup.ts';
import { BackupRefused } from '../backup-refused.ts';
import { LATEST_VERSION } from '../migrations/all.ts';
import { connectSqlite } from './connect.ts';
import { heldByServer } from './open.ts';
import { ServerLock } from './server-lock.ts';

/** SQLite's online backup: the pages of one instant, in one step, so that a busy server can't make it start over and over. */
export async function backUpSqlite(path: string, file: string): Promise<void> {
	if (!existsSync(path)) throw new BackupRefused('backup.missing', `There is no database at ${path}.`);
	if (existsSync(file)) throw new BackupRefused('backup.exists', `${file} exists: name a new file.`);
	const partial = `${file}.partial`;
	await removeFiles(partial);
	await (await open(partial, 'wx', 0o600)).close();
	const source = new Sqlite(path, { fileMustExist: true });
	try {
		await source.backup(partial, { progress: ({ totalPages }) => totalPages });
		settleCopy(partial);
		await sync(partial);
		await rename(partial, file);
		await sync(dirname(file));
	} finally {
		source.close();
		await removeFiles(partial);
	}
}

/** The old file is kept beside the new one, under a name that says when. */
export async function restoreSqlite(path: string, file: string): Promise<Restored> {
	if (!existsSync(file)) throw new BackupRefused('backup.missing', `There is no backup at ${file}.`);
	const lock = new ServerLock(path);
	if (!lock.take()) {
		throw new BackupRefused('backup.held', heldByServer(path).message);
	}
	const fresh = `${path}.restoring`;
	try {
		await removeFiles(fresh);
		await copyFile(file, fresh);
		await chmod(fresh, 0o600);
		settleCopy(fresh);
		await raiseEpochs(fresh, await epochOf(path));
		const kept = await moveAside(path);
		await rename(fresh, path);
		await sync(dirname(path));
		return { kept };
	} finally {
		await removeFiles(fresh);
		lock.drop();
	}
}

/** Checks that a copy is a whole database of ours, and makes it one file without a log beside it. */
function settleCopy(path: string): void {
	let version: unknown;
	try {
		const copy = new Sqlite(path, { fileMustExist: true });
		try {
			const answer: unknown = copy.pragma('integrity_check', { simple: true });
			if (answer !== 'ok') throw new TypeError(String(answer));
			version = copy.prepare('select max(version) from schema_version').pluck().get();
			copy.pragma('journal_mode = DELETE');
		} finally {
			copy.close();
		}
	} catch (cause) {
		throw new BackupRefused('backup.damaged', `${path} is no whole database of Mesa Abierta.`, { cause });
	}
	if (typeof version !== 'number' || version > LATEST_VERSION) {
		throw new BackupRefused('backup.newer-schema', 'The backup was made by a newer version of Mesa Abierta.');
	}
}

/** Highest epoch in the database that is about to be replaced; 0 where it can't be read, which may be why it is replaced. */
async function epochOf(path: string): Promise<number> {
	if (!existsSync(path)) return 0;
	try {
		const { db } = connectSqlite(path);
		try {
			return await highestEpoch(db);
		} finally {
			await db.destroy();
		}
	} catch {
		return 0;
	}
}

async function raiseEpochs(path: string, epochBefore: number): Promise<void> {
	const database = connectSqlite(path);
	try {
		await settleRestored(database, epochBefore);
		await database.forget();
	} finally {
		await database.db.destroy();
	}
}

const PARTS = ['', '-wal', '-shm', '-journal'] as const;

async function moveAside(path: string): Promise<string | null> {
	if (!existsSync(path)) return null;
	const kept = `${path}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
	for (const part of PARTS) if (existsSync(path + part)) await rename(path + part, kept + part);
	return kept;
}

async function removeFiles(path: string): Promise<void> {
	for (const part of PARTS) await rm(path + part, { force: true });
}

async function sync(path: string): Promise<void> {
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
