import type {
	CardId,
	CommentId,
	CommitmentId,
	OptionId,
	ParticipantId,
	PhaseId,
	PollId,
	SectorId,
	TextHash,
} from './ids.ts';
import type { CommentTarget, LockTarget } from './events.ts';
import type { ConsensusAnswer } from './polls.ts';
import type { LeadingCommand } from './leading-commands.ts';
import type { RuleLabels, TableRules } from './rules.ts';
import type { SessionSetup, TableSetup } from './texts.ts';

/** What a person at the table may ask for. Schemas for the edge stand in `src/protocol/commands.ts`. */
export type Command =
	| { readonly type: 'describe'; readonly setup: TableSetup }
	| { readonly type: 'archive' }
	| { readonly type: 'setJoining'; readonly open: boolean; readonly renew: boolean }
	| { readonly type: 'declareAffiliation'; readonly sector: SectorId | null; readonly note: string }
	| { readonly type: 'declareSector'; readonly sector: SectorId }
	| { readonly type: 'removeParticipant'; readonly participant: ParticipantId; readonly reason: string }
	| { readonly type: 'readmitParticipant'; readonly participant: ParticipantId; readonly reason: string }
	| { readonly type: 'eraseMe' }
	| { readonly type: 'offerSeat'; readonly participant: ParticipantId; readonly sector: SectorId }
	| { readonly type: 'confirmSeat'; readonly participant: ParticipantId }
	| { readonly type: 'takeSeat' }
	| { readonly type: 'releaseSeat'; readonly participant: ParticipantId; readonly reason: string }
	| { readonly type: 'openSession'; readonly setup: SessionSetup }
	| { readonly type: 'closeSession' }
	| { readonly type: 'checkIn'; readonly participant: ParticipantId | null }
	| { readonly type: 'checkOut'; readonly participant: ParticipantId | null }
	| { readonly type: 'movePhase'; readonly phase: PhaseId }
	| { readonly type: 'startTimer'; readonly durationMs: number }
	| { readonly type: 'stopTimer' }
	| { readonly type: 'setLock'; readonly target: LockTarget; readonly reason: string }
	| { readonly type: 'liftLock'; readonly target: LockTarget; readonly reason: string }
	| {
			/** Undoes what one person did since `from` on the board, or in a draft; nobody else's writing is touched. */
			readonly type: 'undoActs';
			readonly participant: ParticipantId;
			/** Milliseconds. */
			readonly from: number;
			/** The draft; null for the board. */
			readonly commitment: CommitmentId | null;
			readonly reason: string;
	  }
	| { readonly type: 'addComment'; readonly target: CommentTarget; readonly text: string }
	| { readonly type: 'answerComment'; readonly comment: CommentId; readonly text: string }
	| { readonly type: 'resolveComment'; readonly comment: CommentId }
	| { readonly type: 'reopenComment'; readonly comment: CommentId }
	| { readonly type: 'draftRules'; readonly rules: TableRules; readonly labels: RuleLabels }
	| {
			readonly type: 'openRulesRound';
			readonly question: string;
			readonly content: TextHash;
	  }
	| {
			readonly type: 'openDots';
			readonly of: 'causes' | 'solutions';
			readonly question: string;
			readonly cards: readonly CardId[];
			/** Hash of the frozen cards as the facilitator saw them; another → `content.changed`. */
			readonly content: TextHash;
			readonly exception: string | null;
	  }
	| {
			readonly type: 'openConfirmation';
			readonly of: 'causes' | 'solutions';
			readonly question: string;
			readonly cards: readonly CardId[];
			readonly content: TextHash;
			readonly after: PollId | null;
			readonly exception: string | null;
	  }
	| {
			readonly type: 'openCommitmentRound';
			readonly commitment: CommitmentId;
			readonly question: string;
			readonly content: TextHash;
			readonly exception: string | null;
	  }
	| { readonly type: 'castDots'; readonly poll: PollId; readonly dots: Readonly<Record<OptionId, number>> }
	| {
			readonly type: 'castConsensus';
			readonly poll: PollId;
			readonly answer: ConsensusAnswer;
			readonly reason: string;
	  }
	| { readonly type: 'withdrawBallot'; readonly poll: PollId }
	| { readonly type: 'closePoll'; readonly poll: PollId }
	| { readonly type: 'cancelPoll'; readonly poll: PollId; readonly reason: string }
	| { readonly type: 'startCommitment'; readonly title: string; readonly solutions: readonly CardId[] }
	| { readonly type: 'titleCommitment'; readonly commitment: CommitmentId; readonly title: string }
	| {
			readonly type: 'proposeCommitment';
			readonly commitment: CommitmentId;
			readonly content: TextHash;
			readonly openUntil: number;
	  }
	| { readonly type: 'reopenCommitment'; readonly commitment: CommitmentId; readonly reason: string }
	| {
			readonly type: 'signCommitment';
			readonly commitment: CommitmentId;
			readonly content: TextHash;
			readonly signatory: Signatory;
	  }
	| {
			readonly type: 'requestIssue';
			readonly commitment: CommitmentId;
			readonly content: TextHash;
			readonly exception: string | null;
	  }
	| { readonly type: 'witnessIssue'; readonly commitment: CommitmentId; readonly content: TextHash }
	| LeadingCommand;

export type CommandType = Command['type'];
export type CommandOf<Type extends CommandType> = Extract<Command, { readonly type: Type }>;

/** What a sign-off records (guide, clauses of the STT: representatives have sufficient powers to decide). */
export interface Signatory {
	readonly name: string;
	readonly office: string;
	readonly organisation: string;
	/** The document that gives the powers. */
	readonly powers: string;
	/** Consent to be named in the issued text; without it the text says sector and organisation only. */
	readonly named: boolean;
}

/**
 * Commands that only the server's own services give, never a client directly: the way in, facilitators by invitation,
 * and the erasing of a table whose rules are not adopted.
 */
export type InternalCommand =
	| {
			readonly type: 'join';
			readonly as: 'guest' | 'observer' | 'facilitator';
			readonly sector: SectorId | null;
			readonly name: string;
			readonly organisation: string;
			/** Came by a facilitator's personal invitation, which also holds while the code is closed. */
			readonly invited: boolean;
	  }
	| { readonly type: 'erase' };
