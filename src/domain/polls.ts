import type { Weighting } from './rules.ts';
import type { CardId, CommitmentId, OptionId, PollId, RecordRef, SectorId, TextHash } from './ids.ts';

/** What a poll is about. Prioritising orders the conversation and decides nothing; the others decide. */
export type PollSubject =
	| { readonly kind: 'rules'; readonly version: number; readonly rules: TextHash }
	| { readonly kind: 'prioritise'; readonly of: 'causes' | 'solutions' }
	| { readonly kind: 'confirm'; readonly of: 'causes' | 'solutions'; readonly after: PollId | null }
	| {
			readonly kind: 'commitment';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
	  };

export const METHODS = ['dots', 'consensus'] as const;
export type Method = (typeof METHODS)[number];

/** Fixed before opening, shown to all, hashed into the opening event. */
export interface RuleCard {
	readonly method: Method;
	readonly eligible: 'seated';
	/** Dots only: points each person has, and the most for one option. */
	readonly budget: number | null;
	readonly cap: number | null;
	readonly quorum: { readonly total: number; readonly sectors: readonly SectorId[] };
	readonly weighting: Weighting;
	/** Who could read a ballot: 'by-sector' publishes choices by sector at the close, never the name beside it. */
	readonly secrecy: 'by-sector';
	readonly turnout: 'by-sector';
	readonly results: 'at-close';
	readonly closes: 'by-hand';
	readonly tie: 'kept';
	/** True where the table has open seats: the result says so. */
	readonly openSeats: boolean;
}

export interface PollOption {
	readonly id: OptionId;
	/** The card that the option was frozen from; null for a consensus round, whose one option is the question itself. */
	readonly card: CardId | null;
	/** Stored copy of the wording that is voted on (a `FrozenCard`, rules, or a `FrozenCore`). */
	readonly content: TextHash;
}

export const CONSENSUS_ANSWERS = ['agree', 'reservation', 'abstain', 'block'] as const;
export type ConsensusAnswer = (typeof CONSENSUS_ANSWERS)[number];

/** A ballot's choice. A reason (needed with reservation and block) is a statement of its own, named by reference. */
export type Choice =
	| { readonly method: 'dots'; readonly dots: Readonly<Record<OptionId, number>> }
	| { readonly method: 'consensus'; readonly answer: ConsensusAnswer; readonly reason: RecordRef | null };

/** A counted ballot: what tallies and the export see. */
export interface CountedBallot {
	readonly ref: RecordRef;
	readonly sector: SectorId;
	readonly choice: Choice;
}

export interface DotsTally {
	readonly method: 'dots';
	readonly ballots: number;
	readonly ballotsBySector: Readonly<Record<SectorId, number>>;
	/** Points in all and by sector, and the weighted share in 0…1 to six decimals, per option. */
	readonly options: readonly {
		readonly id: OptionId;
		readonly dots: number;
		readonly bySector: Readonly<Record<SectorId, number>>;
		readonly share: number;
	}[];
	/** Option ids from most to least by weighted share; ties stand together in one inner list and are kept. */
	readonly order: readonly (readonly OptionId[])[];
	/** Sectors with no ballot: left out, the rest renormalised, and the result says so. */
	readonly silentSectors: readonly SectorId[];
}

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

export type Tally = DotsTally | ConsensusTally;
