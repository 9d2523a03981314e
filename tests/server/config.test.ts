import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, SETTINGS, type Setting, WrongSetting } from '../../server/config.ts';
import { whyNotStarted } from '../../server/start-refused.ts';

const why = (environment: Record<string, string>, locale: 'es' | 'en' = 'en'): string | null => {
	try {
		readConfig(environment);
		return null;
	} catch (error) {
		return whyNotStarted(error, { port: 0, host: '' }, locale);
	}
};

describe('the settings', () => {
	it('are all optional', () => {
		const config = readConfig({});
		expect(config).toMatchObject({
			port: 5180,
			host: '0.0.0.0',
			publicOrigin: null,
			dataDir: resolve('data'),
			databaseUrl: `file:${resolve('data/mesa.db')}`,
			signingKeyFile: resolve('data/signing-key.pem'),
			setupToken: null,
			registration: 'invite',
			operatorName: null,
			metricsToken: null,
			retentionDays: 365,
			locale: 'es',
		});
		expect(config.trustedProxies.check('127.0.0.1')).toBe(false);
	});

	it('are taken as given, and count as absent when empty', () => {
		const config = readConfig({
			PORT: ' 8080 ',
			HOST: '',
			PUBLIC_ORIGIN: 'https://Mesa.Example.org/',
			TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8 ::1',
			DATA_DIR: '/var/lib/mesa',
			DATABASE_URL: 'postgres://mesa:clave@localhost/mesa',
			OPERATOR_NAME: ' Instituto de Transparencia ',
			RETENTION_DAYS: '90',
			REGISTRATION: 'open',
			LANG: 'en_GB.UTF-8',
		});
		expect(config).toMatchObject({
			port: 8080,
			host: '0.0.0.0',
			publicOrigin: 'https://mesa.example.org',
			databaseUrl: 'postgres://mesa:clave@localhost/mesa',
			signingKeyFile: '/var/lib/mesa/signing-key.pem',
			operatorName: 'Instituto de Transparencia',
			retentionDays: 90,
			registration: 'open',
			locale: 'en',
		});
		for (const [address, family] of [
			['127.0.0.1', 'ipv4'],
			['10.200.3.4', 'ipv4'],
			['::1', 'ipv6'],
		] as const) {
			expect(config.trustedProxies.check(address, family)).toBe(true);
		}
		expect(config.trustedProxies.check('192.168.0.1')).toBe(false);
	});

	const wrong: readonly (readonly [Setting, string])[] = [
		['PORT', '99999'],
		['PORT', 'http'],
		['PORT', '-1'],
		['HOST', 'mesa.example.org'],
		['PUBLIC_ORIGIN', 'mesa.example.org'],
		['PUBLIC_ORIGIN', 'ftp://mesa.example.org'],
		['PUBLIC_ORIGIN', 'https://mesa.example.org/tablero'],
		['PUBLIC_ORIGIN', 'https://ana:clave@mesa.example.org'],
		['TRUSTED_PROXIES', 'proxy'],
		['TRUSTED_PROXIES', '10.0.0.0/33'],
		['DATABASE_URL', 'mysql://localhost/mesa'],
		['SETUP_TOKEN', 'corto'],
		['REGISTRATION', 'nobody'],
		['LOG_LEVEL', 'loud'],
		['METRICS_TOKEN', 'corto'],
		['WEBHOOK_URLS', 'https://a.example ftp://b.example'],
		['OPERATOR_NAME', 'x'.repeat(121)],
		['RETENTION_DAYS', '0'],
		['RETENTION_DAYS', '1.5'],
		['PUBLIC_TLDRAW_LICENSE_KEY', 'dos palabras'],
	];
	it.each(wrong)('%s=%s stops the start with one sentence that says what is expected', (setting, given) => {
		for (const locale of ['es', 'en'] as const) {
			const sentence = why({ [setting]: given }, locale);
			expect(sentence).toContain(setting);
			expect(sentence).not.toContain('\n');
			expect(sentence?.length).toBeGreaterThan(40);
		}
	});

	it('that are wrong are repeated, but for those that hold a secret', () => {
		expect(why({ PORT: 'ocho' })).toBe(
			"Can't start: PORT is “ocho”, and it has to be a whole number from 0 to 65535, for example 5180.",
		);
		expect(why({ SETUP_TOKEN: 'mi secreto' })).not.toContain('mi secreto');
		expect(why({ METRICS_TOKEN: 'mi secreto' })).not.toContain('mi secreto');
		expect(why({ WEBHOOK_URLS: 'mailto:secreto' })).not.toContain('secreto');
		expect(why({ DATABASE_URL: 'mysql://ana:clave@db/mesa' })).not.toContain('clave@');
	});

	it('each have words for what is expected', () => {
		for (const setting of SETTINGS) {
			const sentence = whyNotStarted(new WrongSetting(setting, '?'), { port: 0, host: '' }, 'es');
			expect(sentence).toContain(setting);
		}
	});
});
