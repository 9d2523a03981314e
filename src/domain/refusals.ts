/**
 * Expected refusals: values, never exceptions. The domain knows codes; the server maps them to HTTP statuses and close codes,
 * and the catalogue (`src/i18n/messages/errors.*.json`, key `error_` + code with `_` for `.` and `-`) to a sentence that says what to do next.
 */
export const REFUSAL_CODES = [
	'workshop.unknown',
	'workshop.archived',
	'workshop.not-deletable',
	'workshop.busy',
	'joining.closed',
	'participant.unknown',
	'participant.removed',
	'participant.not-removed',
	'participant.last-facilitator',
	'role.facilitator-only',
	'role.observer',
	'role.no-seat',
	'role.facilitator-has-no-seat',
	'sector.unknown',
	'sector.required',
	'seat.none-free',
	'seat.held',
	'seat.not-offered',
	'seat.not-open',
	'seat.same-sector-only',
	'session.none-open',
	'session.already-open',
	'attendance.not-present',
	'attendance.already',
	'affiliation.required',
	'phase.unknown',
	'phase.closed',
	'lock.held',
	'lock.none',
	'lock.reason-required',
	'rules.not-adopted',
	'rules.adopted',
	'rules.no-sector',
	'rules.no-required-sector',
	'rules.unknown-block',
	'rules.duplicate-id',
	'rules.quorum-too-high',
	'rules.dots',
	'rules.stale',
	'quorum.missing',
	'poll.unknown',
	'poll.closed',
	'poll.already-open',
	'poll.not-eligible',
	'poll.wrong-method',
	'poll.unknown-option',
	'poll.budget-exceeded',
	'poll.cap-exceeded',
	'poll.reason-required',
	'poll.no-ballot',
	'poll.not-prioritised',
	'content.changed',
	'commitment.unknown',
	'commitment.not-draft',
	'commitment.not-proposed',
	'commitment.not-agreed',
	'commitment.not-requested',
	'commitment.issued',
	'commitment.not-locked',
	'commitment.empty',
	'commitment.expired',
	'commitment.already-signed',
	'commitment.witness-sector',
	'commitment.not-chosen',
	'card.unknown',
	'acts.none',
	'acts.too-old',
	'change.too-many',
	'value.invalid',
	'text.gone',
	'document.full',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
	readonly ok: false;
	readonly code: RefusalCode;
	/** Codes, ids and numbers that the sentence needs; never personal data. */
	readonly details?: Readonly<Record<string, string | number>>;
}

export function refuse(code: RefusalCode, details?: Readonly<Record<string, string | number>>): Refusal {
	return details === undefined ? { ok: false, code } : { ok: false, code, details };
}
