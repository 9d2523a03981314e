import type { Outcome, Progress, ProgressEvidence } from './annotation.ts';
import type { CardId, CommitmentId, SectorId, TextHash } from './ids.ts';

/** What can be asked about a commitment that was issued. */
export type FollowUpCommand =
	| { readonly type: 'amendCommitment'; readonly commitment: CommitmentId; readonly reason: string }
	| {
			readonly type: 'proposeWithdrawal';
			readonly commitment: CommitmentId;
			readonly reason: string;
			readonly openUntil: number;
	  }
	| { readonly type: 'dropAmendment'; readonly commitment: CommitmentId; readonly reason: string }
	| {
			readonly type: 'requestErratum';
			readonly commitment: CommitmentId;
			readonly says: string;
			readonly shouldSay: string;
			readonly why: string;
	  }
	/** `content`: hash of the route as whoever asks saw it. */
	| {
			readonly type: 'requestRoute';
			readonly commitment: CommitmentId;
			readonly content: TextHash;
			readonly why: string;
	  }
	| { readonly type: 'witnessNote'; readonly commitment: CommitmentId; readonly content: TextHash }
	| {
			readonly type: 'reportProgress';
			readonly commitment: CommitmentId;
			/** Id of a line of action, or `whole`. */
			readonly line: string;
			readonly status: Progress;
			readonly text: string;
			readonly evidence: readonly ProgressEvidence[];
	  }
	/** Asks a sector for the written reason of what became of a solution. */
	| {
			readonly type: 'askReason';
			readonly commitment: CommitmentId;
			readonly card: CardId;
			readonly of: SectorId;
	  }
	| {
			readonly type: 'answerReason';
			readonly commitment: CommitmentId;
			readonly card: CardId;
			readonly outcome: Outcome;
			readonly text: string;
	  };
