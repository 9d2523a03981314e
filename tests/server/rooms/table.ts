import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { documentName } from '#board/document-names.ts';
import type { CommitmentId, ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { Phase } from '#domain/agenda.ts';
import {
	mayWrite,
	type DocumentFacts,
	type DocumentTarget,
	type Lock,
	type WriteOperation,
	type WriteVerdict,
	type Writer,
} from '#domain/permissions.ts';
import type { PresenceIdentity } from '#protocol/sync.ts';
import type { Access, ReadVerdict } from '../../../server/rooms/access.ts';
import type { RoomLog, RoomsDeps } from '../../../server/rooms/deps.ts';
import { createRooms, type Rooms } from '../../../server/rooms/rooms.ts';
import { createSyncSockets, parseSyncPath } from '../../../server/rooms/upgrade.ts';
import { openStorage } from '../../../server/storage/open.ts';
import type { DocumentStore, Storage } from '../../../server/storage/storage.ts';
import { OPEN_PHASE, lockOn, person } from '../../support/gate-desk.ts';
import { RawClient } from '../../support/raw-client.ts';

export const WORKSHOP = 'mesadeprueba22222222' as WorkshopId;
export const DRAFT = 'compromiso2222222222' as CommitmentId;
export const BOARD: DocumentTarget = { document: 'board' };

/** The decisions lane as the rooms see it, with its answers in the test's hands. */
export class TableDouble implements Access {
	currentEpoch = 1;
	readonly removed = new Set<ParticipantId>();
	readonly observers = new Set<ParticipantId>();
	lock: Lock | null = null;
	/** Besides `lock`. */
	locks: readonly Lock[] = [];
	phase: Phase = OPEN_PHASE;
	/** Whose text is still a draft. */
	readonly drafts = new Set([DRAFT]);
	showNames = true;
	readonly #callbacks = new Set<() => void>();

	epoch(): number {
		return this.currentEpoch;
	}

	mayRead(_workshop: WorkshopId, participant: ParticipantId, target: DocumentTarget): ReadVerdict {
		if (this.removed.has(participant)) return 'removed';
		return target.document === 'own' ? 'unknown' : 'yes';
	}

	verdict(
		_workshop: WorkshopId,
		participant: ParticipantId,
		operation: WriteOperation,
		target: DocumentTarget,
		path: readonly string[],
		facts: DocumentFacts = { board: null, draft: null },
	): WriteVerdict {
		const role = this.observers.has(participant) ? 'observer' : 'guest';
		const writer: Writer = { id: participant, role, removed: this.removed.has(participant) };
		const locks = this.lock ? [this.lock, ...this.locks] : this.locks;
		const { phase, drafts } = this;
		return mayWrite(writer, operation, target, path, {
			phase,
			locks,
			drafts,
			routes: drafts,
			archived: false,
			...facts,
		});
	}

	readonly facilitators = new Set<ParticipantId>();

	facilitates(_workshop: WorkshopId, participant: ParticipantId): boolean {
		return this.facilitators.has(participant);
	}

	lockNotice(_workshop: WorkshopId, lock: Lock) {
		return { by: 'Lucía', at: lock.at, reason: 'Vamos a votar' };
	}

	identity(_workshop: WorkshopId, participant: ParticipantId): PresenceIdentity {
		return { id: participant, label: this.showNames ? participant.replace(/2+$/, '') : null, sector: null };
	}

	onChange(_workshop: WorkshopId, callback: () => void): () => void {
		this.#callbacks.add(callback);
		return () => this.#callbacks.delete(callback);
	}

	/** What the decisions lane does after an append. */
	change(decide: () => void): void {
		decide();
		for (const callback of this.#callbacks) callback();
	}

	lockBoard(): void {
		this.change(() => {
			this.lock = lockOn({ kind: 'board' });
		});
	}

	unlock(): void {
		this.change(() => {
			this.lock = null;
		});
	}
}

export interface Logged {
	readonly level: 'info' | 'warn' | 'error';
	readonly message: string;
}

export interface ServerOptions extends Partial<RoomsDeps> {
	/** Stands between the rooms and the real store. */
	readonly documents?: (real: DocumentStore) => DocumentStore;
	/** A free one by default. */
	readonly port?: number;
}

/** A server with the documents lane alone, on a real socket and a real database. */
export class Server {
	readonly table: TableDouble;
	readonly storage: Storage;
	readonly rooms: Rooms;
	readonly origin: string;
	readonly log: Logged[];
	readonly #http: HttpServer;
	/** What is connected, upgraded or not. */
	readonly #open: ReadonlySet<Socket>;
	readonly #clients = new Set<{ close(): void }>();

	private constructor(
		parts: Pick<Server, 'table' | 'storage' | 'rooms' | 'origin' | 'log'>,
		http: HttpServer,
		open: ReadonlySet<Socket>,
	) {
		this.table = parts.table;
		this.storage = parts.storage;
		this.rooms = parts.rooms;
		this.origin = parts.origin;
		this.log = parts.log;
		this.#http = http;
		this.#open = open;
	}

	static async start(file: string, options: ServerOptions = {}): Promise<Server> {
		const { documents, port = 0, ...deps } = options;
		const storage = await openStorage({ url: `file:${file}`, role: 'server' });
		const claim = await storage.owners.claim(WORKSHOP);
		if (claim === 'busy') throw new Error('the table is held');
		const table = new TableDouble();
		table.currentEpoch = claim.epoch;
		const log: Logged[] = [];
		const rooms = createRooms({
			storage: { documents: documents ? documents(storage.documents) : storage.documents },
			access: table,
			clock: Date.now,
			log: keepLog(log),
			...deps,
		});
		const sockets = createSyncSockets();
		const open = new Set<Socket>();
		const http = createServer();
		http.on('connection', (socket) => {
			open.add(socket);
			socket.on('close', () => open.delete(socket));
		});
		http.on('upgrade', (request, socket, head) => {
			const place = parseSyncPath(request.url ?? '');
			const bearer = /bearer\.([a-z2-7]+)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1];
			if (!place || !bearer) return socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
			sockets.handleUpgrade(request, socket, head, (ws) => {
				const participant = person(bearer);
				const signInSession = `session-${bearer}`;
				rooms.connect(ws, { ...place, participant, signInSession, protocol: ws.protocol });
			});
		});
		await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
		const address = http.address() as AddressInfo; // listening on TCP, so not a pipe's name
		return new Server({ table, storage, rooms, origin: `ws://127.0.0.1:${address.port}`, log }, http, open);
	}

	url(target: DocumentTarget = BOARD): string {
		return `${this.origin}/sync/${WORKSHOP}/${documentName(target)}`;
	}

	/** A client of ours that speaks by hand, in sync. */
	async raw(name: string, protocols: readonly string[] = ['mesa.2', 'mesa.1'], target = BOARD): Promise<RawClient> {
		return await this.connect(name, protocols, target).sync();
	}

	/** The same before it has said a word. */
	connect(name: string, protocols: readonly string[] = ['mesa.2', 'mesa.1'], target = BOARD): RawClient {
		const client = new RawClient(this.url(target), [...protocols, `bearer.${name}`]);
		this.#clients.add(client);
		return client;
	}

	/** A stock client as any program would use it. */
	stock(name: string, doc = new Y.Doc(), target = BOARD): WebsocketProvider {
		const provider = new WebsocketProvider(`${this.origin}/sync/${WORKSHOP}`, documentName(target), doc, {
			disableBc: true,
			protocols: ['mesa.1', `bearer.${name}`],
			// The stock client asks for the browser's class, which ws's own stands in for.
			WebSocketPolyfill: WebSocket as never,
		});
		this.#clients.add({
			close: () => {
				provider.destroy();
				doc.destroy();
			},
		});
		return provider;
	}

	async stop(): Promise<void> {
		await this.rooms.stop();
		await this.crash();
	}

	/** Ends without saving anything more. */
	async crash(): Promise<void> {
		for (const client of this.#clients) client.close();
		this.#http.close();
		for (const socket of this.#open) socket.destroy();
		await this.storage.close();
	}
}

function keepLog(lines: Logged[]): RoomLog {
	const line = (level: Logged['level']) => (data: unknown, message?: string) => {
		const cause = typeof data === 'object' && data !== null && 'err' in data ? String(data.err) : '';
		lines.push({ level, message: `${message ?? String(data)} ${cause}` });
	};
	return { info: line('info'), warn: line('warn'), error: line('error') };
}

/** A database file of its own in a folder that goes with the test. */
export function databaseFile(): { file: string; drop: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'mesa-rooms-'));
	return { file: join(folder, 'mesa.db'), drop: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Polls until the condition holds; the runner's own time limit ends it otherwise. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
