import * as messages from './compiled/messages.js';
import type { Locale } from './locale.ts';

type Options = { locale: Locale };

// Keyed by the codes of `src/protocol` and `src/domain/ledger`: who reads by a code that has no sentence fails the type check.

/** What each check of a bundle says, on the page and on the command line. */
export const CHECK_WORDS = {
	records: messages.verify_check_records,
	included: messages.verify_check_included,
	signer: messages.verify_check_signer,
	checkpoint: messages.verify_check_checkpoint,
	keys: messages.verify_check_keys,
	versions: messages.verify_check_versions,
	earlier: messages.verify_check_earlier,
	evidence: messages.verify_check_evidence,
	annotations: messages.verify_check_annotations,
} as const satisfies Readonly<Record<string, (inputs: object, options: Options) => string>>;

/** What the comparison with a checkpoint that somebody kept says. */
export const COMPARED: Readonly<
	Record<
		'continues' | 'contradicts' | 'later' | 'not-offered' | 'other-log' | 'unreadable',
		(inputs: { number: string | number }, options: Options) => string
	>
> = {
	continues: messages.verify_compared_continues,
	contradicts: messages.verify_compared_contradicts,
	later: messages.verify_compared_later,
	'not-offered': messages.verify_compared_not_offered,
	'other-log': messages.verify_compared_other_log,
	unreadable: messages.verify_compared_unreadable,
};

/** What each kind of outside evidence is called. */
export const EVIDENCE_WORDS = {
	timestamp: messages.verify_kind_timestamp,
	conservation: messages.verify_kind_conservation,
	gazette: messages.verify_kind_gazette,
	other: messages.verify_kind_other,
} as const satisfies Readonly<Record<string, (inputs: object, options: Options) => string>>;
