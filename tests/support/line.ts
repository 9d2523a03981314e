import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The line between one person and the server: it can be cut, as a phone's is in a lift, and mended. */
export class Line {
	readonly port: number;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	#isCut = false;

	private constructor(server: Server) {
		this.#server = server;
		this.port = (server.address() as AddressInfo).port; // listening on TCP, so not a pipe's name
	}

	/** Leads to `target` on the loopback address. */
	static async open(target: number): Promise<Line> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const line = new Line(server);
		server.on('connection', (socket) => line.#join(socket, target));
		return line;
	}

	/** E.g. `http://127.0.0.1:34567`. */
	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Ends what is connected and lets nothing through. */
	cut(): void {
		this.#isCut = true;
		for (const socket of this.#sockets) socket.destroy();
	}

	mend(): void {
		this.#isCut = false;
	}

	close(): void {
		this.cut();
		this.#server.close();
	}

	#join(socket: Socket, target: number): void {
		socket.on('error', () => {}); // a cut line is no fault of the test's
		if (this.#isCut) return void socket.destroy();
		const inner = connect(target, '127.0.0.1');
		inner.on('error', () => {});
		for (const [one, other] of [
			[socket, inner],
			[inner, socket],
		] as const) {
			this.#sockets.add(one);
			one.pipe(other);
			one.on('close', () => {
				this.#sockets.delete(one);
				other.destroy();
			});
		}
	}
}
