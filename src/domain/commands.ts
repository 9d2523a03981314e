import type {
	CardId,
	CommentId,
	CommitmentId,
	FindingId,
	CompanionId,
	InvitationId,
	OptionId,
	ParticipantId,
	PhaseId,
	BallotKey,
	BallotSecret,
	PollId,
	Receipt,
	SeatLinkId,
	SectorId,
	SessionId,
	TextHash,
} from './ids.ts';
import type { CommentTarget, CompanionKind, InvitationChannel, LockTarget, Role } from './events.ts';
import type { FollowUpCommand } from './follow-up-commands.ts';
import type { InstitutionCommand } from './institutions.ts';
import type { LeadingCommand } from './leading-commands.ts';
import type { RecordCommand } from './record-commands.ts';
import type { SigningCommand } from './signing.ts';
import type { SuggestionCommand } from './suggestions.ts';
import type { ConsensusAnswer, Method, PlainChoice, ResultsShown, Secrecy, Threshold, TieRule } from './polls.ts';
import type { HandCount, SlipWay, Way } from './room-votes.ts';
import type { RuleLabels, TableRules, Weighting } from './rules.ts';
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
	| {
			/** Somebody without a device: by a facilitator, or on a shared computer for those who use it. */
			readonly type: 'enterPerson';
			readonly name: string;
			readonly organisation: string;
			readonly sector: SectorId;
	  }
	/** At that person's request. */
	| { readonly type: 'eraseEntered'; readonly participant: ParticipantId }
	| { readonly type: 'nameConvener'; readonly participant: ParticipantId }
	| { readonly type: 'confirmConvener'; readonly participant: ParticipantId }
	| { readonly type: 'dismissConvener'; readonly participant: ParticipantId; readonly reason: string }
	| { readonly type: 'revokeSeatLink'; readonly link: SeatLinkId }
	| {
			readonly type: 'nameCompanion';
			/** Whom they accompany; null for oneself. */
			readonly participant: ParticipantId | null;
			readonly name: string;
			readonly kind: CompanionKind;
			/** The companion agreed to be named. */
			readonly consent: true;
	  }
	| { readonly type: 'removeCompanion'; readonly companion: CompanionId }
	| { readonly type: 'planSession'; readonly setup: SessionSetup }
	| { readonly type: 'callOffSession'; readonly session: SessionId; readonly reason: string }
	| { readonly type: 'openPlannedSession'; readonly session: SessionId }
	| {
			readonly type: 'enterInvitation';
			readonly session: SessionId;
			readonly sector: SectorId | null;
			readonly channel: InvitationChannel;
			readonly invited: Invited;
	  }
	| { readonly type: 'withdrawInvitation'; readonly invitation: InvitationId }
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
	| { readonly type: 'dismissFinding'; readonly finding: FindingId }
	| { readonly type: 'reopenFinding'; readonly finding: FindingId }
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
	| {
			/** Any method, with a rule card of its own. */
			readonly type: 'openPoll';
			readonly about: PollAbout;
			readonly question: string;
			readonly terms: PollTerms;
			/** An open poll whose rule changes: it is cancelled with this reason, in the same breath, and the new one names it. */
			readonly replaces: { readonly poll: PollId; readonly reason: string } | null;
			/** Written reason where the quorum is missing, or the weights are not those that the table adopted. */
			readonly exception: string | null;
	  }
	| {
			/** A second poll on what stands tied in a closed one, whose rule says so. */
			readonly type: 'openRunOff';
			readonly poll: PollId;
			readonly options: readonly OptionId[];
			readonly exception: string | null;
	  }
	| { readonly type: 'extendPoll'; readonly poll: PollId; readonly closesAt: number }
	| { readonly type: 'publishPoll'; readonly poll: PollId }
	| {
			readonly type: 'castBallot';
			readonly poll: PollId;
			/** Hash of the rule card that the voter saw; another → `poll.other-rules`. */
			readonly rules: TextHash;
			readonly choice: CastChoice;
	  }
	| { readonly type: 'castDots'; readonly poll: PollId; readonly dots: Readonly<Record<OptionId, number>> }
	| {
			readonly type: 'castConsensus';
			readonly poll: PollId;
			readonly answer: ConsensusAnswer;
			readonly reason: string;
	  }
	| { readonly type: 'withdrawBallot'; readonly poll: PollId }
	| {
			/** In a secret vote. `secret` is shown to change a ballot that is there, and never for a first one. */
			readonly type: 'castSecretly';
			readonly poll: PollId;
			readonly rules: TextHash;
			readonly key: BallotKey;
			readonly receipt: Receipt;
			readonly secret: BallotSecret | null;
			/** Counts what its owner does with it from 1; not above what is stored → nothing changes. */
			readonly n: number;
			readonly choice: CastChoice;
	  }
	| { readonly type: 'withdrawSecretly'; readonly poll: PollId; readonly secret: BallotSecret; readonly n: number }
	| {
			readonly type: 'setWay';
			readonly poll: PollId;
			readonly way: Way | null;
			readonly participants: readonly ParticipantId[];
	  }
	| ({ readonly type: 'enterHands'; readonly poll: PollId; readonly sector: SectorId } & HandCount)
	| ({ readonly type: 'confirmHands'; readonly poll: PollId; readonly sector: SectorId } & HandCount)
	| {
			readonly type: 'issueSlips';
			readonly poll: PollId;
			readonly way: SlipWay;
			readonly sector: SectorId;
			readonly count: number;
	  }
	| { readonly type: 'enterPaper'; readonly poll: PollId; readonly number: number; readonly choice: CastChoice }
	| {
			readonly type: 'castAtTable';
			readonly poll: PollId;
			readonly rules: TextHash;
			readonly number: number;
			readonly choice: CastChoice;
	  }
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
			readonly type: 'requestIssue';
			readonly commitment: CommitmentId;
			readonly content: TextHash;
			readonly exception: string | null;
	  }
	| { readonly type: 'witnessIssue'; readonly commitment: CommitmentId; readonly content: TextHash }
	| FollowUpCommand
	| LeadingCommand
	| RecordCommand
	| SuggestionCommand
	| SigningCommand
	| InstitutionCommand;

export type PollAbout =
	/** Put in an order. */
	| {
			readonly kind: 'cards';
			readonly of: 'causes' | 'solutions';
			readonly cards: readonly CardId[];
			/** Hash of the frozen cards as the facilitator saw them; another → `content.changed`. */
			readonly content: TextHash;
	  }
	/** Titles as the facilitator saw them; others → `content.changed`. */
	| {
			readonly kind: 'commitments';
			readonly commitments: readonly { readonly commitment: CommitmentId; readonly title: string }[];
	  }
	| { readonly kind: 'texts'; readonly texts: readonly string[] }
	| { readonly kind: 'practice'; readonly texts: readonly string[] }
	/** Decided by a round. */
	| {
			readonly kind: 'confirm';
			readonly of: 'causes' | 'solutions';
			readonly cards: readonly CardId[];
			readonly content: TextHash;
			readonly after: PollId | null;
	  }
	| { readonly kind: 'commitment'; readonly commitment: CommitmentId; readonly content: TextHash }
	| { readonly kind: 'decision'; readonly text: string }
	/** Decided by majority: what a recorded round asked that ended without consensus. */
	| { readonly kind: 'same-question'; readonly round: PollId };

/** What a facilitator fixes before opening; null takes what the table adopted. */
export interface PollTerms {
	readonly method: Method;
	/** Dots: points each person has. */
	readonly budget: number | null;
	/** Dots: the most for one option; approval: the most options to mark, null for any number. */
	readonly cap: number | null;
	/** Who gets a seat while it is open may vote, too. */
	readonly seatedLater: boolean;
	/** Not less than the table adopted; by sector, fewest people present of each. */
	readonly quorum: { readonly total: number; readonly bySector: Readonly<Record<SectorId, number>> } | null;
	readonly weighting: Weighting | null;
	/** Majority only. */
	readonly threshold: Threshold | null;
	/** Majority only: no sector below this many per cent. */
	readonly floor: number | null;
	readonly secrecy: Secrecy;
	readonly results: ResultsShown;
	readonly tie: TieRule;
	/** Milliseconds since 1970; null closes by hand. */
	readonly closesAt: number | null;
}

/** A choice as somebody gives it: a reason comes in words. */
export type CastChoice =
	PlainChoice | { readonly method: 'consensus'; readonly answer: ConsensusAnswer; readonly reason: string };

export type CommandType = Command['type'];
export type CommandOf<Type extends CommandType> = Extract<Command, { readonly type: Type }>;

/** Who was invited, by whom and when: all of it can be erased. */
export interface Invited {
	readonly name: string;
	readonly organisation: string;
	readonly by: string;
	/** ISO date. */
	readonly on: string;
}

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
			readonly as: Role;
			readonly sector: SectorId | null;
			readonly name: string;
			readonly organisation: string;
			/** Came by a facilitator's personal invitation, which also holds while the code is closed. */
			readonly invited: boolean;
			/** Of a shared computer: those who use it, named with it. */
			readonly people?: readonly {
				readonly name: string;
				readonly organisation: string;
				readonly sector: SectorId;
			}[];
	  }
	/** A convener makes links; the domain knows their hashes alone. */
	| { readonly type: 'makeSeatLinks'; readonly hashes: readonly TextHash[] }
	| {
			readonly type: 'useSeatLink';
			readonly hash: TextHash;
			/** Of whoever is not of the table yet. */
			readonly name: string;
			readonly organisation: string;
	  }
	/** A facilitator gives a person who was entered their personal code. */
	| { readonly type: 'giveCode'; readonly participant: ParticipantId }
	/** Erases who was ever invited, when the time of a table's names is over. */
	| { readonly type: 'forgetInvited' }
	/** By a code, on another device: an entered person for the first time, or a facilitator again. */
	| { readonly type: 'comeBack' }
	| { readonly type: 'erase' }
	/** A deadline has passed: nobody asks for it, the clock does. */
	| { readonly type: 'closeDue'; readonly poll: PollId };
