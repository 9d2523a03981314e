import type { Weighting } from '#domain/rules.ts';
import type { SectorId } from '#domain/ids.ts';
import { isOrdering, type PollSubject, type RuleCard, type Threshold } from '#domain/polls.ts';
import { m } from '#i18n/compiled/messages.js';
import type { WorkshopView } from '#protocol/view.ts';
import { inARow } from '../format.ts';
import { sectorName } from '../words.ts';
import { dotsRule } from './dots.ts';

/** The rule of a vote in sentences: first what one has to give, then how it counts, then what comes of it. */
export interface RuleInWords {
	readonly lead: string;
	readonly counts: string;
	readonly comesOfIt: string;
	/** Less asked for, but part of the rule: quorum, ties, who closes, open seats. */
	readonly besides: readonly string[];
}

const WEIGHTS: Readonly<Record<Weighting, () => string>> = {
	people: m.poll_weight_people,
	sectors: m.poll_weight_sectors,
	blocks: m.poll_weight_blocks,
};
export const weightInWords = (weighting: Weighting): string => WEIGHTS[weighting]();

export function ruleInWords(card: RuleCard, subject: PollSubject, view: WorkshopView): RuleInWords {
	return { lead: leadOf(card, subject), ...countsOf(card), besides: besidesOf(card, view) };
}

function leadOf(card: RuleCard, subject: PollSubject): string {
	switch (card.method) {
		case 'dots': {
			const { budget: count, cap } = dotsRule(card) ?? { budget: 0, cap: 0 };
			const of = subject.kind === 'prioritise' ? subject.of : 'texts';
			if (of === 'causes') return m.poll_points({ count, cap });
			return of === 'solutions'
				? m.poll_points_solutions({ count, cap })
				: m.ballot_points_options({ count, cap });
		}
		case 'approval':
			return card.cap === null ? m.methods_voter_approval() : m.methods_voter_approval_cap({ count: card.cap });
		case 'score':
			return m.methods_voter_score();
		case 'impact':
			return m.methods_voter_impact();
		case 'ranking':
			return m.methods_voter_ranking();
		case 'consensus':
			return m.poll_one_answer();
		case 'majority':
			return m.methods_voter_majority();
	}
}

function countsOf(card: RuleCard): Pick<RuleInWords, 'counts' | 'comesOfIt'> {
	if (card.practice) return { counts: weightInWords(card.weighting), comesOfIt: m.methods_practice() };
	if (card.method === 'consensus') return { counts: m.poll_consensus_rule(), comesOfIt: m.poll_consensus_else() };
	const counts = weightInWords(card.weighting);
	if (card.method !== 'majority') return { counts, comesOfIt: m.poll_orders_only() };
	const needs = m.ballot_needs({ threshold: thresholdName(card.threshold) });
	return { counts, comesOfIt: card.floor ? `${needs} ${m.methods_floor({ percent: card.floor.percent })}` : needs };
}

function besidesOf(card: RuleCard, view: WorkshopView): string[] {
	const { quorum } = card;
	return [
		...(card.method === 'dots' ? [m.poll_need_not_use_all()] : []),
		...(card.practice
			? []
			: [
					m.poll_quorum({
						count: quorum.total,
						sectors: inARow(quorum.sectors.map((sector) => sectorName(view, sector))),
					}),
					...Object.entries(quorum.bySector ?? {}).map(
						([sector, count]) =>
							m.ballot_quorum_of({ sector: sectorName(view, sector as SectorId), count }), // keys of the card's quorum
					),
				]),
		card.eligible === 'seated-later' ? m.ballot_seated_later() : m.ballot_only_seated(),
		...(card.closes === 'by-hand' ? [m.poll_closes_by_hand()] : []),
		...(card.results === 'live' ? [m.ballot_results_live()] : []),
		...(card.results === 'when-published' ? [m.ballot_results_when_published()] : []),
		...(card.openSeats ? [m.poll_open_seats()] : []),
		...(isOrdering(card.method) ? [card.tie === 'run-off' ? m.methods_run_off() : m.poll_ties_kept()] : []),
	];
}

const THRESHOLD_NAMES: Readonly<Record<Threshold, () => string>> = {
	half: m.methods_threshold_half,
	'two-thirds': m.methods_threshold_two_thirds,
	'three-quarters': m.methods_threshold_three_quarters,
	all: m.methods_threshold_all,
};
/** "al menos dos tercios" */
export const thresholdName = (threshold: Threshold): string => THRESHOLD_NAMES[threshold]();
