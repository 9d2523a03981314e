import { sql } from 'kysely';
import { migrate } from '../migrate.ts';
import type { OpenDatabase, OpenStorage } from '../open.ts';
import { OpenRefused } from '../open-refused.ts';
import { connectPostgres } from './connect.ts';
import { Presence } from './presence.ts';

/** Opens a PostgreSQL database. Any number of servers may share it; each workshop has one owner among them. */
export async function openPostgres(url: string, role: OpenStorage['role']): Promise<OpenDatabase> {
	const database = connectPostgres(url);
	const presence = new Presence(url, role);
	const close = async (): Promise<void> => {
		await presence.close();
		await database.db.destroy();
	};
	try {
		await sql`select 1`.execute(database.db);
		await presence.connect();
		await migrate(database);
	} catch (error) {
		await close();
		throw error instanceof OpenRefused ? error : unreachable(error);
	}
	return { database, locks: presence, close };
}

function unreachable(cause: unknown): OpenRefused {
	// The reason is PostgreSQL's own sentence ("password authentication failed …"); the address may hold a password.
	const reason = cause instanceof Error ? cause.message : String(cause);
	return new OpenRefused('storage.unreachable', `The PostgreSQL database did not open: ${reason}`, { cause });
}
