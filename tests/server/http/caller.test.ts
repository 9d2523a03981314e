import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { IncomingMessage as Message } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { callerOf } from '../../../server/http/caller.ts';

/** A request as Node hands it over, from `peer`. */
function from(peer: string, headers: Record<string, string>): IncomingMessage {
	const socket = new Socket();
	Object.defineProperty(socket, 'remoteAddress', { value: peer });
	return Object.assign(new Message(socket), { headers });
}
const settings = (environment: Record<string, string> = {}) => readConfig(environment);
const forged = {
	host: 'mesa.test',
	'x-forwarded-for': '6.6.6.6',
	'x-forwarded-proto': 'https',
	'x-forwarded-host': 'evil.test',
};

describe('who asks', () => {
	it('is the peer, whatever the request claims, unless the settings trust that peer', () => {
		const caller = callerOf(from('203.0.113.7', forged), settings());
		expect(caller).toEqual({ address: '203.0.113.7', origin: 'http://mesa.test', secure: false });
	});

	it('is the last address that no trusted proxy vouches for', () => {
		const trusting = settings({ TRUSTED_PROXIES: '10.0.0.0/8,127.0.0.1' });
		const chain = (peer: string, list: string) =>
			callerOf(from(peer, { host: 'mesa.test', 'x-forwarded-for': list }), trusting).address;
		expect(chain('127.0.0.1', '203.0.113.7')).toBe('203.0.113.7');
		expect(chain('::ffff:127.0.0.1', '6.6.6.6, 203.0.113.7, 10.1.1.1')).toBe('203.0.113.7');
		expect(chain('127.0.0.1', '6.6.6.6, nonsense')).toBe('127.0.0.1');
		expect(chain('127.0.0.1', '')).toBe('127.0.0.1');
		expect(chain('192.0.2.1', '6.6.6.6')).toBe('192.0.2.1');
	});
});

describe('this server’s own address', () => {
	it('is the one that the request names, so that every address of a local network works', () => {
		for (const [host, origin] of [
			['192.168.1.20:5180', 'http://192.168.1.20:5180'],
			['LOCALHOST:5180', 'http://localhost:5180'],
			['[fe80::1]:5180', 'http://[fe80::1]:5180'],
			['mesa.test:80', 'http://mesa.test'],
		]) {
			expect(callerOf(from('127.0.0.1', { host: host ?? '' }), settings()).origin).toBe(origin);
		}
	});

	it('is https where a trusted proxy says so, and PUBLIC_ORIGIN where that is set', () => {
		const trusting = settings({ TRUSTED_PROXIES: '127.0.0.1' });
		expect(callerOf(from('127.0.0.1', forged), trusting)).toMatchObject({
			origin: 'https://evil.test',
			secure: true,
		});
		const named = settings({ PUBLIC_ORIGIN: 'https://mesa.example.org' });
		expect(callerOf(from('203.0.113.7', forged), named)).toMatchObject({
			origin: 'https://mesa.example.org',
			secure: true,
		});
	});

	it('is no address at all where the Host header is unusable', () => {
		for (const host of ['', 'a b', 'mesa.test/path', 'user@mesa.test', 'mesa.test:99999', '[::1']) {
			expect(callerOf(from('127.0.0.1', { host }), settings()).origin).toBe('http://unknown.invalid');
		}
	});
});
