import { IN_MEMORY } from '../location.ts';
import { migrate, schemaVersion } from '../migrate.ts';
import { LATEST_VERSION } from '../migrations/all.ts';
import type { OpenDatabase, OpenStorage } from '../open.ts';
import { OpenRefused } from '../open-refused.ts';
import { connectSqlite } from './connect.ts';
import { ServerLock } from './server-lock.ts';

/** Opens a SQLite file. A server holds it against other servers; an admin command only while it must (migrating, owning). */
export async function openSqlite(path: string, role: OpenStorage['role']): Promise<OpenDatabase> {
	const database = connectSqlite(path);
	const lock = path === IN_MEMORY ? null : new ServerLock(path);
	const close = async (): Promise<void> => {
		await database.db.destroy();
		lock?.drop();
	};
	try {
		if (role === 'server' && lock && !lock.take()) throw heldByServer(path);
		if ((await schemaVersion(database)) !== LATEST_VERSION) {
			if (lock && !lock.take()) throw heldByServer(path);
			await migrate(database);
			if (role === 'admin') lock?.drop();
		}
	} catch (error) {
		await close();
		throw error;
	}
	return {
		database,
		close,
		// With one server a file, holding a workshop is holding the file; epochs do the rest within the process.
		locks: { hold: async () => lock?.take() ?? true, drop: async () => {} },
	};
}

export function heldByServer(path: string): OpenRefused {
	const message = `A Mesa Abierta server already uses ${path}: stop it first (Ctrl+C, or the service that started it).`;
	return new OpenRefused('storage.held', message);
}
