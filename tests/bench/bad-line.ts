import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface BadLineOptions {
	/** To and fro, in milliseconds. */
	readonly roundTripMs: number;
	/** Share of segments that are lost on their way, each way. */
	readonly loss: number;
	/** Between 0 and 1. */
	readonly random: () => number;
}

/** A segment of Ethernet. */
const SEGMENT_BYTES = 1_448;
/** How long TCP waits at least, beyond a round trip, before it sends a lost segment again (RFC 6298, as Linux has it). */
const RETRANSMIT_MS = 200;

/**
 * A proxy that does to a connection what a bad network does to TCP: everything takes half a round trip, and what was lost comes
 * after it was sent again, with all that follows it waiting (twice as long each time it is lost again). Nothing else reaches a
 * program of a lost packet.
 */
export class BadLine {
	readonly #options: BadLineOptions;
	readonly #server = createServer((client) => this.#carry(client));
	readonly #target: number;
	readonly #open = new Set<Socket>();
	/** Segments that were carried, and how many of these were lost at least once. */
	carried = 0;
	lost = 0;

	private constructor(target: number, options: BadLineOptions) {
		this.#target = target;
		this.#options = options;
	}

	static async open(target: number, options: BadLineOptions): Promise<BadLine> {
		const line = new BadLine(target, options);
		await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
		return line;
	}

	get port(): number {
		const address = this.#server.address() as AddressInfo; // listening on TCP, so not a pipe's name
		return address.port;
	}

	/** Connections that are open now. */
	get connections(): number {
		return this.#open.size / 2;
	}

	/** Breaks one connection without a word, as a phone does that changes cells; false where there is none. */
	breakOne(): boolean {
		const all = [...this.#open];
		const one = all[Math.floor(this.#options.random() * all.length)];
		one?.destroy();
		return one !== undefined;
	}

	close(): void {
		this.#server.close();
		for (const socket of this.#open) socket.destroy();
	}

	#carry(client: Socket): void {
		const server = connect(this.#target, '127.0.0.1');
		for (const [from, to] of [
			[client, server],
			[server, client],
		] as const) {
			this.#open.add(from);
			from.setNoDelay(true);
			const pass = inOrder((chunk) => to.write(chunk));
			let arrives = 0;
			from.on('data', (chunk) => {
				arrives = Math.max(arrives, performance.now() + this.#delay(chunk.byteLength));
				pass(chunk, arrives);
			});
			from.on('error', () => {}); // 'close' follows
			from.on('close', () => {
				this.#open.delete(from);
				to.destroy();
			});
		}
	}

	#delay(bytes: number): number {
		const { roundTripMs, loss, random } = this.#options;
		let delay = roundTripMs / 2;
		for (let left = bytes; left > 0; left -= SEGMENT_BYTES) {
			this.carried += 1;
			if (random() >= loss) continue;
			this.lost += 1;
			for (let again = roundTripMs + RETRANSMIT_MS; ; again *= 2) {
				delay += again;
				if (random() >= loss) break;
			}
		}
		return delay;
	}
}

/** Passes on each chunk when it arrives, and never before one that was sent earlier: timers alone don't keep an order to the millisecond. */
function inOrder(deliver: (chunk: Buffer) => void): (chunk: Buffer, arrives: number) => void {
	const waiting: { readonly chunk: Buffer; readonly arrives: number }[] = [];
	const deliverDue = (): void => {
		for (let next = waiting[0]; next && next.arrives <= performance.now(); next = waiting[0]) {
			waiting.shift();
			deliver(next.chunk);
		}
		if (waiting[0]) setTimeout(deliverDue, Math.max(1, waiting[0].arrives - performance.now()));
	};
	return (chunk, arrives) => {
		if (waiting.push({ chunk, arrives }) === 1) setTimeout(deliverDue, Math.max(0, arrives - performance.now()));
	};
}
