import * as messages from '#i18n/compiled/messages.js';
import { isLoopback, localAddresses } from './addresses.ts';
import type { Config } from './config.ts';

export interface Reachable {
	/** The address to give out when nothing else says it. */
	readonly origin: string;
	/** Others in the same network, e.g. for phones. */
	readonly local: readonly string[];
}

/** Where people find a server that listens on `port`. */
export function reachable({ host, publicOrigin }: Pick<Config, 'host' | 'publicOrigin'>, port: number): Reachable {
	const at = (address: string): string => `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
	const isEverywhere = host === '0.0.0.0' || host === '::';
	const local = isEverywhere ? localAddresses().map(at) : isLoopback(host) ? [] : [at(host)];
	if (publicOrigin !== null) return { origin: publicOrigin, local: [] };
	// The one that works from other devices too, so that links in records and on the projector do.
	return { origin: local[0] ?? at(isEverywhere ? 'localhost' : host), local };
}

/** What the terminal says once the server listens: where, what plain http forbids, and the way in while nobody has an account. */
export function announcement(
	config: Pick<Config, 'host' | 'publicOrigin' | 'dataDir' | 'signingKeyFile' | 'locale'>,
	port: number,
	setupSecret: string | null,
): string[] {
	const options = { locale: config.locale };
	const { origin, local } = reachable(config, port);
	const here = config.publicOrigin ?? `http://localhost:${port}`;
	const isPlain = !origin.startsWith('https:');
	return [
		'',
		messages.server_ready({}, options),
		messages.server_address({ url: here }, options),
		...local.map((url) => messages.server_address_lan({ url }, options)),
		...(isPlain ? [messages.server_plain_http({}, options)] : []),
		messages.server_data_at({ folder: config.dataDir, key: config.signingKeyFile }, options),
		...(setupSecret === null
			? []
			: ['', messages.server_setup_link({}, options), `  ${here}/setup?token=${setupSecret}`]),
		'',
		messages.server_stop_hint({}, options),
		'',
	];
}
