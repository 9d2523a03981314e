import type { RuleCard, Threshold } from '#domain/polls.ts';
import type { Weighting } from '#domain/rules.ts';
import { m } from '#i18n/compiled/messages.js';
import { publishedInWords } from '../tally/published.ts';
import { sectorLabel, type TableWords } from './table-words.ts';
import { inARow } from './times.ts';

const WEIGHTS: Readonly<Record<Weighting, () => string>> = {
	people: m.record_rule_people,
	sectors: m.record_rule_sectors,
	blocks: m.record_rule_blocks,
};

/** The rule by which a vote was held, in sentences about what was, not about what you may do. */
export function ruleSentences(card: RuleCard, words: TableWords): string[] {
	const sectors = inARow(card.quorum.sectors.map((sector) => sectorLabel(words, sector)));
	const quorum = m.record_rule_quorum({ count: card.quorum.total, sectors });
	const published = card.secrecy === 'by-sector' ? m.record_rule_published() : publishedInWords(card);
	const shared = [quorum, published, ...(card.openSeats ? [m.record_rule_open_seats()] : [])];
	if (card.practice) return [m.methods_practice()];
	if (card.method === 'consensus') return [m.record_rule_consensus(), ...shared];
	const weights = WEIGHTS[card.weighting]();
	if (card.method === 'majority') {
		const needs = m.ballot_needs({ threshold: THRESHOLD_NAMES[card.threshold]() });
		return [needs, ...(card.floor ? [m.methods_floor({ percent: card.floor.percent })] : []), weights, ...shared];
	}
	const ties = card.tie === 'run-off' ? m.methods_run_off() : m.record_rule_ties();
	return [methodRule(card), weights, ties, ...shared];
}

const THRESHOLD_NAMES: Readonly<Record<Threshold, () => string>> = {
	half: m.methods_threshold_half,
	'two-thirds': m.methods_threshold_two_thirds,
	'three-quarters': m.methods_threshold_three_quarters,
	all: m.methods_threshold_all,
};

/** What a ballot could hold. */
function methodRule({ method, budget, cap }: RuleCard): string {
	switch (method) {
		case 'dots':
			return m.record_rule_dots({ count: budget ?? 0, cap: cap ?? 0 });
		case 'approval':
			return cap === null ? m.results_rule_approval() : m.results_rule_approval_cap({ count: cap });
		case 'score':
			return m.results_rule_score();
		case 'impact':
			return m.results_rule_impact();
		case 'ranking':
			return m.results_rule_ranking();
		case 'consensus':
		case 'majority':
			throw new RangeError('what decides has its rule in other words');
	}
}
