import type { FieldKey } from '#domain/cards.ts';
import { TEMPLATE_PARTS, type TemplatePart } from '#domain/commitment-template.ts';
import { m } from '#i18n/compiled/messages.js';

const PART_TITLES: Readonly<Record<TemplatePart, () => string>> = {
	problem: m.draft_part_problem,
	commitment: m.draft_part_commitment,
	values: m.draft_part_values,
	who: m.draft_part_who,
};

/** The fields of a commitment in the parts and order of the form; drafts, previews and public pages read alike. */
export const CORE_PARTS: readonly { readonly title: () => string; readonly fields: readonly FieldKey[] }[] =
	TEMPLATE_PARTS.map(({ id, fields }) => ({ title: PART_TITLES[id], fields }));

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
