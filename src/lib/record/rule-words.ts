import type { RuleCard } from '#domain/polls.ts';
import type { Weighting } from '#domain/rules.ts';
import { m } from '#i18n/compiled/messages.js';
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
	const shared = [quorum, m.record_rule_published(), ...(card.openSeats ? [m.record_rule_open_seats()] : [])];
	if (card.method === 'consensus') return [m.record_rule_consensus(), ...shared];
	const { budget, cap } = card;
	const dots = m.record_rule_dots({ count: budget ?? 0, cap: cap ?? 0 });
	return [dots, WEIGHTS[card.weighting](), m.record_rule_ties(), ...shared];
}
