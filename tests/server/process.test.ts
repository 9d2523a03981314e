import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SignedIn } from '#protocol/api.ts';
import type { JoinInfo } from '#protocol/view.ts';
import { PASSWORD } from '../support/people.ts';

vi.setConfig({ testTimeout: 60_000 }); // each start is a process, which a busy machine takes seconds to load
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-process-'));
const started: Started[] = [];

/** The server as its operator starts it: a process of its own, with nothing of this one's environment. */
class Started {
	readonly #child: ChildProcess;
	said = '';
	readonly exited: Promise<number | null>;
	#heard: (() => void)[] = [];

	constructor(settings: Record<string, string>, args: readonly string[] = []) {
		const env = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, LANG: 'en_US.UTF-8', ...settings };
		this.#child = spawn(process.execPath, ['server/main.ts', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [this.#child.stdout, this.#child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => {
				this.said += text;
				for (const heard of this.#heard.splice(0)) heard();
			});
		}
		this.exited = once(this.#child, 'close').then(([code]) => {
			for (const heard of this.#heard.splice(0)) heard();
			return typeof code === 'number' ? code : null;
		});
		started.push(this);
	}

	/** Waits for the terminal to say it; answers what its first group caught. */
	async says(pattern: RegExp): Promise<string> {
		for (;;) {
			const caught = pattern.exec(this.said);
			if (caught !== null) return caught[1] ?? caught[0];
			if (this.#child.exitCode !== null) throw new Error(`it ended, and said: ${this.said}`);
			await new Promise<void>((resolve) => this.#heard.push(resolve));
		}
	}

	async stop(): Promise<number | null> {
		this.#child.kill('SIGTERM');
		return this.exited;
	}
}

afterEach(async () => {
	for (const server of started.splice(0)) await server.stop();
	rmSync(dataDir, { recursive: true, force: true });
});

const post = (url: string, body: unknown) =>
	fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('the process', () => {
	it('says where it is and what plain http forbids, and prints the set-up link until somebody has used it', async () => {
		const first = new Started({});
		const address = await first.says(/Address: (http:\S+)/);
		await first.says(/plain http/);
		const before = await first.says(/setup\?token=([\w-]+)/);
		await first.says(/Ctrl\+C/);
		expect(await first.stop()).toBe(0);
		expect(address).toMatch(/^http:\/\/localhost:\d+$/);

		const second = new Started({});
		const token = await second.says(/setup\?token=([\w-]+)/);
		expect(token).not.toBe(before);
		const at = (await second.says(/Address: (http:\S+)/)).replace('localhost', '127.0.0.1');
		const body = { username: 'lucia', name: 'Lucía', password: PASSWORD };
		expect((await post(`${at}/api/setup`, { ...body, token: before })).status).toBe(404);
		expect((await post(`${at}/api/setup`, { ...body, token })).status).toBe(200);
		await second.stop();

		const third = new Started({});
		await third.says(/Ctrl\+C/);
		expect(third.said).not.toContain('setup?token=');
	});

	it('opens the example once, and prints a new way in at each start', async () => {
		const first = new Started({}, ['--demo']);
		const code = await first.says(/code (\w{4}-\w{4})/);
		const join = (await first.says(/code \S+: (\S+)/)).replace(/http:\/\/[^/]+/, '');
		const at = (await first.says(/Address: (http:\S+)/)).replace('localhost', '127.0.0.1');
		const token = await first.says(/facilitate\?token=([\w-]+)/);
		const info = (await (await fetch(`${at}/api${join}`)).json()) as JoinInfo;
		expect(info).toMatchObject({ example: true, title: 'Brecha salarial en Jalisco' });
		const facilitator = (await (await post(`${at}/api/facilitate`, { token, name: 'Lucía' })).json()) as SignedIn;
		const table = await fetch(`${at}/api/workshops/${facilitator.workshop}`, {
			headers: { authorization: `Bearer ${facilitator.token}` },
		});
		expect(await table.json()).toMatchObject({ me: { role: 'facilitator', name: 'Lucía' } });
		await first.stop();

		const second = new Started({}, ['--demo']);
		expect(await second.says(/code (\w{4}-\w{4})/)).toBe(code);
		expect(await second.says(/facilitate\?token=([\w-]+)/)).not.toBe(token);
	});

	it('stops with one sentence where a setting is wrong, the port is taken, or another server holds the data', async () => {
		const wrong = new Started({ PORT: 'ocho' });
		expect(await wrong.exited).toBe(1);
		expect(wrong.said.trim().split('\n')).toEqual([expect.stringContaining('PORT is “ocho”')]);

		const taken = createServer().listen(0, '127.0.0.1');
		await once(taken, 'listening');
		const { port } = taken.address() as AddressInfo; // a TCP server's address is never a text
		const crowded = new Started({ PORT: String(port) });
		expect(await crowded.exited).toBe(1);
		expect(crowded.said.trim().split('\n')).toEqual([expect.stringContaining(`port ${port}`)]);
		taken.close();

		const holder = new Started({});
		await holder.says(/Ctrl\+C/);
		const second = new Started({ LANG: 'es_MX.UTF-8' });
		expect(await second.exited).toBe(1);
		expect(second.said.trim().split('\n')).toEqual([expect.stringContaining('otro servidor')]);
	});

	it('goes on after bytes that are no HTTP, and after clients that leave half-way', async () => {
		const server = new Started({});
		const port = Number(await server.says(/Address: http:\/\/localhost:(\d+)/));
		for (const bytes of [
			'\u0016\u0003\u0001\u0002',
			'GET /\r\n\r\n',
			'POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{',
		]) {
			const socket = connect(port, '127.0.0.1');
			await once(socket, 'connect');
			socket.on('error', () => {});
			socket.write(bytes, () => socket.destroy());
			await once(socket, 'close');
		}
		expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
	});
});
