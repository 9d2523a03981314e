import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { WorkshopId } from '#domain/ids.ts';
import type { OwnerLocks } from '../owners.ts';
import { CONNECT_TIMEOUT_MS } from './connect.ts';

const RECONNECT_MS = 1_000;

/**
 * What tells other processes that this one lives: advisory locks of one dedicated connection, one a workshop that it owns and,
 * for a server, one shared by all servers, which a restore asks for alone. PostgreSQL drops them when the connection ends.
 * If only the connection was lost, the locks are taken again; what another process took meanwhile is its own now, and its
 * epoch fences what is still under way here.
 */
export class Presence implements OwnerLocks {
	readonly #url: string;
	readonly #role: 'server' | 'admin';
	readonly #held = new Set<WorkshopId>();
	#connection: Promise<pg.Client> | null = null;
	#turn: Promise<unknown> = Promise.resolve();
	#retry: NodeJS.Timeout | undefined;
	#closed = false;

	constructor(url: string, role: 'server' | 'admin') {
		this.#url = url;
		this.#role = role;
	}

	async connect(): Promise<void> {
		await this.#client();
	}

	hold(workshop: WorkshopId): Promise<boolean> {
		return this.#inTurn(async (client) => {
			if (this.#held.has(workshop)) return true;
			const held = await tryLock(client, workshopKey(workshop));
			if (held) this.#held.add(workshop);
			return held;
		});
	}

	async drop(workshop: WorkshopId): Promise<void> {
		await this.#inTurn(async (client) => {
			if (this.#held.delete(workshop))
				await client.query('select pg_advisory_unlock($1)', [workshopKey(workshop)]);
		});
	}

	async close(): Promise<void> {
		this.#closed = true;
		clearTimeout(this.#retry);
		const connection = this.#connection;
		this.#connection = null;
		// One that never opened has nothing to close.
		const client = await connection?.catch(() => null);
		await client?.end();
	}

	// One connection answers one question at a time; and a lock taken twice would have to be dropped twice.
	#inTurn<Answer>(ask: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
		const answer = this.#turn.then(async () => ask(await this.#client()));
		this.#turn = answer.catch(() => {});
		return answer;
	}

	#client(): Promise<pg.Client> {
		if (this.#closed) return Promise.reject(new Error('the storage is closed'));
		this.#connection ??= this.#open().catch((error: unknown) => {
			this.#connection = null;
			throw error;
		});
		return this.#connection;
	}

	async #open(): Promise<pg.Client> {
		const client = new pg.Client({
			connectionString: this.#url,
			connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
			application_name: 'mesa-abierta owner',
			keepAlive: true,
		});
		client.on('error', () => {}); // 'end' follows
		await client.connect();
		client.once('end', () => this.#lost());
		if (this.#role === 'server') {
			await client.query('select pg_advisory_lock_shared(hashtextextended(current_schema(), $1))', [SERVERS]);
		}
		for (const workshop of this.#held) {
			if (!(await tryLock(client, workshopKey(workshop)))) this.#held.delete(workshop);
		}
		return client;
	}

	#lost(): void {
		this.#connection = null;
		if (this.#closed) return;
		this.#retry = setTimeout(() => this.#client().catch(() => this.#lost()), RECONNECT_MS).unref();
	}
}

// Seed of the key that all servers on one schema share; any number of its own.
const SERVERS = 7_203_450_114;

/** A server that has just gone: PostgreSQL frees its locks only when it has noticed, a moment after. In milliseconds. */
const NOTICED_WITHIN_MS = 3_000;
const ASK_AGAIN_MS = 100;

/** True when no server runs on the schema, and from then on none can start until the client's connection ends. */
export async function keepServersOut(client: pg.Client): Promise<boolean> {
	for (let waited = 0; ; waited += ASK_AGAIN_MS) {
		const { rows } = await client.query<{ free: boolean }>(
			'select pg_try_advisory_lock(hashtextextended(current_schema(), $1)) as free',
			[SERVERS],
		);
		if (rows[0]?.free === true) return true;
		if (waited >= NOTICED_WITHIN_MS) return false;
		await sleep(ASK_AGAIN_MS);
	}
}

async function tryLock(client: pg.Client, key: string): Promise<boolean> {
	const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [key]);
	return rows[0]?.held === true;
}

/** Advisory locks are named by 64 bits: the first of a hash, so that ids far apart never meet by chance. */
function workshopKey(workshop: WorkshopId): string {
	return createHash('sha256').update(`mesa-abierta/workshop/${workshop}`).digest().readBigInt64BE().toString();
}
