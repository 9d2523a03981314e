import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface SocketEvents {
	opened(): void;
	/** A whole binary message; where it is absent, bytes are counted and nothing is read. */
	readonly message?: (bytes: Uint8Array) => void;
	/** Ended; by the HTTP status where it never opened, or by the close code where it read one. */
	closed(status: number | null): void;
}

const HEADERS_END = Buffer.from('\r\n\r\n');

/**
 * A WebSocket client that costs next to nothing: a generator that spends its time on reading frames measures itself. It sends
 * whole binary frames, masked as the RFC asks (6455, 5.3), answers no ping but sends a pong now and then, and reads frames only
 * where somebody wants them.
 */
export class WireSocket {
	/** Bytes that came in, frames' heads included, from the moment it opened. */
	received = 0;
	readonly #socket: Socket;
	readonly #events: SocketEvents;
	#isOpen = false;
	#status: number | null = null;
	#pending: Buffer = Buffer.alloc(0);
	#fragments: Buffer[] = [];

	constructor(port: number, path: string, protocols: readonly string[], events: SocketEvents) {
		this.#events = events;
		this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
		this.#socket.on('connect', () => this.#socket.write(handshake(port, path, protocols)));
		this.#socket.on('data', (chunk: Buffer) => this.#hear(chunk));
		this.#socket.on('error', () => {}); // 'close' follows
		this.#socket.on('close', () => events.closed(this.#status));
	}

	send(payload: Uint8Array): void {
		if (this.#isOpen) this.#socket.write(frame(BINARY, payload));
	}

	/** Says unasked that it is there: a server that only listens for pongs is content. */
	pong(): void {
		if (this.#isOpen) this.#socket.write(frame(PONG, new Uint8Array(0)));
	}

	close(): void {
		this.#socket.destroy();
	}

	#hear(chunk: Buffer): void {
		if (this.#isOpen) {
			this.received += chunk.byteLength;
			if (this.#events.message) this.#read(chunk);
			return;
		}
		this.#pending = Buffer.concat([this.#pending, chunk]);
		const end = this.#pending.indexOf(HEADERS_END);
		if (end < 0) return;
		this.#status = Number(/^HTTP\/1\.1 (\d+)/.exec(this.#pending.toString('latin1', 0, end))?.[1] ?? 0);
		if (this.#status !== 101) return void this.#socket.destroy();
		this.#status = null;
		const rest = this.#pending.subarray(end + HEADERS_END.byteLength);
		this.#pending = Buffer.alloc(0);
		this.#isOpen = true;
		this.#events.opened();
		if (rest.byteLength > 0) this.#hear(rest);
	}

	#read(chunk: Buffer): void {
		let buffer = this.#pending.byteLength === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
		for (;;) {
			const head = readHead(buffer);
			if (head === null || buffer.byteLength < head.end) break;
			const payload = buffer.subarray(head.start, head.end);
			buffer = buffer.subarray(head.end);
			if (head.opcode === CLOSE && payload.byteLength >= 2) this.#status = payload.readUInt16BE(0);
			if (head.opcode > BINARY) continue;
			this.#fragments.push(payload);
			if (!head.isLast) continue;
			const whole = this.#fragments.length === 1 ? payload : Buffer.concat(this.#fragments);
			this.#fragments = [];
			this.#events.message?.(whole);
		}
		this.#pending = buffer;
	}
}

const BINARY = 2;
const CLOSE = 8;
const PONG = 10;

function handshake(port: number, path: string, protocols: readonly string[]): string {
	return [
		`GET ${path} HTTP/1.1`,
		`Host: 127.0.0.1:${port}`,
		'Upgrade: websocket',
		'Connection: Upgrade',
		'Sec-WebSocket-Version: 13',
		`Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
		...(protocols.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`]),
		'\r\n',
	].join('\r\n');
}

let masks = 0x1f2e3d4c;

function frame(opcode: number, payload: Uint8Array): Buffer {
	const { length } = payload;
	const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const bytes = Buffer.allocUnsafe(headLength + 4 + length);
	bytes[0] = 0x80 | opcode;
	if (length < 126) bytes[1] = 0x80 | length;
	else if (length < 65_536) {
		bytes[1] = 0x80 | 126;
		bytes.writeUInt16BE(length, 2);
	} else {
		bytes[1] = 0x80 | 127;
		bytes.writeBigUInt64BE(BigInt(length), 2);
	}
	masks = (Math.imul(masks, 1_664_525) + 1_013_904_223) | 1; // never 0, which servers may skip
	bytes.writeInt32BE(masks, headLength);
	const start = headLength + 4;
	for (let i = 0; i < length; i++) bytes[start + i] = (payload[i] ?? 0) ^ (bytes[headLength + (i & 3)] ?? 0);
	return bytes;
}

/** Where the first frame's payload stands; null where even its head is not whole. Servers don't mask. */
function readHead(buffer: Buffer): { opcode: number; isLast: boolean; start: number; end: number } | null {
	const [first, second] = buffer;
	if (first === undefined || second === undefined) return null;
	const short = second & 127;
	const start = short < 126 ? 2 : short === 126 ? 4 : 10;
	if (buffer.byteLength < start) return null;
	const length = short < 126 ? short : short === 126 ? buffer.readUInt16BE(2) : Number(buffer.readBigUInt64BE(2));
	return { opcode: first & 15, isLast: (first & 0x80) !== 0, start, end: start + length };
}
