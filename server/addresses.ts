import { networkInterfaces } from 'node:os';

/** This machine's addresses in its local networks, the likeliest for a room first. */
export function localAddresses(): string[] {
	const found = Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.map(({ address }) => address)
		.filter((address) => !address.startsWith('169.254.'));
	const rank = (address: string): number => (/^(192\.168|10)\./.test(address) ? 0 : 1);
	return found.sort((a, b) => rank(a) - rank(b));
}

/** Whether nobody but this machine can reach that host. */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
