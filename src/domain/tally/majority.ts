import type { SectorId } from '../ids.ts';
import { MAJORITY_ANSWERS, type MajorityAnswer } from '../polls.ts';
import type { MajorityTerms, RuleCard, Threshold } from '../rule-card.ts';
import { asRecord, ballotsOf, sum, type Counting } from './counting.ts';
import { compare, fraction, rounded, type Fraction } from './fraction.ts';
import type { MajorityTally } from './shapes.ts';
import { weigh } from './weights.ts';

type Counts = Record<MajorityAnswer, number>;

/**
 * Yes or no with a threshold. A sector's value is yes ÷ (yes + no) there; abstaining is neither. With a floor, every sector that must
 * speak needs that much of yes, and one that says neither yes nor no has none: it fails.
 */
export function tallyMajority({ card, sectors, ballots }: Counting<RuleCard & MajorityTerms>): MajorityTally {
	const own = new Map<SectorId, Counts>();
	const cast = ballotsOf(ballots, 'majority');
	for (const { sector, choice } of cast) {
		const counts = own.get(sector) ?? { yes: 0, no: 0, abstain: 0 };
		counts[choice.answer] += 1;
		own.set(sector, counts);
	}
	const partOf = (sector: SectorId) => {
		const { yes, no } = own.get(sector) ?? { yes: 0, no: 0 };
		return { part: yes, whole: yes + no };
	};
	const share = weigh(card, sectors, partOf);
	const below = sectors
		.map(({ id }) => id)
		.filter((id) => {
			if (card.floor === null) return false;
			const { part, whole } = partOf(id);
			return whole === 0 ? card.floor.sectors.includes(id) : part * 100 < card.floor.percent * whole;
		});
	const count = (answer: MajorityAnswer): number => sum([...own.values()].map((counts) => counts[answer]));
	const [yes, no, abstain] = MAJORITY_ANSWERS.map(count);
	return {
		method: 'majority',
		ballots: cast.length,
		counts: { yes: yes ?? 0, no: no ?? 0, abstain: abstain ?? 0 },
		bySector: asRecord(own),
		share: share && rounded(share),
		threshold: card.threshold,
		reached: share !== null && passes(share, card.threshold) && below.length === 0,
		below,
		silentSectors: sectors.map(({ id }) => id).filter((id) => partOf(id).whole === 0),
	};
}

function passes(share: Fraction, threshold: Threshold): boolean {
	switch (threshold) {
		case 'half':
			return compare(share, fraction(1, 2)) > 0;
		case 'two-thirds':
			return compare(share, fraction(2, 3)) >= 0;
		case 'three-quarters':
			return compare(share, fraction(3, 4)) >= 0;
		case 'all':
			return compare(share, fraction(1)) === 0;
	}
}
