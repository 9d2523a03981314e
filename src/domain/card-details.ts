import type { ParticipantId, SectorId } from './ids.ts';

/** What a cause rests on. */
export const BASES = ['data', 'experience', 'hypothesis'] as const;
export type Basis = (typeof BASES)[number];

/** Where in the cycle of a public policy a cause sits; the guide's words (chapters I and III.5). */
export const STAGES = ['design', 'decision', 'implementation', 'evaluation'] as const;
export type Stage = (typeof STAGES)[number];

/** Whose power a solution needs. */
export const LEVELS = ['federal', 'state', 'municipal', 'other'] as const;
export type Level = (typeof LEVELS)[number];

/** Whether a solution needs money: none, some that is there, some that is to be found, or nobody knows yet. */
export const BUDGETS = ['none', 'exists', 'to-find', 'unknown'] as const;
export type Budget = (typeof BUDGETS)[number];

/** Who says what a card says, where somebody else wrote it down. Ids only: names live in the erasable roster. */
export type Voice = { readonly participant: ParticipantId } | { readonly sector: SectorId };

/** What is said of a card beside its text; null where nobody has said it. */
export interface CardDetails {
	readonly basis: Basis | null;
	/** One line: where the data stand, whose experience it is. */
	readonly source: string | null;
	/** Somebody asks for evidence. */
	readonly challenged: boolean;
	readonly stage: Stage | null;
	/** The norm that gives the power, one line. */
	readonly norm: string | null;
	readonly level: Level | null;
	readonly budget: Budget | null;
	readonly voice: Voice | null;
}

export const DETAIL_KEYS = ['basis', 'source', 'challenged', 'stage', 'norm', 'level', 'budget', 'voice'] as const;
export type DetailKey = (typeof DETAIL_KEYS)[number];
