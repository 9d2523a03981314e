import { BlockList, isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** All settings, read once at the start. This file is the only reader of the environment. */
export interface Config {
	readonly port: number;
	/** Address to listen on; 0.0.0.0 so that the phones in the room reach it. */
	readonly host: string;
	/** `https://mesa.example.org`, without trailing slash; null: each request's own address counts. */
	readonly publicOrigin: string | null;
	/** Reverse proxies whose `X-Forwarded-*` count; empty by default, so that nobody can forge an address. */
	readonly trustedProxies: BlockList;
	/** Absolute. */
	readonly dataDir: string;
	/** `file:<path>` or `postgres://…`. */
	readonly databaseUrl: string;
	readonly signingKeyFile: string;
	/** Secret of the first facilitator's link; null: one is made at each start until it is used. */
	readonly setupToken: string | null;
	readonly registration: 'invite' | 'open';
	readonly logLevel: (typeof LOG_LEVELS)[number];
	/** Secret with which `/metrics` is read; null: there is none. */
	readonly metricsToken: string | null;
	/** Who answers for this server; shown on the join page. */
	readonly operatorName: string | null;
	readonly retentionDays: number;
	/** Addresses that are told what becomes public; none by default (D7). */
	readonly webhooks: readonly string[];
	/** Language of what the server prints, from LC_ALL, LC_MESSAGES or LANG. */
	readonly locale: 'es' | 'en';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** Ten years: longer than any plan of action with its follow-up. */
const MOST_RETENTION_DAYS = 3_650;

/** Settings whose value is a secret, or may hold one: never repeated on the screen. */
const SECRET: readonly string[] = ['SETUP_TOKEN', 'METRICS_TOKEN', 'DATABASE_URL', 'WEBHOOK_URLS'];

export const SETTINGS = [
	'PORT',
	'HOST',
	'PUBLIC_ORIGIN',
	'TRUSTED_PROXIES',
	'DATA_DIR',
	'DATABASE_URL',
	'SIGNING_KEY_FILE',
	'SETUP_TOKEN',
	'REGISTRATION',
	'LOG_LEVEL',
	'METRICS_TOKEN',
	'OPERATOR_NAME',
	'RETENTION_DAYS',
	'WEBHOOK_URLS',
	'PUBLIC_TLDRAW_LICENSE_KEY',
] as const;
export type Setting = (typeof SETTINGS)[number];

/** A setting that can't be used. The start turns it into one sentence and stops. */
export class WrongSetting extends Error {
	override readonly name = 'WrongSetting';
	readonly setting: Setting;
	/** What was given; null where it is a secret. */
	readonly given: string | null;

	constructor(setting: Setting, given: string) {
		super(`${setting} is not usable`);
		this.setting = setting;
		this.given = SECRET.includes(setting) ? null : given;
	}
}

const wholeNumber = (least: number, most: number) =>
	z
		.string()
		.regex(/^\d{1,9}$/)
		.transform(Number)
		.pipe(z.int().min(least).max(most));

const origin = z.string().transform((text, context) => {
	const url = URL.canParse(text) ? new URL(text) : null;
	const bare = url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
	if (bare && (url.protocol === 'https:' || url.protocol === 'http:') && !text.endsWith('#')) return url.origin;
	context.addIssue('not an origin');
	return z.NEVER;
});

const proxies = z.string().transform((text, context) => {
	const list = new BlockList();
	for (const entry of text.split(/[\s,]+/).filter((part) => part !== '')) {
		const [address = '', bits, ...rest] = entry.split('/');
		const version = isIP(address);
		const most = version === 4 ? 32 : 128;
		const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
		if (version === 0 || rest.length > 0 || length < 0 || length > most) {
			context.addIssue('not an address');
			return z.NEVER;
		}
		list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
	}
	return list;
});

/** Addresses with spaces or commas between them. */
const addresses = z.string().transform((text, context) => {
	const given = text.split(/[\s,]+/).filter((part) => part !== '');
	if (given.every((part) => URL.canParse(part) && /^https?:$/.test(new URL(part).protocol))) return given;
	context.addIssue('not an address');
	return z.NEVER;
});

const secret = z.string().regex(/^[\w-]{16,128}$/);

const environment = z.object({
	PORT: wholeNumber(0, 65_535).default(5180),
	HOST: z
		.string()
		.refine((text) => isIP(text) !== 0 || text === 'localhost')
		.default('0.0.0.0'),
	PUBLIC_ORIGIN: origin.nullable().default(null),
	TRUSTED_PROXIES: proxies.default(() => new BlockList()),
	DATA_DIR: z.string().default('data'),
	DATABASE_URL: z
		.string()
		.regex(/^(file:.+|postgres(ql)?:\/\/.+)$/)
		.nullable()
		.default(null),
	SIGNING_KEY_FILE: z.string().nullable().default(null),
	SETUP_TOKEN: secret.nullable().default(null),
	REGISTRATION: z.enum(['invite', 'open']).default('invite'),
	LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
	METRICS_TOKEN: secret.nullable().default(null),
	OPERATOR_NAME: z.string().trim().min(1).max(120).nullable().default(null),
	RETENTION_DAYS: wholeNumber(1, MOST_RETENTION_DAYS).default(365),
	WEBHOOK_URLS: addresses.default([]),
	// Read by the pages, which Kit hands it to; here only its shape is looked at.
	PUBLIC_TLDRAW_LICENSE_KEY: z
		.string()
		.regex(/^[\x21-\x7e]{1,2000}$/)
		.nullable()
		.default(null),
} satisfies Record<Setting, z.ZodType>);

/** Reads the settings; an empty one counts as absent. Throws `WrongSetting` for the first that can't be used. */
export function readConfig(given: NodeJS.ProcessEnv = process.env): Config {
	const present = Object.fromEntries(
		SETTINGS.flatMap((name) => {
			const value = given[name]?.trim();
			return value === undefined || value === '' ? [] : [[name, value]];
		}),
	);
	const parsed = environment.safeParse(present);
	if (!parsed.success) {
		const wrong = SETTINGS.find((name) => parsed.error.issues.some((issue) => issue.path[0] === name));
		if (wrong === undefined) throw new Error('settings could not be read', { cause: parsed.error });
		throw new WrongSetting(wrong, present[wrong] ?? '');
	}
	const settings = parsed.data;
	const dataDir = resolve(settings.DATA_DIR);
	return {
		port: settings.PORT,
		host: settings.HOST,
		publicOrigin: settings.PUBLIC_ORIGIN,
		trustedProxies: settings.TRUSTED_PROXIES,
		dataDir,
		databaseUrl: settings.DATABASE_URL ?? `file:${join(dataDir, 'mesa.db')}`,
		signingKeyFile: resolve(settings.SIGNING_KEY_FILE ?? join(dataDir, 'signing-key.pem')),
		setupToken: settings.SETUP_TOKEN,
		registration: settings.REGISTRATION,
		logLevel: settings.LOG_LEVEL,
		metricsToken: settings.METRICS_TOKEN,
		operatorName: settings.OPERATOR_NAME,
		retentionDays: settings.RETENTION_DAYS,
		webhooks: settings.WEBHOOK_URLS,
		locale: terminalLocale(given),
	};
}

/** Spanish, unless the terminal asks for English. */
export function terminalLocale(given: NodeJS.ProcessEnv = process.env): 'es' | 'en' {
	const asked = given['LC_ALL'] || given['LC_MESSAGES'] || given['LANG'] || '';
	return asked.toLowerCase().startsWith('en') ? 'en' : 'es';
}

/** Headers by which this server tells Kit who asks and under which address; what a client sends under them is overwritten. */
export const KIT_HEADERS = {
	protocol: 'x-mesa-protocol',
	host: 'x-mesa-host',
	address: 'x-mesa-address',
} as const;

/** Must run before `build/handler.js` is imported: it reads these once, and would take any request for https without them. */
export function prepareKit(): void {
	process.env['PROTOCOL_HEADER'] = KIT_HEADERS.protocol;
	process.env['HOST_HEADER'] = KIT_HEADERS.host;
	process.env['ADDRESS_HEADER'] = KIT_HEADERS.address;
	// Forms are read by pages too; the largest one brings a file of evidence (2 MiB), and the API has the last word.
	process.env['BODY_SIZE_LIMIT'] = '3M';
	// Each would win over the headers above; the address is PUBLIC_ORIGIN's or the request's.
	for (const name of ['ORIGIN', 'PORT_HEADER', 'XFF_DEPTH']) delete process.env[name];
	process.env['NODE_ENV'] ??= 'production';
}
