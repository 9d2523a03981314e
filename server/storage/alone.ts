import pg from 'pg';
import { parseLocation } from './location.ts';
import { OpenRefused } from './open-refused.ts';
import { openStorage } from './open.ts';
import { CONNECT_TIMEOUT_MS } from './postgres/connect.ts';
import { keepServersOut } from './postgres/presence.ts';
import type { Storage } from './storage.ts';

/** Opens the database for work that no server may run beside; throws `OpenRefused` ('storage.held') where one does. */
export async function openAlone(url: string): Promise<Storage> {
	if (parseLocation(url).dialect === 'sqlite') return openStorage({ url, role: 'server' });
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
	await client.connect();
	try {
		if (!(await keepServersOut(client))) throw new OpenRefused('storage.held', 'A server runs on this database.');
		const storage = await openStorage({ url, role: 'admin' });
		return {
			...storage,
			async close() {
				await storage.close();
				await client.end();
			},
		};
	} catch (error) {
		await client.end();
		throw error;
	}
}
