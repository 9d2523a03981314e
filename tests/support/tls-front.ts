import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer as createPlainServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';

/** A front that speaks TLS for a host name and hands the bytes on: what a reverse proxy does for people on the Internet. */
export class TlsFront {
	readonly port: number;
	readonly #server: Server;

	private constructor(server: Server) {
		this.#server = server;
		this.port = (server.address() as AddressInfo).port; // listening on TCP, so not a pipe's name
	}

	/** Hands on to `target` on the loopback address. */
	static async open(host: string, target: number): Promise<TlsFront> {
		const folder = mkdtempSync(join(tmpdir(), 'mesa-tls-'));
		const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
		const made = ['-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${host}`];
		execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...made], { stdio: 'ignore' });
		const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
			const inner = connect(target, '127.0.0.1');
			socket.pipe(inner).pipe(socket);
			socket.on('error', () => inner.destroy());
			inner.on('error', () => socket.destroy());
		});
		rmSync(folder, { recursive: true });
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new TlsFront(server);
	}

	close(): void {
		this.#server.close();
	}
}

/** A port that nobody listens on now, for a server whose address must be known before it starts. */
export async function freePort(): Promise<number> {
	const server = createPlainServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo; // listening on TCP, so not a pipe's name
	await new Promise((resolve) => server.close(resolve));
	return port;
}
