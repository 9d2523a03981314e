import type { OptionId, SectorId } from '../ids.ts';
import type { ConsensusAnswer, MajorityAnswer } from '../polls.ts';
import type { OrderingMethod, Threshold } from '../rule-card.ts';

/** What every method that prioritises says. Numbers are rounded to six decimals; the order is that of the exact values. */
interface Ordering<Method extends OrderingMethod, Row> {
	readonly method: Method;
	readonly ballots: number;
	readonly ballotsBySector: Readonly<Record<SectorId, number>>;
	readonly options: readonly Row[];
	/** Option ids from most to least; ties stand together in one inner list and are kept. */
	readonly order: readonly (readonly OptionId[])[];
	/** Sectors with nothing to count: left out, the rest renormalised, and the result says so. */
	readonly silentSectors: readonly SectorId[];
}

export type DotsTally = Ordering<
	'dots',
	{
		readonly id: OptionId;
		/** Points in all and by sector. */
		readonly dots: number;
		readonly bySector: Readonly<Record<SectorId, number>>;
		/** Weighted share of all points, 0…1. */
		readonly share: number;
	}
>;

export type ApprovalTally = Ordering<
	'approval',
	{
		readonly id: OptionId;
		/** People who marked it, in all and by sector. */
		readonly approvals: number;
		readonly bySector: Readonly<Record<SectorId, number>>;
		/** Weighted share of the people who marked it, 0…1. */
		readonly share: number;
	}
>;

/** How often each of 1…5 was given. */
export type ScoreCounts = readonly [number, number, number, number, number];

export type ScoreTally = Ordering<
	'score',
	{
		readonly id: OptionId;
		readonly counts: ScoreCounts;
		readonly bySector: Readonly<Record<SectorId, { readonly scores: number; readonly sum: number }>>;
		/** Weighted mean, 1…5; null where nobody scored it. */
		readonly mean: number | null;
		/** Sectors in which nobody scored it: left out of its mean. */
		readonly silentSectors: readonly SectorId[];
	}
>;

/** Impact and feasibility from 3 up count as high. */
export const QUADRANTS = ['do-first', 'plan', 'easy', 'leave'] as const;
export type Quadrant = (typeof QUADRANTS)[number];

export type ImpactTally = Ordering<
	'impact',
	{
		readonly id: OptionId;
		readonly scores: number;
		readonly bySector: Readonly<
			Record<SectorId, { readonly scores: number; readonly impact: number; readonly feasibility: number }>
		>;
		/** Weighted means, 1…5; null where nobody scored it. */
		readonly impact: number | null;
		readonly feasibility: number | null;
		/** Impact × feasibility, 1…25: what orders. */
		readonly product: number | null;
		/** High impact and feasible; high impact, hard; low impact, feasible; neither. */
		readonly quadrant: Quadrant | null;
		readonly silentSectors: readonly SectorId[];
	}
>;

export type RankingTally = Ordering<
	'ranking',
	{
		readonly id: OptionId;
		/** How many other options it beats, and is beaten by, along the strongest paths. */
		readonly beats: number;
		readonly beatenBy: number;
	}
> & {
	/** Weighted share of the ballots that rank the option of the row above that of the column, in the order of `options`. */
	readonly pairwise: readonly (readonly number[])[];
	/** Strength of the strongest path from row to column (Schulze, winning votes), in the same unit. */
	readonly paths: readonly (readonly number[])[];
};

export interface ConsensusTally {
	readonly method: 'consensus';
	readonly ballots: number;
	readonly counts: Readonly<Record<ConsensusAnswer, number>>;
	readonly bySector: Readonly<Record<SectorId, Readonly<Record<ConsensusAnswer, number>>>>;
	/** Reached if nobody blocks and every required sector has at least one agree or agree with reservation. */
	readonly reached: boolean;
	/** Required sectors with neither agree nor reservation. */
	readonly missing: readonly SectorId[];
}

export interface MajorityTally {
	readonly method: 'majority';
	readonly ballots: number;
	readonly counts: Readonly<Record<MajorityAnswer, number>>;
	readonly bySector: Readonly<Record<SectorId, Readonly<Record<MajorityAnswer, number>>>>;
	/** Weighted yes ÷ (yes + no), 0…1; null where nobody said either. */
	readonly share: number | null;
	readonly threshold: Threshold;
	/** The threshold was passed, and no sector stood below the floor. */
	readonly reached: boolean;
	/** Sectors below the floor, those among them that said neither yes nor no. */
	readonly below: readonly SectorId[];
	/** Sectors without a yes or a no: left out of the share, the rest renormalised. */
	readonly silentSectors: readonly SectorId[];
}

export type OrderingTally = DotsTally | ApprovalTally | ScoreTally | ImpactTally | RankingTally;
export type Tally = OrderingTally | ConsensusTally | MajorityTally;

/** Whether a vote decided what it asked; one that prioritises decides nothing. */
export function isReached(tally: Tally): boolean {
	return (tally.method === 'consensus' || tally.method === 'majority') && tally.reached;
}
