import type { BlockId, SectorId } from './ids.ts';
import type { Weighting } from './rules.ts';

/** Those that prioritise order the conversation and decide nothing; a round and a majority decide. */
export const ORDERING_METHODS = ['dots', 'approval', 'score', 'impact', 'ranking'] as const;
export type OrderingMethod = (typeof ORDERING_METHODS)[number];
export const METHODS = [...ORDERING_METHODS, 'consensus', 'majority'] as const;
export type Method = (typeof METHODS)[number];

export function isOrdering(method: Method): method is OrderingMethod {
	return ORDERING_METHODS.some((ordering) => ordering === method);
}

/** What yes ÷ (yes + no) needs: more than half, or at least that much. */
export const THRESHOLDS = ['half', 'two-thirds', 'three-quarters', 'all'] as const;
export type Threshold = (typeof THRESHOLDS)[number];

/**
 * Who could read a ballot. 'by-sector': choices by sector at the close, never the name beside it; 'open': with the name. The others
 * store no name at all beside a ballot, and differ in what they do store there, by which it weighs and is broken out: its sector, its
 * block, or nothing.
 */
export const SECRECIES = ['by-sector', 'open', 'secret', 'secret-by-block', 'secret-by-person'] as const;
export type Secrecy = (typeof SECRECIES)[number];

export function isSecret({ secrecy }: { readonly secrecy: Secrecy }): boolean {
	return secrecy !== 'by-sector' && secrecy !== 'open';
}

/** When the result shows: at the close, while people vote, or when a facilitator publishes it after the close. */
export const RESULTS_SHOWN = ['at-close', 'live', 'when-published'] as const;
export type ResultsShown = (typeof RESULTS_SHOWN)[number];

export const ELIGIBLE = ['seated', 'seated-later'] as const;
export const CLOSINGS = ['by-hand', 'deadline'] as const;
export const TIE_RULES = ['kept', 'run-off'] as const;
export type TieRule = (typeof TIE_RULES)[number];

interface CommonTerms {
	/** 'seated': who holds a seat when it opens; 'seated-later': also who gets one before it closes. */
	readonly eligible: (typeof ELIGIBLE)[number];
	/** Dots only: points each person has; null elsewhere. */
	readonly budget: number | null;
	/** Dots: the most for one option; approval: the most options that one person marks, null for any number. */
	readonly cap: number | null;
	readonly quorum: {
		readonly total: number;
		/** Required sectors: each needs somebody present, and for consensus somebody who agrees. */
		readonly sectors: readonly SectorId[];
		/** Where the card asks for more than one of a sector. */
		readonly bySector?: Readonly<Record<SectorId, number>>;
	};
	readonly weighting: Weighting;
	readonly secrecy: Secrecy;
	readonly turnout: 'by-sector';
	readonly results: ResultsShown;
	readonly closes: (typeof CLOSINGS)[number];
	readonly tie: TieRule;
	/** True where the table has open seats: the result says so. */
	readonly openSeats: boolean;
	/**
	 * Sectors with their blocks, by which votes weigh; of a secret vote the groups that are stored beside a ballot, which may be
	 * blocks, or `EVERYONE`. Cards from before this stood in them weigh by the table's rules.
	 */
	readonly sectors?: readonly WeighedSector[];
	/** Milliseconds since 1970, where it closes by deadline; `poll.extended` may move it. */
	readonly closesAt?: number;
	/** A practice vote: a minute long, without quorum, counted for nothing. */
	readonly practice?: true;
}

export interface WeighedSector {
	readonly id: SectorId;
	readonly block: BlockId;
}

/** The one group of a secret vote by person: nothing is stored of where a ballot came from. */
export const EVERYONE = 's0' as SectorId;

export interface MajorityTerms {
	readonly method: 'majority';
	readonly threshold: Threshold;
	/** No sector below this many per cent of yes ÷ (yes + no); null for no such rule. */
	readonly floor: {
		readonly percent: number;
		/** Sectors that must speak: those required, and those with somebody who may vote at the opening. */
		readonly sectors: readonly SectorId[];
	} | null;
}

/**
 * Fixed before opening, shown to all, hashed into the opening event. The hash is over its canonical JSON as it was written, so a
 * property may be added as optional and none may ever change: cards of all earlier versions keep parsing and hashing the same.
 */
export type RuleCard = CommonTerms & ({ readonly method: Exclude<Method, 'majority'> } | MajorityTerms);
