import type { MinuteAct, MinutesData } from '#protocol/minutes.ts';
import { m } from '#i18n/compiled/messages.js';
import { sectorLabel } from '$lib/record/table-words.ts';
import { formatDate } from '../../../dates.ts';
import { capital, withReason } from './say.ts';

type Arriving = Extract<
	MinuteAct,
	{
		act:
			| 'participant.entered'
			| 'participant.code-given'
			| 'participant.claimed'
			| 'convener.offered'
			| 'convener.offer-withdrawn'
			| 'convener.named'
			| 'convener.dismissed'
			| 'session.planned'
			| 'session.called-off'
			| 'seat.offered';
	}
>;

/** How people came to the table and to their seats, in sentences in which somebody acts. */
export function arrivingSentence(act: Arriving, name: string, rules: MinutesData['rules']): string {
	switch (act.act) {
		case 'session.planned':
		case 'session.called-off': {
			const words = { name, title: act.title || m.record_session_untitled(), date: formatDate(act.date) };
			if (act.act === 'session.planned') return m.record_act_session_planned(words);
			return withReason(m.record_act_session_called_off(words), act.reason);
		}
		case 'participant.code-given':
			return m.record_act_code_given({ name, person: act.person ?? m.record_someone() });
		case 'participant.claimed':
			return capital(m.record_act_claimed({ person: act.person ?? m.record_someone() }));
		case 'seat.offered':
		case 'participant.entered':
		case 'convener.offered':
		case 'convener.offer-withdrawn':
		case 'convener.named':
		case 'convener.dismissed': {
			const words = { name, person: act.person ?? m.record_someone(), sector: sectorLabel(rules, act.sector) };
			return sectorSentence(act, words);
		}
	}
}

function sectorSentence(
	act: Extract<Arriving, { sector: unknown }>,
	words: { name: string; person: string; sector: string },
): string {
	switch (act.act) {
		case 'seat.offered':
			return m.record_act_seat_offered(words);
		case 'participant.entered':
			return act.isOnDevice ? m.record_act_entered_device(words) : m.record_act_entered(words);
		case 'convener.offered':
			return m.record_act_convener_offered(words);
		case 'convener.offer-withdrawn':
			return m.record_act_convener_offer_withdrawn(words);
		case 'convener.named':
			return act.by === '' ? m.record_act_convener_confirmed_unnamed(words) : m.record_act_convener_named(words);
		case 'convener.dismissed': {
			const isOwn = act.by === '' || act.by === act.person;
			const said = isOwn ? capital(m.record_act_convener_left(words)) : m.record_act_convener_dismissed(words);
			return withReason(capital(said), act.reason);
		}
	}
}
