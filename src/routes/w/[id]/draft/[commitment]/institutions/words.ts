import type { InstitutionAnswer, InstitutionTerms } from '#domain/institutions.ts';
import { m } from '#i18n/compiled/messages.js';

export const ANSWER_NAMES: Readonly<Record<InstitutionAnswer, () => string>> = {
	accepts: m.institution_accepts,
	'accepts-with-reservations': m.institution_accepts_with_reservations,
	declines: m.institution_declines,
};

export const ROLE_NAMES: Readonly<Record<InstitutionTerms['role'], () => string>> = {
	lead: m.institution_role_lead,
	supporting: m.institution_role_supporting,
};
