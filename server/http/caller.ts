import type { IncomingMessage } from 'node:http';
import { isIP, type BlockList } from 'node:net';

/** Who asks, and under which address this server was asked. */
export interface Caller {
	/** IP address, or 'unknown' where there is none. For limits on guessing only: it is neither stored nor logged. */
	readonly address: string;
	/** Scheme and host, e.g. `http://192.168.1.20:5180`. */
	readonly origin: string;
	/** The browser speaks https. */
	readonly secure: boolean;
}

export interface CallerSettings {
	readonly publicOrigin: string | null;
	readonly trustedProxies: BlockList;
}

const HOST = /^([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;

/** Reads `X-Forwarded-*` only from proxies that the settings trust; anybody else could write there what they like. */
export function callerOf(request: IncomingMessage, settings: CallerSettings): Caller {
	const peer = request.socket.remoteAddress ?? 'unknown';
	const proxied = isTrusted(peer, settings.trustedProxies);
	const origin = settings.publicOrigin ?? originOf(request, proxied);
	return {
		address: proxied ? forwardedAddress(request, settings.trustedProxies, peer) : plain(peer),
		origin,
		secure: origin.startsWith('https:'),
	};
}

function originOf(request: IncomingMessage, proxied: boolean): string {
	const encrypted = 'encrypted' in request.socket && request.socket.encrypted === true;
	const forwardedScheme = proxied ? lastOf(request, 'x-forwarded-proto') : null;
	const scheme = forwardedScheme === 'https' || (forwardedScheme === null && encrypted) ? 'https' : 'http';
	const host = (proxied ? lastOf(request, 'x-forwarded-host') : null) ?? request.headers.host ?? '';
	// Whoever sends no usable Host gets an origin that no page has.
	const url = `${scheme}://${host}`;
	return HOST.test(host) && URL.canParse(url) ? new URL(url).origin : `${scheme}://unknown.invalid`;
}

/** From the right: each proxy appends whom it heard from, so the first one that is no trusted proxy is the caller. */
function forwardedAddress(request: IncomingMessage, trusted: BlockList, peer: string): string {
	const hops = listOf(request, 'x-forwarded-for');
	let caller = plain(peer);
	for (const hop of hops.reverse()) {
		if (isIP(hop) === 0) break;
		caller = plain(hop);
		if (!isTrusted(hop, trusted)) break;
	}
	return caller;
}

function isTrusted(address: string, trusted: BlockList): boolean {
	const own = plain(address);
	const version = isIP(own);
	return version !== 0 && trusted.check(own, version === 4 ? 'ipv4' : 'ipv6');
}

/** `::ffff:10.0.0.1` is 10.0.0.1 on a socket that listens to both. */
function plain(address: string): string {
	return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function listOf(request: IncomingMessage, name: string): string[] {
	const value = request.headers[name];
	const text = Array.isArray(value) ? value.join(',') : (value ?? '');
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function lastOf(request: IncomingMessage, name: string): string | null {
	return listOf(request, name).at(-1)?.toLowerCase() ?? null;
}
