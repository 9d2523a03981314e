import { parseLocation } from './location.ts';
import { backUpPostgres, restorePostgres } from './postgres/backup.ts';
import { backUpSqlite, restoreSqlite } from './sqlite/backup.ts';

export interface Restored {
	/** Where the data that were there before stand now: a file, or a schema of the database. Null where there were none. */
	readonly kept: string | null;
}

/**
 * Copies the database as it is at one instant into a new file, readable by its owner alone, while a server goes on writing. The
 * signing key is not in it and is to be kept apart: whoever has both can sign in the instance's name. Throws `BackupRefused`.
 */
export async function backUp(url: string, file: string): Promise<void> {
	const location = parseLocation(url);
	switch (location.dialect) {
		case 'sqlite':
			return await backUpSqlite(location.path, file);
		case 'postgres':
			return await backUpPostgres(location.url, file);
		default:
			return location satisfies never;
	}
}

/**
 * Puts a backup in the place of the database. Refused while a server holds it. Every owner epoch is raised above any that was ever
 * given, so that a process from before is fenced; unused links (invitations, resets) are withdrawn, for a used one would work
 * again. A restore that fails leaves the database as it was. Throws `BackupRefused`.
 */
export async function restore(url: string, file: string): Promise<Restored> {
	const location = parseLocation(url);
	switch (location.dialect) {
		case 'sqlite':
			return await restoreSqlite(location.path, file);
		case 'postgres':
			return await restorePostgres(location.url, file);
		default:
			return location satisfies never;
	}
}
