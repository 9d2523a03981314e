import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { parseId, type WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { localeOf } from '#i18n/locale.ts';
import { BEARER_PREFIX } from '#protocol/sync.ts';
import type { SignIn } from '../auth/sessions.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { chooseProtocol, createSyncSockets, parseSyncPath } from '../rooms/upgrade.ts';
import type { Live } from '../workshops/live.ts';
import { callerOf, type CallerSettings } from './caller.ts';
import type { Deps } from './deps.ts';
import { sessionCookieIn } from './guards.ts';
import type { LiveLane } from './live-lane.ts';
import { sentenceOf } from './sentences.ts';
import { STATUS, type AnswerCode } from './status.ts';

export interface UpgradeDeps extends Pick<Deps, 'auth' | 'workshops' | 'clock' | 'log'> {
	readonly settings: CallerSettings;
	readonly rooms: Pick<Rooms, 'connect' | 'closeSignInSession'>;
	readonly live: LiveLane;
	/** Told of each refusal, to be counted. */
	readonly onRefused?: ((code: AnswerCode) => void) | undefined;
}

/** Upgrades that wait for the database at once; beyond, people are told to come back (F15). */
const MOST_WAITING = 500;
/** How often connections are asked whether their session still counts: it may have ended by an admin command or by time. */
const SWEEP_MS = 10_000;

type Wanted =
	| { readonly lane: 'sync'; readonly workshop: WorkshopId; readonly document: DocumentTarget }
	| { readonly lane: 'live'; readonly workshop: WorkshopId };

export interface Upgrades {
	/** Takes over an upgrade request: either a socket comes of it or an HTTP refusal. Never throws. */
	handle(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	stop(): void;
}

/**
 * The way into both lanes. Who asks is known before the upgrade: a cookie counts with this server's own Origin only (F13), a
 * program brings its token as a subprotocol, and a query string, where tokens end up in logs, is refused.
 */
export function createUpgrades(deps: UpgradeDeps): Upgrades {
	const { auth, rooms, live } = deps;
	const syncSockets = createSyncSockets();
	const liveSockets = new WebSocketServer({
		noServer: true,
		maxPayload: 1024, // nothing is expected from the other side
		perMessageDeflate: false, // F16
		clientTracking: false,
		handleProtocols: chooseProtocol,
	});
	/** Sockets open per sign-in session. */
	const openBy = new Map<string, number>();
	let waiting = 0;

	const endSession = (hash: string): void => {
		rooms.closeSignInSession(hash);
		live.closeSignInSession(hash);
	};
	const stopListening = auth.sessions.onEnded(endSession);
	const sweeping = setInterval(() => {
		sweep().catch((error: unknown) => deps.log.warn({ err: error }, 'sessions could not be checked'));
	}, SWEEP_MS);
	sweeping.unref();

	async function sweep(): Promise<void> {
		for (const hash of [...openBy.keys()]) {
			if (!(await auth.sessions.isLive(hash, deps.clock()))) endSession(hash);
		}
	}

	function refuse(request: IncomingMessage, socket: Duplex, code: AnswerCode): void {
		deps.onRefused?.(code);
		answerRefused(request, socket, code);
	}

	async function welcome(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const wanted = wantedOf(request.url ?? '');
		if (wanted === null) return refuse(request, socket, 'not-found');
		const offered = protocolsOf(request);
		const bearer = offered.find((protocol) => protocol.startsWith(BEARER_PREFIX))?.slice(BEARER_PREFIX.length);
		const isForeign = request.headers.origin !== callerOf(request, deps.settings).origin;
		if (bearer === undefined && isForeign) return refuse(request, socket, 'origin.foreign');
		// A client that offers subprotocols needs one of them back, and a token is none to send back.
		if (offered.length > 0 && chooseProtocol(new Set(offered)) === false)
			return refuse(request, socket, 'body.invalid');

		const token = bearer ?? sessionCookieIn(request.headers.cookie);
		const session = token === null ? null : await auth.sessions.find(token);
		if (session === null) return refuse(request, socket, token === null ? 'session.required' : 'session.expired');

		const found = await deps.workshops.readings.live(wanted.workshop, session.principal);
		if (!found.ok) return refuse(request, socket, found.code);
		if (socket.destroyed) return;
		const sockets = wanted.lane === 'sync' ? syncSockets : liveSockets;
		sockets.handleUpgrade(request, socket, head, (ws) => {
			keepCount(ws, session);
			serve(ws, wanted, found.live, session.hash);
		});
	}

	function serve(ws: WebSocket, wanted: Wanted, table: Live, signInSession: string): void {
		switch (wanted.lane) {
			case 'live':
				return live.connect(ws, table, signInSession);
			case 'sync': {
				const { workshop, document } = wanted;
				const { participant } = table;
				return rooms.connect(ws, { workshop, document, participant, signInSession, protocol: ws.protocol });
			}
		}
	}

	function keepCount(ws: WebSocket, { hash }: SignIn): void {
		openBy.set(hash, (openBy.get(hash) ?? 0) + 1);
		ws.on('close', () => {
			const left = (openBy.get(hash) ?? 1) - 1;
			if (left === 0) openBy.delete(hash);
			else openBy.set(hash, left);
		});
	}

	return {
		handle(request, socket, head) {
			socket.on('error', () => socket.destroy());
			if (waiting >= MOST_WAITING) return refuse(request, socket, 'server.busy');
			waiting += 1;
			welcome(request, socket, head)
				.catch((error: unknown) => {
					deps.log.error({ err: error }, 'an upgrade failed');
					refuse(request, socket, 'server.error');
				})
				.finally(() => {
					waiting -= 1;
				});
		},
		stop() {
			clearInterval(sweeping);
			stopListening();
		},
	};
}

/** The exact spelling or nothing (F12): no query, nothing decoded. */
function wantedOf(url: string): Wanted | null {
	const sync = parseSyncPath(url);
	if (sync !== null) return { lane: 'sync', ...sync };
	const workshop = url.startsWith('/live/') ? parseId<WorkshopId>(url.slice('/live/'.length)) : null;
	return workshop && { lane: 'live', workshop };
}

function protocolsOf(request: IncomingMessage): string[] {
	return (request.headers['sec-websocket-protocol'] ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

const REASONS: Readonly<Record<number, string>> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
};

/** An HTTP answer on the socket: code and sentence, as everywhere. */
function answerRefused(request: IncomingMessage, socket: Duplex, code: AnswerCode): void {
	if (socket.destroyed || !socket.writable) return;
	const { cookie = '', 'accept-language': language = '' } = request.headers;
	const locale = localeOf(new Request('http://localhost/', { headers: { cookie, 'accept-language': language } }));
	const body = JSON.stringify({ code, message: sentenceOf(code, locale) });
	const status = STATUS[code];
	socket.end(
		[
			`HTTP/1.1 ${status} ${REASONS[status] ?? 'Refused'}`,
			'Content-Type: application/json',
			`Content-Length: ${Buffer.byteLength(body)}`,
			'Connection: close',
			'',
			body,
		].join('\r\n'),
	);
}
