import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import { readConfig, terminalLocale, type Config } from '../config.ts';
import { whyNotStarted } from '../start-refused.ts';
import { openStorage } from '../storage/open.ts';
import type { Damage, DamageCode } from './damage.ts';
import { inspectLog, readLog } from './inspect-log.ts';
import { inspect, type Inspected } from './inspect.ts';
import { exampleKeyFile, readSigningKey } from './signing.ts';

/**
 * `npm run ledger:check`: reads everything that was ever decided, beside a running server or without one, and says table by table
 * whether it is what was written. Exit status 1 where anything is not.
 */
export async function check(config: Config, print: (line: string) => void): Promise<boolean> {
	const options = { locale: config.locale };
	const storage = await openStorage({ url: config.databaseUrl, role: 'admin' });
	try {
		const tables: Inspected[] = [];
		for await (const table of inspect(storage, keysOf(config))) {
			tables.push(table);
			for (const line of linesFor(table, config.locale)) print(line);
		}
		const log = await readLog(storage);
		const wrong = inspectLog(log);
		const { leaves, checkpoints } = { leaves: log.leaves.length, checkpoints: log.checkpoints.length };
		if (wrong.length > 0) print(messages.ledger_log_damaged({ count: wrong.length }, options));
		else if (leaves > 0) print(messages.ledger_log_sound({ leaves, checkpoints }, options));
		for (const found of wrong) print(`  - ${sentenceFor(found, config.locale)}`);
		const damaged = tables.filter(({ damage }) => damage.length > 0);
		const count = damaged.reduce((sum, { damage }) => sum + damage.length, 0);
		if (tables.length === 0) print(messages.ledger_none({}, options));
		else if (count === 0) print(messages.ledger_all_sound({ tables: tables.length }, options));
		else print(messages.ledger_found({ count, tables: damaged.length, all: tables.length }, options));
		return count === 0 && wrong.length === 0;
	} finally {
		await storage.close();
	}
}

function keysOf({ signingKeyFile }: Config): ReadonlySet<string> {
	const signers = [signingKeyFile, exampleKeyFile(signingKeyFile)].map(readSigningKey);
	return new Set(signers.flatMap((signer) => (signer ? [signer.publicKey] : [])));
}

function linesFor(table: Inspected, locale: Locale): string[] {
	const { workshop: id, title, events, texts, records, issued, damage } = table;
	const options = { locale };
	const name =
		title === '' ? messages.ledger_table_untitled({ id }, options) : messages.ledger_table({ id, title }, options);
	const first =
		damage.length === 0
			? messages.ledger_sound({ name, events, texts, records, issued }, options)
			: messages.ledger_damaged({ name, count: damage.length }, options);
	return [
		first,
		...damage.map((found) => `  - ${sentenceFor(found, locale)}`),
		...table.foreignKeys.map((key) => messages.ledger_foreign_key({ key }, options)),
	];
}

type Sentence = (inputs: { at: string }, options: { locale: Locale }) => string;

const SENTENCES: Readonly<Record<DamageCode, Sentence>> = {
	'chain.gap': messages.ledger_chain_gap,
	'chain.unchained': messages.ledger_chain_unchained,
	'chain.altered': messages.ledger_chain_altered,
	'chain.malformed': messages.ledger_chain_malformed,
	'chain.unknown-version': messages.ledger_chain_unknown_version,
	'chain.short': messages.ledger_chain_short,
	'text.altered': messages.ledger_text_altered,
	'text.missing': messages.ledger_text_missing,
	'record.altered': messages.ledger_record_altered,
	'record.missing': messages.ledger_record_missing,
	'secret.altered': messages.ledger_secret_altered,
	'issued.altered': messages.ledger_issued_altered,
	'issued.key': messages.ledger_issued_key,
	'issued.signature': messages.ledger_issued_signature,
	'issued.missing': messages.ledger_issued_missing,
	'issued.unlogged': messages.ledger_issued_unlogged,
	'issued.differs': messages.ledger_issued_differs,
	'issued.unchained': messages.ledger_issued_unchained,
	'leaf.gap': messages.ledger_leaf_gap,
	'leaf.altered': messages.ledger_leaf_altered,
	'leaf.unmatched': messages.ledger_leaf_unmatched,
	'leaf.missing': messages.ledger_leaf_missing,
	'leaf.key': messages.ledger_leaf_key,
	'checkpoint.altered': messages.ledger_checkpoint_altered,
	'checkpoint.beyond': messages.ledger_checkpoint_beyond,
	'checkpoint.differs': messages.ledger_checkpoint_differs,
};

function sentenceFor({ code, at }: Damage, locale: Locale): string {
	return SENTENCES[code]({ at }, { locale });
}

async function run(): Promise<void> {
	try {
		if (!(await check(readConfig(), (line) => process.stdout.write(`${line}\n`)))) process.exitCode = 1;
	} catch (error) {
		const sentence = whyNotStarted(error, { port: 0, host: '' }, terminalLocale());
		if (sentence === null) throw error;
		process.stderr.write(`${sentence}\n`);
		process.exitCode = 2; // not damaged: not looked at
	}
}

if (import.meta.main) await run();
