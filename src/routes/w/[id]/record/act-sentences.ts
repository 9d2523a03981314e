import type { AnnotationBody } from '#domain/annotation.ts';
import type { MinuteAct, MinutesData } from '#protocol/minutes.ts';
import { m } from '#i18n/compiled/messages.js';
import { FIELD_LABELS } from '$lib/record/core-parts.ts';
import { sectorLabel } from '$lib/record/table-words.ts';
import { day, dayAndTime, time } from '$lib/record/times.ts';
import { undoneWords } from '$lib/record/undone-words.ts';
import { capital, withReason } from './say.ts';
import { arrivingSentence } from './arriving-sentences.ts';
import { phaseName } from '../table/phase-words.ts';

/** An act of the log as a sentence in which a person acts; its reason or note is a sentence of its own. */
export function actSentence(act: MinuteAct, { rules, agenda }: Pick<MinutesData, 'rules' | 'agenda'>): string {
	const name = act.by || m.record_by_facilitator();
	switch (act.act) {
		case 'session.opened':
			return m.record_act_session_opened({ name });
		case 'session.closed':
			return m.record_act_session_closed({ name });
		case 'workshop.archived':
			return m.record_act_workshop_archived({ name });
		case 'joining.opened':
			return m.record_act_joining_opened({ name });
		case 'joining.closed':
			return m.record_act_joining_closed({ name });
		case 'timer.started':
			return m.record_act_timer_started({ name });
		case 'timer.extended':
			return m.lead_act_timer_extended({ name });
		case 'agenda.edited':
			return m.lead_act_agenda_edited({ name });
		case 'wording.proposed':
			return m.lead_act_wording_proposed({ name, text: act.text ?? m.record_card_gone() });
		case 'wording.reopened':
			return m.lead_act_wording_reopened({
				name: act.by || capital(m.record_someone()),
				text: act.text ?? m.record_card_gone(),
			});
		case 'cards.revealed':
			return act.isOwn
				? m.lead_act_cards_shown({ name: act.by || capital(m.record_someone()), count: act.count })
				: m.lead_act_cards_revealed({ name, count: act.count });
		case 'cards.returned':
			return withReason(m.lead_act_cards_returned({ name }), act.reason);
		case 'floor.given': {
			const sector = act.sector && sectorLabel(rules, act.sector);
			const unnamed = sector ? m.lead_someone_of({ sector }) : m.lead_someone();
			return m.lead_act_floor_given({ name, person: act.person ?? unnamed });
		}
		case 'timer.stopped':
			return m.record_act_timer_stopped({ name });
		case 'workshop.created':
			return m.record_act_workshop_created({ name });
		case 'workshop.described':
			return m.record_act_workshop_described({ name });
		case 'rules.drafted':
			return m.record_act_rules_drafted({ name });
		case 'participant.erased':
			return m.record_act_erased({ name });
		case 'facilitator.resumed':
			return m.record_act_resumed({ name });
		case 'participant.entered':
		case 'participant.code-given':
		case 'participant.claimed':
		case 'convener.offered':
		case 'convener.offer-withdrawn':
		case 'convener.named':
		case 'convener.dismissed':
		case 'session.planned':
		case 'session.called-off':
		case 'seat.offered':
			return arrivingSentence(act, name, rules);
		case 'poll.opened':
			return m.record_act_poll_opened({ name, question: act.question });
		case 'poll.closed':
			return m.record_act_poll_closed({ name, question: act.question });
		case 'commitment.titled':
			return m.record_act_commitment_titled({ name, title: act.title });
		case 'phase.moved': {
			const phase = agenda.find(({ id }) => id === act.to);
			return m.record_act_phase_moved({ name, phase: phase ? phaseName(phase) : act.to });
		}
		case 'lock.set':
		case 'lock.lifted':
			return withReason(lockSentence(act, name), act.reason);
		case 'acts.undone':
			return undoneSentence(act, name);
		case 'seat.granted':
			return seatGranted(act, sectorLabel(rules, act.sector));
		case 'seat.released': {
			const person = act.person ?? m.record_someone();
			const isOwn = act.by === '' || act.by === act.person;
			return withReason(
				isOwn ? capital(m.record_act_seat_left({ person })) : m.record_act_seat_released({ name, person }),
				act.reason,
			);
		}
		case 'participant.removed':
			return withReason(m.record_act_removed({ name, person: act.person ?? m.record_someone() }), act.reason);
		case 'participant.readmitted':
			return withReason(m.record_act_readmitted({ name, person: act.person ?? m.record_someone() }), act.reason);
		case 'facilitator.affiliated': {
			const said =
				act.sector === null
					? m.record_act_affiliated_none({ name })
					: m.record_act_affiliated({ name, sector: sectorLabel(rules, act.sector) });
			return act.note ? `${said} ${m.record_act_note({ note: act.note })}` : said;
		}
		case 'rules.adopted':
			return m.record_act_rules_adopted({ name, version: act.version });
		case 'poll.cancelled':
			return withReason(m.record_act_poll_cancelled({ name, question: act.question }), act.reason);
		case 'poll.extended':
			return m.record_act_poll_extended({ name, question: act.question, when: dayAndTime(act.closesAt) });
		case 'poll.ways-set':
			return waysSet(act, name);
		case 'poll.hands-entered': {
			const { question, people: count } = act;
			return m.record_act_hands_entered({ name, question, count, sector: sectorLabel(rules, act.sector) });
		}
		case 'poll.hands-confirmed':
			return m.record_act_hands_confirmed({
				name,
				question: act.question,
				sector: sectorLabel(rules, act.sector),
			});
		case 'poll.slips-issued': {
			const { question, count } = act;
			const said = { name, question, count, sector: sectorLabel(rules, act.sector) };
			return act.way === 'paper' ? m.record_act_papers_issued(said) : m.record_act_turns_issued(said);
		}
		case 'poll.published':
			return m.record_act_poll_published({ name, question: act.question });
		case 'poll.discarded':
			return m.record_act_poll_discarded({ name, question: act.question, count: act.ballots });
		case 'commitment.started':
			return m.record_act_commitment_started({ name, title: act.title });
		case 'commitment.proposed':
			return m.record_act_commitment_proposed({ name, title: act.title });
		case 'commitment.reopened':
			return withReason(m.record_act_commitment_reopened({ name, title: act.title }), act.reason);
		case 'commitment.amending':
			return withReason(
				act.kind === 'withdrawal'
					? m.amend_act_withdrawal({ name, title: act.title })
					: m.amend_act_amendment({ name, title: act.title }),
				act.reason,
			);
		case 'commitment.amendment-dropped':
			return withReason(m.amend_act_dropped({ name, title: act.title }), act.reason);
		case 'annotation.requested':
			return act.kind === 'route'
				? m.amend_act_route_requested({ name, title: act.title })
				: m.amend_act_erratum_requested({ name, title: act.title });
		case 'commitment.annotated':
			return ANNOTATED[act.kind]({ name, title: act.title });
		case 'commitment.agreed':
			return m.record_act_commitment_agreed({ title: act.title });
		case 'commitment.issue-requested':
			return m.record_act_commitment_issue_requested({ name, title: act.title });
		case 'commitment.issued':
			return m.record_act_commitment_issued({ title: act.title });
		case 'commitment.signed': {
			const { title, person } = act;
			const sector = sectorLabel(rules, act.sector);
			if (act.method === 'paper') {
				return m.sign_act_paper({ name, title, sector, person: person ?? m.record_someone() });
			}
			return person === null
				? m.record_act_commitment_signed_unnamed({ title, sector })
				: m.record_act_commitment_signed({ title, sector, person });
		}
		case 'commitment.signature-witnessed': {
			const { title, person } = act;
			const sector = sectorLabel(rules, act.sector);
			return m.sign_act_witnessed({ name: someone(act.by), sector, person: person ?? m.record_someone(), title });
		}
		case 'signing-key.offered':
			return m.sign_act_key_offered({ name: someone(act.by), words: act.words });
		case 'signing-key.ended':
			return m.sign_act_key_ended({ name: someone(act.by), words: act.words });
		case 'signing-key.confirmed': {
			const { person, words } = act;
			const sector = sectorLabel(rules, act.sector);
			return m.sign_act_key_confirmed({
				...{ name: someone(act.by), sector, person: person ?? m.record_someone(), words },
			});
		}
	}
}

/** Whoever signs or witnesses is named no further than the table's rule goes. */
const someone = (name: string): string => name || capital(m.record_someone());

const ANNOTATED: Readonly<Record<AnnotationBody['kind'], (inputs: { name: string; title: string }) => string>> = {
	erratum: m.amend_act_erratum,
	progress: m.amend_act_progress,
	route: m.amend_act_route,
	question: m.reasoned_act_question,
	response: m.reasoned_act_response,
};

function undoneSentence(act: Extract<MinuteAct, { act: 'acts.undone' }>, name: string): string {
	const isSameDay = day(act.from) === day(act.at);
	const when = isSameDay
		? m.undo_when_time({ time: time(act.from) })
		: m.undo_when_day({ time: dayAndTime(act.from) });
	const words = {
		name,
		person: act.person ?? m.record_someone(),
		when,
		what: undoneWords(act.undone, act.title === null),
	};
	const said =
		act.title === null ? m.record_act_undone(words) : m.record_act_undone_draft({ ...words, title: act.title });
	return withReason(said, act.reason);
}

function waysSet({ way, question, people: count }: Extract<MinuteAct, { act: 'poll.ways-set' }>, name: string): string {
	const said = { name, question, count };
	switch (way) {
		case 'hands':
			return m.record_act_way_hands(said);
		case 'paper':
			return m.record_act_way_paper(said);
		case 'table':
			return m.record_act_way_table(said);
		case null:
			return m.record_act_way_own(said);
	}
}

function seatGranted(act: Extract<MinuteAct, { act: 'seat.granted' }>, sector: string): string {
	const person = act.person ?? m.record_someone();
	switch (act.voucher) {
		case 'facilitator':
			return act.by === ''
				? m.record_act_seat_by_facilitator({ person, sector })
				: m.record_act_seat_first({ name: act.by, person, sector });
		case 'open':
			return capital(m.record_act_seat_open({ person, sector }));
		case 'convener':
			return capital(
				act.by === ''
					? m.record_act_seat_by_link_unnamed({ person, sector })
					: m.record_act_seat_by_link({ name: act.by, person, sector }),
			);
		case 'seated':
			return act.by === ''
				? m.record_act_seat_confirmed_unnamed({ person, sector })
				: m.record_act_seat_confirmed({ name: act.by, person, sector });
	}
}

/** Texts as they read when the minutes were made: the log names what was locked by its id alone. */
function lockSentence({ act, target, title }: Extract<MinuteAct, { act: 'lock.set' | 'lock.lifted' }>, name: string) {
	const isSet = act === 'lock.set';
	switch (target.kind) {
		case 'table':
			return isSet ? m.lead_act_paused({ name }) : m.lead_act_resumed({ name });
		case 'board':
			return isSet ? m.record_act_lock_board({ name }) : m.record_act_unlock_board({ name });
		case 'draft': {
			const words = { name, title: title ?? '' };
			return isSet ? m.record_act_lock_draft(words) : m.record_act_unlock_draft(words);
		}
		case 'card': {
			const words = { name, title: title ?? m.record_card_gone() };
			return isSet ? m.record_act_lock_card(words) : m.record_act_unlock_card(words);
		}
		case 'branch': {
			const words = { name, title: title ?? m.record_card_gone() };
			return isSet ? m.record_act_lock_branch(words) : m.record_act_unlock_branch(words);
		}
		case 'field': {
			const words = { name, title: title ?? '', field: FIELD_LABELS[target.field]() };
			return isSet ? m.record_act_lock_field(words) : m.record_act_unlock_field(words);
		}
	}
}
