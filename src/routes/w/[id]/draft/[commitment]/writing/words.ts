import type { IndicatorText } from '#board/draft.ts';
import type { FieldKey } from '#domain/cards.ts';
import { m } from '#i18n/compiled/messages.js';

/** What each field of OGP's template asks for, in the guide's plain words. */
export const FIELD_HINTS: Readonly<Record<FieldKey, () => string>> = {
	problem: m.draft_hint_problem,
	causes: m.draft_hint_causes,
	background: m.draft_hint_background,
	solution: m.draft_hint_solution,
	results: m.draft_hint_results,
	transparency: m.draft_hint_transparency,
	accountability: m.draft_hint_accountability,
	participation: m.draft_hint_participation,
	lead: m.draft_hint_lead,
	supporters: m.draft_hint_supporters,
	term: m.draft_hint_term,
};

export const INDICATOR_LABELS: Readonly<Record<IndicatorText, () => string>> = {
	text: m.draft_indicator_text,
	baseline: m.draft_indicator_baseline,
	target: m.draft_indicator_target,
	means: m.draft_indicator_means,
};

/** Lines of an empty field: what it asks for fits there. */
export const FIELD_LINES: Partial<Readonly<Record<FieldKey, number>>> = {
	solution: 5,
	problem: 4,
	lead: 1,
	supporters: 1,
	term: 1,
};
