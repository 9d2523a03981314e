import * as messages from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';
import type { EvidenceKind } from '#domain/ledger/evidence.ts';
import type { Comparison } from '#protocol/compare-checkpoints.ts';
import type { BundleCheck } from '#protocol/verify-bundle.ts';

type Options = { locale: Locale };
type Words = (inputs: object, options: Options) => string;

/** What each check says, in the order in which it is told. */
export const CHECKS: readonly (readonly [BundleCheck, Words])[] = [
	['records', messages.verify_check_records],
	['included', messages.verify_check_included],
	['signer', messages.verify_check_signer],
	['checkpoint', messages.verify_check_checkpoint],
	['keys', messages.verify_check_keys],
	['versions', messages.verify_check_versions],
	['earlier', messages.verify_check_earlier],
	['evidence', messages.verify_check_evidence],
];

export const COMPARED: Readonly<Record<Comparison, (inputs: { number: string | number }, options: Options) => string>> =
	{
		continues: messages.verify_compared_continues,
		contradicts: messages.verify_compared_contradicts,
		later: messages.verify_compared_later,
		'not-offered': messages.verify_compared_not_offered,
		'other-log': messages.verify_compared_other_log,
		unreadable: messages.verify_compared_unreadable,
	};

export const KINDS: Readonly<Record<EvidenceKind, Words>> = {
	timestamp: messages.verify_kind_timestamp,
	conservation: messages.verify_kind_conservation,
	gazette: messages.verify_kind_gazette,
	other: messages.verify_kind_other,
};
