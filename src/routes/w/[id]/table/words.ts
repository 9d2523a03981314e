import type { PhaseKind } from '#domain/agenda.ts';
import type { SectorId } from '#domain/ids.ts';
import type { ConsensusAnswer } from '#domain/polls.ts';
import type { Voucher } from '#domain/events.ts';
import { m } from '#i18n/compiled/messages.js';
import type { PersonView, WorkshopView } from '#protocol/view.ts';

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
export const phaseName = (kind: PhaseKind): string => PHASES[kind]();

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

const ANSWERS: Readonly<Record<ConsensusAnswer, () => string>> = {
	agree: m.poll_agree,
	reservation: m.poll_reservation,
	abstain: m.poll_abstain,
	block: m.poll_block,
};
export const answerName = (answer: ConsensusAnswer): string => ANSWERS[answer]();

const VOUCHERS: Readonly<Record<Voucher['by'], () => string>> = {
	facilitator: m.table_seat_by_facilitator,
	seated: m.table_seat_by_seated,
	open: m.table_seat_by_open,
	convener: m.table_seat_by_convener,
};
export const voucherName = (by: Voucher['by']): string => VOUCHERS[by]();

export function sectorName(view: WorkshopView, sector: SectorId): string {
	return view.rules.labels.sectors[sector]?.label ?? sector;
}

/** A person's name, or what may be said in its place. */
export function personName(person: Pick<PersonView, 'name' | 'erased'>): string {
	if (person.erased) return m.table_person_erased();
	return person.name ?? m.table_person_unnamed();
}

/** The phase that the table is in; its agenda always holds it. */
export function currentPhase(view: WorkshopView): WorkshopView['agenda'][number] | undefined {
	return view.agenda.find((phase) => phase.id === view.phase);
}
