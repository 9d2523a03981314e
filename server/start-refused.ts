import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import { WrongSetting, type Setting } from './config.ts';
import { InstanceLogDamaged, KeyNotLogged } from './ledger/instance-log.ts';
import { KeyUnusable } from './ledger/signing.ts';
import { OpenRefused, type OpenRefusal } from './storage/open-refused.ts';

type Sentence = (inputs: object, options: { locale: Locale }) => string;

const EXPECTED: Readonly<Record<Setting, Sentence>> = {
	PORT: messages.server_expects_port,
	HOST: messages.server_expects_host,
	PUBLIC_ORIGIN: messages.server_expects_public_origin,
	TRUSTED_PROXIES: messages.server_expects_trusted_proxies,
	DATA_DIR: messages.server_expects_data_dir,
	DATABASE_URL: messages.server_expects_database_url,
	SIGNING_KEY_FILE: messages.server_expects_signing_key_file,
	SETUP_TOKEN: messages.server_expects_setup_token,
	REGISTRATION: messages.server_expects_registration,
	LOG_LEVEL: messages.server_expects_log_level,
	METRICS_TOKEN: messages.server_expects_metrics_token,
	WEBHOOK_URLS: messages.server_expects_webhook_urls,
	OPERATOR_NAME: messages.server_expects_operator_name,
	RETENTION_DAYS: messages.server_expects_retention_days,
	PUBLIC_TLDRAW_LICENSE_KEY: messages.server_expects_public_tldraw_license_key,
};

const STORAGE: Readonly<Record<OpenRefusal, Sentence>> = {
	'storage.bad-url': messages.server_storage_bad_url,
	'storage.held': messages.server_storage_held,
	'storage.not-durable': messages.server_storage_not_durable,
	'storage.newer-schema': messages.server_storage_newer_schema,
	'storage.unreachable': messages.server_storage_unreachable,
};

/** Why the server does not start, as one sentence for who runs it; null where it is no refusal but a bug. */
export function whyNotStarted(
	error: unknown,
	listening: { port: number; host: string },
	locale: Locale,
): string | null {
	const options = { locale };
	if (error instanceof WrongSetting) {
		const { setting, given } = error;
		const expected = EXPECTED[setting]({}, options);
		return given === null
			? messages.server_wrong_secret_setting({ setting, expected }, options)
			: messages.server_wrong_setting({ setting, given: given.slice(0, 200), expected }, options);
	}
	if (error instanceof OpenRefused) return STORAGE[error.code]({}, options);
	if (error instanceof KeyUnusable) return messages.server_key_unusable({ file: error.file }, options);
	if (error instanceof KeyNotLogged) return messages.server_key_not_logged({}, options);
	if (error instanceof InstanceLogDamaged) return messages.server_log_damaged({}, options);
	if (error instanceof Error && 'code' in error) {
		const { port, host } = listening;
		if (error.code === 'EADDRINUSE') return messages.server_port_taken({ port }, options);
		if (error.code === 'EACCES') return messages.server_port_forbidden({ port }, options);
		if (error.code === 'EADDRNOTAVAIL') return messages.server_host_unknown({ host }, options);
	}
	return null;
}
