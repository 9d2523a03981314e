import type { IndicatorText, IndicatorType } from '#board/draft.ts';
import type { MilestoneText } from '#board/milestones.ts';
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

type IndicatorWords = Readonly<Record<'title' | 'explain' | 'none' | 'add', () => string>>;

export const INDICATOR_WORDS: Readonly<Record<IndicatorType, IndicatorWords>> = {
	result: {
		title: m.draft_indicators,
		explain: m.draft_indicators_explain,
		none: m.draft_indicators_none,
		add: m.draft_indicator_add,
	},
	management: {
		title: m.draft_management,
		explain: m.draft_management_explain,
		none: m.draft_management_none,
		add: m.draft_management_add,
	},
};

export const MILESTONE_LABELS: Readonly<Record<MilestoneText, () => string>> = {
	what: m.draft_milestone_what,
	output: m.draft_milestone_output,
	responsible: m.draft_milestone_responsible,
	counterpart: m.draft_milestone_counterpart,
	means: m.draft_milestone_means,
};

export const MILESTONE_HINTS: Readonly<Record<MilestoneText, () => string>> = {
	what: m.draft_milestone_what_hint,
	output: m.draft_milestone_output_hint,
	responsible: m.draft_milestone_responsible_hint,
	counterpart: m.draft_milestone_counterpart_hint,
	means: m.draft_milestone_means_hint,
};

/** Lines of an empty field: what it asks for fits there. */
export const FIELD_LINES: Partial<Readonly<Record<FieldKey, number>>> = {
	solution: 5,
	problem: 4,
	lead: 1,
	supporters: 1,
	term: 1,
};
