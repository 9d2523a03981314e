import { createServer, connect, type Server, type Socket } from 'node:net';

/** How slow a line is, each way: shared by all connections over it, as one phone's is. */
export interface LineRate {
	readonly bitsPerSecond: number;
	readonly roundTripMs: number;
}

/**
 * A line between a browser and a server on one machine: what goes over it, pages and sockets alike, takes as long as over a slow
 * mobile network. The browser's own throttling leaves sockets as fast as they are, and a board comes over one.
 */
export class SlowLine {
	readonly port: number;
	/** Bytes that went to the browser. */
	received = 0;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();

	private constructor(server: Server, port: number) {
		this.#server = server;
		this.port = port;
	}

	static async open(serverPort: number, rate: LineRate): Promise<SlowLine> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		if (address === null || typeof address === 'string') throw new Error('the line has no port');
		const line = new SlowLine(server, address.port);
		const down = new Lane(rate);
		const up = new Lane(rate);
		server.on('connection', (browser) => {
			const upstream = connect(serverPort, '127.0.0.1');
			for (const socket of [browser, upstream]) {
				socket.setNoDelay(true);
				line.#sockets.add(socket);
				socket.on('close', () => {
					line.#sockets.delete(socket);
					browser.destroy();
					upstream.destroy();
				});
				socket.on('error', () => socket.destroy());
			}
			// Opening a connection costs a round trip before its first byte goes up.
			const opened = performance.now() + rate.roundTripMs;
			browser.on('data', (bytes) => up.carry(bytes, upstream, opened));
			upstream.on('data', (bytes) => {
				line.received += bytes.length;
				down.carry(bytes, browser, 0);
			});
		});
		return line;
	}

	async close(): Promise<void> {
		for (const socket of this.#sockets) socket.destroy();
		await new Promise<void>((resolve) => this.#server.close(() => resolve()));
	}
}

/** Bytes as a network would cut them, so that two connections share the line and none waits for a whole file. */
const PACKET_BYTES = 1_400;

/** One direction: one packet after another at the line's rate, each half a round trip later at the other end. */
class Lane {
	readonly #rate: LineRate;
	/** When the line has sent what it was given so far; milliseconds. */
	#freeAt = 0;

	constructor(rate: LineRate) {
		this.#rate = rate;
	}

	carry(bytes: Buffer, to: Socket, notBefore: number): void {
		for (let from = 0; from < bytes.length; from += PACKET_BYTES) {
			const packet = bytes.subarray(from, from + PACKET_BYTES);
			const begins = Math.max(performance.now(), this.#freeAt, notBefore);
			this.#freeAt = begins + (packet.length * 8 * 1_000) / this.#rate.bitsPerSecond;
			setTimeout(
				() => to.destroyed || to.write(packet),
				this.#freeAt + this.#rate.roundTripMs / 2 - performance.now(),
			);
		}
	}
}
