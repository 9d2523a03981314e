import type { SectorId } from '../ids.ts';
import { asRecord, ballotsOf, bySector, silent, sum, type Counting } from './counting.ts';
import { compare, fraction, rounded, times, type Fraction } from './fraction.ts';
import type { ImpactTally, Quadrant } from './shapes.ts';
import { orderByValue, weigh } from './weights.ts';

/** The middle of 1…5: from here up counts as high. */
const MIDDLE = fraction(3);

/**
 * Impact × feasibility: two scores 1–5 an option. Each is weighed as a score is; the order is that of their product, so that what
 * is strong in one and hopeless in the other does not lead.
 */
export function tallyImpact({ card, sectors, options, ballots }: Counting): ImpactTally {
	const cast = ballotsOf(ballots, 'impact');
	const rows = options.map(({ id }) => {
		const own = new Map<SectorId, { scores: number; impact: number; feasibility: number }>();
		for (const { sector, choice } of cast) {
			const given = choice.scores[id];
			if (given === undefined) continue;
			const before = own.get(sector) ?? { scores: 0, impact: 0, feasibility: 0 };
			own.set(sector, {
				scores: before.scores + 1,
				impact: before.impact + given.impact,
				feasibility: before.feasibility + given.feasibility,
			});
		}
		const meanOf = (axis: 'impact' | 'feasibility') =>
			weigh(card, sectors, (sector) => ({
				part: own.get(sector)?.[axis] ?? 0,
				whole: own.get(sector)?.scores ?? 0,
			}));
		const [impact, feasibility] = [meanOf('impact'), meanOf('feasibility')];
		return { id, own, impact, feasibility, value: impact && feasibility && times(impact, feasibility) };
	});
	const heard = bySector(cast.filter(({ choice }) => Object.keys(choice.scores).length > 0));
	return {
		method: 'impact',
		ballots: cast.length,
		ballotsBySector: asRecord(bySector(cast)),
		options: rows.map(({ id, own, impact, feasibility, value }) => ({
			id,
			scores: sum([...own.values()].map(({ scores }) => scores)),
			bySector: asRecord(own),
			impact: impact && rounded(impact),
			feasibility: feasibility && rounded(feasibility),
			product: value && rounded(value),
			quadrant: impact && feasibility && quadrantOf(impact, feasibility),
			silentSectors: silent(sectors, own),
		})),
		order: orderByValue(rows),
		silentSectors: silent(sectors, heard),
	};
}

function quadrantOf(impact: Fraction, feasibility: Fraction): Quadrant {
	const isFeasible = compare(feasibility, MIDDLE) >= 0;
	if (compare(impact, MIDDLE) >= 0) return isFeasible ? 'do-first' : 'plan';
	return isFeasible ? 'easy' : 'leave';
}
