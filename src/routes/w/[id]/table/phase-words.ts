import type { PhaseKind } from '#domain/agenda.ts';
import { m } from '#i18n/compiled/messages.js';

/** The table's words for what the protocol says in codes. */
const PHASES: Readonly<Record<PhaseKind, () => string>> = {
	welcome: m.table_phase_welcome,
	problem: m.table_phase_problem,
	causes: m.table_phase_causes,
	'choose-causes': m.table_phase_choose_causes,
	solutions: m.table_phase_solutions,
	'choose-solutions': m.table_phase_choose_solutions,
	draft: m.table_phase_draft,
	agree: m.table_phase_agree,
	route: m.table_phase_route,
	'follow-up': m.table_phase_follow_up,
};
/** As the table calls it; by its kind where it gave no name. */
export const phaseName = (phase: { readonly kind: PhaseKind; readonly name?: string | null }): string =>
	phase.name ?? PHASES[phase.kind]();

/** What a person can do in a phase of that kind, as one sentence. */
const NOW: Readonly<Record<PhaseKind, () => string>> = {
	welcome: m.table_now_welcome,
	problem: m.table_now_problem,
	causes: m.table_now_causes,
	'choose-causes': m.table_now_choose_causes,
	solutions: m.table_now_solutions,
	'choose-solutions': m.table_now_choose_solutions,
	draft: m.table_now_draft,
	agree: m.table_now_agree,
	route: m.table_now_route,
	'follow-up': m.table_now_follow_up,
};
export const phaseNow = (kind: PhaseKind): string => NOW[kind]();
