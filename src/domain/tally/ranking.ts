import type { OptionId, SectorId } from '../ids.ts';
import type { PollOption } from '../polls.ts';
import { asRecord, ballotsOf, bySector, silent, sum, type Counting } from './counting.ts';
import { fraction, lcm, rounded } from './fraction.ts';
import { strongestPaths, undefeatedFirst } from './schulze.ts';
import type { RankingTally } from './shapes.ts';
import { ballotWeights } from './weights.ts';

/** Ranking, counted by Schulze's method over weighted ballots; ties are allowed in a ballot and in the result. */
export function tallyRanking({ card, sectors, options, ballots }: Counting): RankingTally {
	const cast = ballotsOf(ballots, 'ranking');
	const voted = bySector(cast);
	const weights = ballotWeights(card, sectors, (sector) => voted.get(sector) ?? 0);
	// All weights over one denominator: then the pairs are counted in whole numbers, exactly.
	const whole = [...weights.values()].reduce((all, { d }) => lcm(all, d), 1n);
	const weightOf = (sector: SectorId): bigint => {
		const weight = weights.get(sector);
		return weight ? (weight.n * whole) / weight.d : 0n;
	};
	const pairs = options.map(() => options.map(() => 0n));
	for (const [sector, counts] of countPairs(options, cast)) {
		const weight = weightOf(sector);
		for (const [i, row] of counts.entries()) {
			const own = pairs[i] ?? [];
			for (const [j, n] of row.entries()) own[j] = (own[j] ?? 0n) + BigInt(n) * weight;
		}
	}
	const paths = strongestPaths(pairs);
	const total = [...voted].reduce((all, [sector, n]) => all + BigInt(n) * weightOf(sector), 0n) || 1n;
	const shares = (matrix: readonly (readonly bigint[])[]) =>
		matrix.map((row) => row.map((n) => rounded(fraction(n, total))));
	const isBeating = (i: number, j: number): boolean => (paths[i]?.[j] ?? 0n) > (paths[j]?.[i] ?? 0n);
	const indexes = options.map((_, index) => index);
	return {
		method: 'ranking',
		ballots: cast.length,
		ballotsBySector: asRecord(voted),
		options: options.map(({ id }, i) => ({
			id,
			beats: sum(indexes.map((j) => (isBeating(i, j) ? 1 : 0))),
			beatenBy: sum(indexes.map((j) => (isBeating(j, i) ? 1 : 0))),
		})),
		order: undefeatedFirst(indexes, isBeating).map((tied) => tied.flatMap((index) => options[index]?.id ?? [])),
		silentSectors: silent(sectors, voted),
		pairwise: shares(pairs),
		paths: shares(paths),
	};
}

/** For each sector, how many of its ballots rank the option of the row above that of the column. */
function countPairs(
	options: readonly PollOption[],
	ballots: readonly {
		readonly sector: SectorId;
		readonly choice: { readonly ranks: readonly (readonly OptionId[])[] };
	}[],
): Map<SectorId, number[][]> {
	const bySectors = new Map<SectorId, number[][]>();
	for (const { sector, choice } of ballots) {
		const counts = bySectors.get(sector) ?? options.map(() => options.map(() => 0));
		bySectors.set(sector, counts);
		const placeOf = new Map(choice.ranks.flatMap((tied, place) => tied.map((id) => [id, place] as const)));
		const places = options.map(({ id }) => placeOf.get(id) ?? choice.ranks.length);
		for (const [i, above] of places.entries()) {
			const row = counts[i] ?? [];
			for (const [j, below] of places.entries()) if (above < below) row[j] = (row[j] ?? 0) + 1;
		}
	}
	return bySectors;
}
