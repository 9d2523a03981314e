import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { KIT_HEADERS } from './config.ts';
import type { House } from './house.ts';
import { callerOf } from './http/caller.ts';

/** Kit's `build/handler.js`. */
export type Pages = (request: PageRequest, response: ServerResponse, next: () => void) => void;
type PageRequest = IncomingMessage & { apiFetch?: (request: Request) => Response | Promise<Response> };

export interface Running {
	readonly port: number;
	/** Stops taking requests, then closes the house; safe to call twice. */
	stop(): Promise<void>;
}

/** A request's headers have to be here within this time, and all of it within the other: slow senders hold nobody up. */
const HEADERS_MS = 20_000;
const REQUEST_MS = 60_000;

/** One server for all: `/api`, `/healthz` and `/metrics` to Hono, `/sync` and `/live` to the lanes, the rest to the pages (null: none). */
export async function serve(house: House, pages: Pages | null): Promise<Running> {
	const { config, upgrades } = house;
	const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS }, answerer(house, pages));
	server.on('upgrade', (request, socket, head) => upgrades.handle(request, socket, head));
	const sockets = new Set<Socket>();
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	const port = await listen(server, config.port, config.host);

	let stopping: Promise<void> | null = null;
	return {
		port,
		stop() {
			stopping ??= (async () => {
				server.close();
				server.closeIdleConnections();
				await house.close();
				for (const socket of sockets) socket.destroySoon();
			})();
			return stopping;
		},
	};
}

function answerer(house: House, pages: Pages | null): (request: PageRequest, response: ServerResponse) => void {
	const { app, config } = house;
	const api = apiListener(house);
	return (request, response) => {
		if (isApi(request.url ?? '')) return void api(request, response);
		if (pages === null) return void response.writeHead(404).end();
		const caller = callerOf(request, config);
		const [protocol = '', host = ''] = caller.origin.split('://');
		request.headers[KIT_HEADERS.protocol] = protocol;
		request.headers[KIT_HEADERS.host] = host;
		request.headers[KIT_HEADERS.address] = caller.address;
		request.apiFetch = (inner) => app.fetch(inner, { caller });
		pages(request, response, () => void response.writeHead(404).end());
	};
}

/** Node's request and response around the API. */
export function apiListener({ app, config }: Pick<House, 'app' | 'config'>) {
	return getRequestListener((request, { incoming }) => {
		// Over http/1.1 only; an HTTP/2 proxy in front speaks http/1.1 to us.
		const caller = 'httpVersionMajor' in incoming ? callerOf(incoming as IncomingMessage, config) : undefined;
		return app.fetch(request, caller && { caller });
	});
}

export function isApi(url: string): boolean {
	return url.startsWith('/api/') || url === '/api' || url === '/healthz' || url === '/metrics';
}

function listen(server: Server, port: number, host: string): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			const address = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : port);
		});
	});
}
