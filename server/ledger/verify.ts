import { readFileSync } from 'node:fs';
import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import { CHECK_WORDS, COMPARED } from '#i18n/verify-words.ts';
import { errataOf, type Bundle } from '#protocol/bundle.ts';
import { BUNDLE_CHECKS, verifyBundle, type Verification } from '#protocol/verify-bundle.ts';
import { terminalLocale } from '../config.ts';

type Say = (line: string) => void;

/**
 * `npm run verify -- FILE [--checkpoint FILE]`: says what a bundle proves and what it does not, with the very check that the page
 * `/verify` runs. Answers the exit code: 0 all agrees, 1 something does not, 2 nothing was checked.
 */
export function verifyFiles(args: readonly string[], say: Say, locale: Locale = terminalLocale()): number {
	const options = { locale };
	const [file, flag, kept] = args;
	if (file === undefined || (flag !== undefined && (flag !== '--checkpoint' || kept === undefined))) {
		say(messages.verify_cli_usage({}, options));
		return 2;
	}
	const bytes = read(file);
	const note = kept === undefined ? null : read(kept);
	if (bytes === null || (note === null && kept !== undefined)) {
		say(messages.verify_cli_no_file({ file: (bytes === null ? file : kept) ?? '' }, options));
		return 2;
	}
	const found = verifyBundle(bytes, note && new TextDecoder().decode(note));
	for (const line of linesFor(found, locale)) say(line);
	if (found.verdict === 'unreadable') return 2;
	const agrees = found.compared === null || found.compared === 'continues';
	return found.verdict === 'holds' && agrees ? 0 : 1;
}

function linesFor(
	{ verdict, checks, faults, isRewritten, compared, bundle, checkpoint }: Verification,
	locale: Locale,
): string[] {
	const options = { locale };
	const record = bundle?.versions.at(-1)?.record;
	if (verdict === 'unreadable' || !bundle || !record)
		return [messages.verify_unreadable({}, options), messages.verify_unreadable_explain({}, options)];
	const number = checkpoint?.size ?? 0;
	const when = checkpoint ? new Date(checkpoint.at).toISOString() : '';
	const { title } = record.core;
	const said =
		verdict === 'holds'
			? [
					messages.verify_holds({}, options),
					messages.verify_holds_explain({ title, version: bundle.current, number, when }, options),
				]
			: [messages.verify_broken({}, options), messages.verify_broken_explain({}, options)];
	const ok = messages.verify_ok({}, options);
	const bad = messages.verify_bad({}, options);
	return [
		...said,
		...(record.example ? [messages.verify_example({}, options)] : []),
		...(isRewritten ? [messages.verify_rewritten({}, options)] : []),
		...BUNDLE_CHECKS.flatMap((check) =>
			checks[check] === null ? [] : [`- ${checks[check] ? ok : bad}: ${CHECK_WORDS[check]({}, options)}`],
		),
		...faults.map(({ version, fault }) => messages.verify_cli_fault({ version, fault }, options)),
		...(compared === null ? [] : [COMPARED[compared]({ number: 'N' }, options)]),
		...notesOf(bundle, locale),
		messages.verify_not_proven({}, options),
		`- ${messages.verify_not_signature({}, options)}`,
		`- ${messages.verify_not_whose({}, options)}`,
		`- ${messages.verify_not_latest({ number }, options)}`,
		...(checkpoint ? [`${checkpoint.origin} · ${number} · ${checkpoint.root}`] : []),
	];
}

function notesOf(bundle: Bundle, locale: Locale): string[] {
	const errata = errataOf(bundle);
	if (errata.length === 0) return [];
	return [
		messages.sign_verify_notes({}, { locale }),
		...errata.map(
			(note) => `- ${messages.sign_verify_note({ ...note, when: new Date(note.at).toISOString() }, { locale })}`,
		),
	];
}

function read(file: string): Uint8Array | null {
	try {
		return readFileSync(file);
	} catch {
		return null;
	}
}

if (import.meta.main)
	process.exitCode = verifyFiles(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
