import { m } from '#i18n/compiled/messages.js';
import type { CardKind } from '#board/kinds.ts';

/** What people call each kind. */
export const KIND_WORDS: Readonly<Record<CardKind, () => string>> = {
	problem: m.ui_kind_problem,
	cause: m.ui_kind_cause,
	effect: m.ui_kind_effect,
	solution: m.ui_kind_solution,
	note: m.ui_kind_note,
	objective: m.kind_objective,
	means: m.kind_means,
	end: m.kind_end,
	actor: m.kind_actor,
};

export const SECTION_WORDS: Readonly<
	Record<CardKind, { readonly heading: () => string; readonly add: () => string; readonly empty: () => string }>
> = {
	effect: { heading: m.list_effects, add: m.list_add_effect, empty: m.list_no_effects },
	problem: { heading: m.list_problems, add: m.list_add_problem, empty: m.list_no_problem },
	cause: { heading: m.list_causes, add: m.list_add_cause, empty: m.list_no_causes },
	solution: { heading: m.list_solutions, add: m.list_add_solution, empty: m.list_no_solutions },
	note: { heading: m.list_notes, add: m.list_add_note, empty: m.list_no_notes },
	objective: { heading: m.kind_objectives, add: m.kind_add_objective, empty: m.kind_none_yet },
	means: { heading: m.kind_means_all, add: m.kind_add_means, empty: m.kind_none_yet },
	end: { heading: m.kind_ends, add: m.kind_add_end, empty: m.kind_none_yet },
	actor: { heading: m.kind_actors, add: m.kind_add_actor, empty: m.kind_none_yet },
};
