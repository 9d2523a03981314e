import type { SectorId } from '../ids.ts';
import { SCORES } from '../polls.ts';
import { asRecord, ballotsOf, bySector, silent, type Counting } from './counting.ts';
import { rounded } from './fraction.ts';
import type { ScoreCounts, ScoreTally } from './shapes.ts';
import { orderByValue, weigh } from './weights.ts';

/**
 * Score 1–5. An option's value in a sector is the mean of the scores that it got there; who did not score it says nothing about it,
 * and a sector in which nobody did is left out of its mean. What nobody scored stands last.
 */
export function tallyScore({ card, sectors, options, ballots }: Counting): ScoreTally {
	const cast = ballotsOf(ballots, 'score');
	const rows = options.map(({ id }) => {
		const own = new Map<SectorId, { scores: number; sum: number }>();
		const given: number[] = [];
		for (const { sector, choice } of cast) {
			const score = choice.scores[id];
			if (score === undefined) continue;
			const before = own.get(sector) ?? { scores: 0, sum: 0 };
			own.set(sector, { scores: before.scores + 1, sum: before.sum + score });
			given.push(score);
		}
		const value = weigh(card, sectors, (sector) => ({
			part: own.get(sector)?.sum ?? 0,
			whole: own.get(sector)?.scores ?? 0,
		}));
		return { id, own, given, value };
	});
	const heard = bySector(cast.filter(({ choice }) => Object.keys(choice.scores).length > 0));
	return {
		method: 'score',
		ballots: cast.length,
		ballotsBySector: asRecord(bySector(cast)),
		options: rows.map(({ id, own, given, value }) => ({
			id,
			counts: countsOf(given),
			bySector: asRecord(own),
			mean: value && rounded(value),
			silentSectors: silent(sectors, own),
		})),
		order: orderByValue(rows),
		silentSectors: silent(sectors, heard),
	};
}

function countsOf(given: readonly number[]): ScoreCounts {
	const [one, two, three, four, five] = SCORES.map((score) => given.filter((other) => other === score).length);
	return [one ?? 0, two ?? 0, three ?? 0, four ?? 0, five ?? 0];
}
