import type { Weighting } from '#domain/rules.ts';
import type { PollSubject, RuleCard } from '#domain/polls.ts';
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
	const quorum = m.poll_quorum({
		count: card.quorum.total,
		sectors: inARow(card.quorum.sectors.map((sector) => sectorName(view, sector))),
	});
	const besides = [quorum, m.poll_closes_by_hand(), ...(card.openSeats ? [m.poll_open_seats()] : [])];
	const points = dotsRule(card);
	if (points) {
		const ofSolutions = subject.kind === 'prioritise' && subject.of === 'solutions';
		return {
			lead: ofSolutions
				? m.poll_points_solutions({ count: points.budget, cap: points.cap })
				: m.poll_points({ count: points.budget, cap: points.cap }),
			counts: weightInWords(card.weighting),
			comesOfIt: m.poll_orders_only(),
			besides: [m.poll_need_not_use_all(), ...besides, m.poll_ties_kept()],
		};
	}
	return {
		lead: m.poll_one_answer(),
		counts: m.poll_consensus_rule(),
		comesOfIt: m.poll_consensus_else(),
		besides,
	};
}
