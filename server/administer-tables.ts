import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import { parseId, type WorkshopId } from '#domain/ids.ts';
import { reachable } from './announce.ts';
import { createAuth } from './auth/auth.ts';
import type { Config } from './config.ts';
import type { Storage } from './storage/storage.ts';
import { ArchiveRefused, type ArchiveRefusal } from './transfer/archive-refused.ts';
import { ARCHIVE_MAX } from './transfer/format.ts';
import { importTable } from './transfer/import-table.ts';
import { readArchive } from './transfer/read-archive.ts';
import { writeArchive } from './transfer/write-archive.ts';

type Say = (line: string) => void;

/** Writes a whole table into a new file that its owner alone can read. */
export async function takeOut(
	config: Config,
	storage: Storage,
	asked: string,
	folder: string,
	say: Say,
): Promise<number> {
	const workshop = parseId<WorkshopId>(asked);
	if (!workshop) throw new ArchiveRefused('archive.missing', asked);
	const zip = await writeArchive(storage, workshop);
	const at = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
	const file = resolve(folder, `mesa-${workshop}-${at}.zip`);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	try {
		await writeFile(file, zip, { flag: 'wx', mode: 0o600 });
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
			throw new ArchiveRefused('archive.there', file, { cause });
		throw cause;
	}
	say(messages.server_admin_exported({ file }, config));
	say(messages.server_admin_exported_care({}, config));
	return 0;
}

/** Brings a table in and gives a link with which somebody facilitates it: accounts stay where they were. */
export async function bringIn(config: Config, storage: Storage, asked: string, say: Say): Promise<number> {
	const archive = readArchive(await bytesOf(resolve(asked)));
	const workshop = await importTable(storage, archive, Date.now());
	const { seq, hash } = archive.events.at(-1) ?? { seq: 0, hash: '' };
	say(messages.server_admin_imported({ id: workshop, seq, hash }, config));
	const { secret } = await createAuth(storage.auth).tokens.mint('facilitate', { workshop });
	say(messages.server_admin_imported_link({}, config));
	say(`  ${reachable(config, config.port).origin}/facilitate?token=${secret}`);
	if (config.publicOrigin === null) say(messages.server_admin_origin_hint({}, config));
	return 0;
}

async function bytesOf(file: string): Promise<Uint8Array> {
	const found = await stat(file).catch(() => null);
	if (!found?.isFile()) throw new ArchiveRefused('archive.missing', file);
	if (found.size > ARCHIVE_MAX) throw new ArchiveRefused('archive.too-large', file);
	return readFile(file);
}

type Sentence = (inputs: { readonly at: string }, options: { locale: Locale }) => string;

const SENTENCES: Readonly<Record<ArchiveRefusal, Sentence>> = {
	'archive.missing': messages.server_archive_missing,
	'archive.there': messages.server_archive_there,
	'archive.not-zip': messages.server_archive_not_zip,
	'archive.too-large': messages.server_archive_too_large,
	'archive.path': messages.server_archive_path,
	'archive.format': messages.server_archive_format,
	'archive.hash': messages.server_archive_hash,
	'archive.malformed': messages.server_archive_malformed,
	'archive.damaged': messages.server_archive_damaged,
	'archive.exists': messages.server_archive_exists,
};

/** The code, for whoever looks it up, and a sentence that says what to do; null for any other error. */
export function whyArchiveRefused(error: unknown, locale: Locale): string | null {
	if (!(error instanceof ArchiveRefused)) return null;
	return `${SENTENCES[error.code]({ at: error.at }, { locale })} [${error.code}]`;
}
