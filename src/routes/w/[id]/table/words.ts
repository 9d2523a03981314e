import type { SectorId } from '#domain/ids.ts';
import type { ConsensusAnswer, MajorityAnswer } from '#domain/polls.ts';
import type { Voucher } from '#domain/events.ts';
import { m } from '#i18n/compiled/messages.js';
import type { PersonView, WorkshopView } from '#protocol/view.ts';
import { sectorLabel } from '$lib/record/table-words.ts';

const ANSWERS: Readonly<Record<ConsensusAnswer, () => string>> = {
	agree: m.poll_agree,
	reservation: m.poll_reservation,
	abstain: m.poll_abstain,
	block: m.poll_block,
};
export const answerName = (answer: ConsensusAnswer): string => ANSWERS[answer]();

const MAJORITY: Readonly<Record<MajorityAnswer, () => string>> = {
	yes: m.ballot_yes,
	no: m.ballot_no,
	abstain: m.ballot_abstain,
};
export const majorityName = (answer: MajorityAnswer): string => MAJORITY[answer]();

const VOUCHERS: Readonly<Record<Voucher['by'], () => string>> = {
	facilitator: m.table_seat_by_facilitator,
	seated: m.table_seat_by_seated,
	open: m.table_seat_by_open,
	convener: m.table_seat_by_convener,
};
export const voucherName = (by: Voucher['by']): string => VOUCHERS[by]();

export function sectorName(view: WorkshopView, sector: SectorId): string {
	return sectorLabel(view.rules, sector);
}

/** A person's name, or what may be said in its place. */
export function personName(person: Pick<PersonView, 'name' | 'erased'>): string {
	if (person.erased) return m.table_person_erased();
	return person.name ?? m.table_person_unnamed();
}
