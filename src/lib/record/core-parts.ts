import type { FieldKey } from '#domain/cards.ts';
import { m } from '#i18n/compiled/messages.js';

/** The fields of a commitment in the parts and order of OGP's template; drafts, previews and public pages read alike. */
export const CORE_PARTS: readonly { readonly title: () => string; readonly fields: readonly FieldKey[] }[] = [
	{ title: m.draft_part_problem, fields: ['problem', 'causes'] },
	{ title: m.draft_part_commitment, fields: ['background', 'solution', 'results'] },
	{ title: m.draft_part_values, fields: ['transparency', 'accountability', 'participation'] },
	{ title: m.draft_part_who, fields: ['lead', 'supporters', 'term'] },
];

export const FIELD_LABELS: Readonly<Record<FieldKey, () => string>> = {
	problem: m.draft_field_problem,
	causes: m.draft_field_causes,
	background: m.draft_field_background,
	solution: m.draft_field_solution,
	results: m.draft_field_results,
	transparency: m.draft_field_transparency,
	accountability: m.draft_field_accountability,
	participation: m.draft_field_participation,
	lead: m.draft_field_lead,
	supporters: m.draft_field_supporters,
	term: m.draft_field_term,
};
