import { request } from 'node:http';
import { WebSocket } from 'ws';
import type { ErrorBody } from '#protocol/api.ts';

export interface Attempt {
	readonly headers?: Readonly<Record<string, string>>;
	readonly protocols?: readonly string[];
}

/** What a server answers to an upgrade: 101 and nothing, or a status with an error body. */
export function tryUpgrade(
	origin: string,
	path: string,
	{ headers = {}, protocols = [] }: Attempt = {},
): Promise<{ status: number; code: string | null; headers: string }> {
	return new Promise((resolve, reject) => {
		// Host and path apart: a URL would tidy up the very spellings that are tried.
		const { hostname, port } = new URL(origin);
		const asking = request({
			hostname,
			port,
			path,
			headers: {
				connection: 'Upgrade',
				upgrade: 'websocket',
				'sec-websocket-version': '13',
				'sec-websocket-key': Buffer.from('una llave de 16b').toString('base64'),
				...(protocols.length === 0 ? {} : { 'sec-websocket-protocol': protocols.join(', ') }),
				...headers,
			},
		});
		asking.on('upgrade', (response, socket) => {
			socket.destroy();
			resolve({ status: 101, code: null, headers: JSON.stringify(response.headers) });
		});
		asking.on('response', (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => (text += part));
			response.on('end', () => {
				const body = JSON.parse(text) as ErrorBody; // what the server says it sends
				resolve({
					status: response.statusCode ?? 0,
					code: body.code,
					headers: JSON.stringify(response.headers),
				});
			});
		});
		asking.on('error', reject);
		asking.end();
	});
}

/** A socket of the decisions lane that keeps the messages it hears. */
export class LiveClient {
	readonly socket: WebSocket;
	readonly heard: { readonly type: 'state' | 'me'; readonly [key: string]: unknown }[] = [];
	closed: number | null = null;
	#changes: (() => void)[] = [];

	constructor(url: string, protocols: readonly string[]) {
		this.socket = new WebSocket(url, [...protocols]);
		this.socket.on('message', (data) => {
			this.heard.push(JSON.parse(String(data)));
			this.#wake();
		});
		this.socket.on('close', (code) => {
			this.closed = code;
			this.#wake();
		});
		this.socket.on('error', () => {});
	}

	of(type: 'state' | 'me') {
		return this.heard.filter((message) => message.type === type);
	}

	async until(condition: () => boolean): Promise<void> {
		while (!condition()) await new Promise<void>((resolve) => this.#changes.push(resolve));
	}

	async closeCode(): Promise<number> {
		await this.until(() => this.closed !== null);
		return this.closed ?? 0;
	}

	#wake(): void {
		const changes = this.#changes;
		this.#changes = [];
		for (const change of changes) change();
	}
}
