import type { CardId, CommitmentId, OptionId, PollId, RecordRef, SectorId, TextHash } from './ids.ts';

export * from './rule-card.ts';
export * from './tally/shapes.ts';

/** What can be put in an order: cards of the board, commitments, or free texts. */
export const ORDERED_THINGS = ['causes', 'solutions', 'commitments', 'texts'] as const;
export type OrderedThings = (typeof ORDERED_THINGS)[number];

/** What a poll is about. Prioritising orders the conversation and decides nothing, practice even less; the others decide. */
export type PollSubject =
	| { readonly kind: 'rules'; readonly version: number; readonly rules: TextHash }
	| { readonly kind: 'prioritise'; readonly of: OrderedThings }
	| { readonly kind: 'confirm'; readonly of: 'causes' | 'solutions'; readonly after: PollId | null }
	| {
			readonly kind: 'commitment';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
	  }
	/** A decision in words of its own. */
	| { readonly kind: 'decision'; readonly content: TextHash }
	| { readonly kind: 'practice' };

/** An earlier poll that this one names, and why: so that nobody can count them as two, or pass over the first. */
export interface Follows {
	readonly poll: PollId;
	readonly because: 'new-rules' | 'run-off' | 'no-consensus';
}

export interface PollOption {
	readonly id: OptionId;
	/** The card that the option was frozen from; null for anything else, and where the one option is the question itself. */
	readonly card: CardId | null;
	/** Stored copy of the wording that is voted on (a `FrozenCard`, `FrozenText`, `FrozenTitle`, rules, or a `FrozenCore`). */
	readonly content: TextHash;
	/** What that copy is, where it is neither a card nor the question itself. */
	readonly of?: 'text' | 'commitment';
}

export const CONSENSUS_ANSWERS = ['agree', 'reservation', 'abstain', 'block'] as const;
export type ConsensusAnswer = (typeof CONSENSUS_ANSWERS)[number];
export const MAJORITY_ANSWERS = ['yes', 'no', 'abstain'] as const;
export type MajorityAnswer = (typeof MAJORITY_ANSWERS)[number];

/** Impact and feasibility of one option, each 1…5. */
export interface ImpactScores {
	readonly impact: number;
	readonly feasibility: number;
}

/** A choice without words: what a ballot holds, and a reader may keep. An option that a ballot does not name got nothing. */
export type PlainChoice =
	| { readonly method: 'dots'; readonly dots: Readonly<Record<OptionId, number>> }
	| { readonly method: 'approval'; readonly approved: readonly OptionId[] }
	| { readonly method: 'score'; readonly scores: Readonly<Record<OptionId, number>> }
	| { readonly method: 'impact'; readonly scores: Readonly<Record<OptionId, ImpactScores>> }
	/** Best first; options in one inner list are tied, those left out stand together last. */
	| { readonly method: 'ranking'; readonly ranks: readonly (readonly OptionId[])[] }
	| { readonly method: 'majority'; readonly answer: MajorityAnswer };

/** A ballot's choice. A reason (needed with reservation and block) is a statement of its own, named by reference. */
export type Choice =
	PlainChoice | { readonly method: 'consensus'; readonly answer: ConsensusAnswer; readonly reason: RecordRef | null };

/** A counted ballot: what tallies and the export see. */
export interface CountedBallot {
	readonly ref: RecordRef;
	readonly sector: SectorId;
	readonly choice: Choice;
}

/** The scale of scores: each number has its word beside it on the ballot. */
export const SCORES = [1, 2, 3, 4, 5] as const;
/** Options of one poll: more than a hundred nobody reads. */
export const MOST_OPTIONS = 100;
/** How long a practice vote lasts, in milliseconds: long enough to try, too short to be taken for the real one. */
export const PRACTICE_MS = 60_000;
/** Longest from an opening, or an extension, to the deadline: a month, as long as an official may need to consult. */
export const LONGEST_MS = 31 * 86_400_000;
