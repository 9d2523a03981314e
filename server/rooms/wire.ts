import { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** Final frame, binary (RFC 6455 section 5.2); what a server sends is not masked. */
const BINARY = 0x82;
const PING = Buffer.from([0x89, 0]);
/** State of a `ws` sender that has nothing queued; it queues only when it compresses or reads a Blob, which we never ask of it. */
const IDLE = 0;

/** Messages as they go over the line, made once for all receivers. */
export interface Framed {
	readonly messages: readonly Uint8Array[];
	/** All of them, each with its WebSocket header, so that one write carries them. */
	readonly bytes: Buffer;
}

export function frameMessages(messages: readonly Uint8Array[]): Framed {
	const length = messages.reduce((sum, { byteLength }) => sum + headerLength(byteLength) + byteLength, 0);
	const bytes = Buffer.allocUnsafe(length);
	let at = 0;
	for (const message of messages) {
		at = writeHeader(bytes, at, message.byteLength);
		bytes.set(message, at);
		at += message.byteLength;
	}
	return { messages, bytes };
}

const headerLength = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

/** Returns where the message begins. */
function writeHeader(bytes: Buffer, start: number, length: number): number {
	bytes[start] = BINARY;
	const header = headerLength(length);
	if (header === 2) bytes[start + 1] = length;
	else if (header === 4) {
		bytes[start + 1] = 126;
		bytes.writeUInt16BE(length, start + 2);
	} else {
		bytes[start + 1] = 127;
		bytes.writeBigUInt64BE(BigInt(length), start + 2);
	}
	return start + header;
}

/**
 * The way out to one receiver. `ws` frames each message anew for each socket and writes it in two pieces; at four hundred receivers
 * that is most of the server's time. Frames made once go straight to the TCP socket instead, as long as `ws` itself has nothing
 * queued; otherwise, or should `ws` keep its socket elsewhere one day, they go its usual way.
 */
export class Wire {
	readonly #socket: WebSocket;
	readonly #tcp: Socket | null;
	readonly #sender: object | null;

	constructor(socket: WebSocket) {
		this.#socket = socket;
		// Properties that `ws` has but does not declare.
		const tcp: unknown = Reflect.get(socket, '_socket');
		const sender: unknown = Reflect.get(socket, '_sender');
		this.#tcp = tcp instanceof Socket ? tcp : null;
		this.#sender = typeof sender === 'object' ? sender : null;
	}

	get isOpen(): boolean {
		return this.#socket.readyState === this.#socket.OPEN;
	}

	/** Bytes that the receiver has not taken yet. */
	get waiting(): number {
		return this.#tcp ? this.#tcp.writableLength : this.#socket.bufferedAmount;
	}

	send({ messages, bytes }: Framed): void {
		if (this.#tcp !== null && this.#isIdle) this.#tcp.write(bytes);
		else for (const message of messages) this.#socket.send(message);
	}

	/** A ping and a message in one write. */
	ping({ messages, bytes }: Framed): void {
		if (this.#tcp !== null && this.#isIdle) {
			this.#tcp.write(Buffer.concat([PING, bytes]));
			return;
		}
		this.#socket.ping();
		for (const message of messages) this.#socket.send(message);
	}

	get #isIdle(): boolean {
		return this.#sender !== null && Reflect.get(this.#sender, '_state') === IDLE;
	}
}
