import type { CardId, CommitmentId, SectorId, TextHash, WorkshopId } from './ids.ts';
import type { FrozenRoute } from './texts.ts';

export const ANNOTATION_FORMAT = 'mesa-abierta/annotation/1';

/** How far a line of action has come (OGP's scale of completion). */
export const PROGRESS = ['not-started', 'limited', 'substantial', 'complete'] as const;
export type Progress = (typeof PROGRESS)[number];

/** The line that stands for the commitment as a whole, where it has no lines of action or the account is of all of them. */
export const WHOLE = 'whole';

/** Where what an account of progress says can be seen. */
export interface ProgressEvidence {
	readonly title: string;
	/** Absolute http(s) address; '' for what is not on the web. */
	readonly url: string;
}

/** What became of a proposed solution. */
export const OUTCOMES = ['adopted', 'merged', 'deferred', 'rejected'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * A signed note beside an issued commitment; the text itself never changes. A *fe de erratas* says what a slip should read, with two
 * keys as issuing has; an account of progress says how far a line of action is, as one sector sees it; a question asks for the reason
 * why a solution was not taken, and a response gives it. A route replaces the one before it.
 */
export type AnnotationBody =
	| {
			readonly kind: 'erratum';
			/** Stands in the text of that version, letter by letter. */
			readonly says: string;
			readonly shouldSay: string;
			readonly why: string;
			readonly facilitatorAffiliation: SectorId | null;
			readonly witnessSector: SectorId;
	  }
	| {
			readonly kind: 'progress';
			/** Id of a line of action, or `WHOLE`. */
			readonly line: string;
			readonly status: Progress;
			readonly text: string;
			readonly evidence: readonly ProgressEvidence[];
			readonly sector: SectorId;
	  }
	/** The route as it is now: lines of action and management indicators, beside a core that stays as it was signed. */
	| {
			readonly kind: 'route';
			readonly route: FrozenRoute;
			readonly why: string;
			readonly facilitatorAffiliation: SectorId | null;
			readonly witnessSector: SectorId;
	  }
	/** A sector asks why a solution became of what it became; `owes` is the one that answers. */
	| { readonly kind: 'question'; readonly card: CardId; readonly sector: SectorId; readonly owes: SectorId }
	/** A reasoned response. */
	| {
			readonly kind: 'response';
			readonly card: CardId;
			readonly outcome: Outcome;
			readonly text: string;
			readonly sector: SectorId;
	  };

/** What is signed, published and an entry of the instance's log; canonical JSON. No participant's name. */
export interface Annotation {
	readonly format: typeof ANNOTATION_FORMAT;
	readonly commitment: CommitmentId;
	/** From 1 without gaps, per commitment. */
	readonly number: number;
	readonly workshop: WorkshopId;
	readonly example: boolean;
	readonly at: number;
	/** The issued version that it stands beside, and the hash of its record. */
	readonly version: number;
	readonly record: TextHash;
	readonly body: AnnotationBody;
	/** The table's chain up to the command. */
	readonly log: { readonly seq: number; readonly hash: string };
	readonly key: { readonly id: string; readonly algorithm: 'Ed25519'; readonly publicKey: string };
}
