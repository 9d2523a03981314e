import type { Agenda, Phase } from './agenda.ts';
import type {
	AttendanceMeans,
	CommentTarget,
	CompanionKind,
	InvitationChannel,
	QuorumCount,
	Role,
	UndoneCounts,
	Voucher,
} from './events.ts';
import type {
	CardId,
	CommentId,
	CommitmentId,
	FileHash,
	FindingId,
	CompanionId,
	InvitationId,
	ParticipantId,
	PhaseId,
	PollId,
	RecordRef,
	SeatLinkId,
	SectorId,
	SessionId,
	SuggestionId,
	TextHash,
	WorkshopId,
} from './ids.ts';
import type { InstitutionState } from './institutions.ts';
import type { ScanSubject } from './record-events.ts';
import type { Lock } from './permissions.ts';
import type { Follows, PollOption, PollSubject, RuleCard, Tally } from './polls.ts';
import type { RoomVotes } from './room-votes.ts';
import type { TableRules } from './rules.ts';
import type { SigningKeyState, SigningMethod, SigningWitness } from './signing.ts';
import type { SuggestionState } from './suggestions.ts';
import type { Amends } from './texts.ts';

/** One table as its events tell it: codes and numbers; texts, names and ballots are looked up by reference. */
export interface WorkshopState {
	readonly id: WorkshopId;
	/** Sequence number of the last event; 0 before the first. */
	readonly seq: number;
	/** As `seq`, but ballots do not count: the number that goes out, so that nobody can count them by it. */
	readonly revision: number;
	readonly createdAt: number;
	readonly status: 'open' | 'archived' | 'erased';
	readonly example: boolean;
	readonly language: 'es' | 'en';
	readonly setup: TextHash;
	readonly joiningOpen: boolean;
	readonly agenda: Agenda;
	/** How often the agenda was edited. */
	readonly agendaVersion: number;
	/** Every phase that was ever in the agenda, as it read last: what the log says of it stays readable. */
	readonly phases: ReadonlyMap<PhaseId, Phase>;
	/** Phases that the table has been in. */
	readonly ran: ReadonlySet<PhaseId>;
	readonly phase: PhaseId;
	readonly timer: { readonly startedAt: number; readonly durationMs: number; readonly endsAt: number } | null;
	readonly rules: RulesState;
	/** By id, in order of joining. */
	readonly people: ReadonlyMap<ParticipantId, PersonState>;
	readonly sessions: readonly SessionState[];
	/** Sessions to come, in order of planning. */
	readonly planned: readonly PlannedSession[];
	/** Who was invited, to sessions held and to come; what was withdrawn is gone. */
	readonly invitations: ReadonlyMap<InvitationId, InvitationState>;
	readonly companions: ReadonlyMap<CompanionId, CompanionState>;
	readonly seatLinks: ReadonlyMap<SeatLinkId, SeatLinkState>;
	readonly locks: readonly Lock[];
	/** Periods of people's acts that were undone, oldest first. */
	readonly undone: readonly UndoneState[];
	readonly polls: ReadonlyMap<PollId, PollState>;
	readonly commitments: ReadonlyMap<CommitmentId, CommitmentState>;
	/** Cards that a confirmed round chose, with that round. */
	readonly chosen: ReadonlyMap<CardId, PollId>;
	/** Conversations by the comment that began each, in order of beginning. */
	readonly threads: ReadonlyMap<CommentId, ThreadState>;
	/** Other wordings for texts of drafts, in order. */
	readonly suggestions: ReadonlyMap<SuggestionId, SuggestionState>;
	/** Keys that people made to sign with, oldest first; those that ended stay. */
	readonly signingKeys: readonly SigningKeyState[];
	/** Questions of the method that the table set aside, oldest first. */
	readonly dismissed: ReadonlyMap<FindingId, { readonly by: ParticipantId; readonly at: number }>;
	/** Beside the minutes, oldest first; never changed, never taken back. */
	readonly notes: readonly NoteState[];
	/** Scans of signed sheets, oldest first. */
	readonly scans: readonly ScanState[];
	/** The last wording that was proposed as settled. */
	readonly wording: WordingState | null;
	/** Who speaks. */
	readonly floor: FloorState | null;
	/** How often and how long each sector has spoken in the session; by null whoever has none. */
	readonly spoken: ReadonlyMap<SectorId | null, { readonly turns: number; readonly ms: number }>;
	/** There was silence once, so that people may have sheets of their own. */
	readonly hadSilence: boolean;
	/** Own cards that wait for a facilitator to show them, by author, in order. */
	readonly offered: ReadonlyMap<CardId, ParticipantId>;
	/** Own cards that came to the board, by author. */
	readonly revealed: ReadonlyMap<CardId, ParticipantId>;
	/** Own cards that a facilitator gave back, with the reason given last. */
	readonly returned: ReadonlyMap<CardId, { readonly participant: ParticipantId; readonly reason: RecordRef }>;
}

/** A note beside the minutes of a session; `text` is gone with its author's data. */
export interface NoteState {
	readonly session: SessionId;
	readonly by: ParticipantId;
	readonly at: number;
	readonly text: RecordRef;
}

export interface ScanState {
	readonly file: FileHash;
	readonly about: ScanSubject;
	readonly by: ParticipantId;
	readonly at: number;
}

export interface WordingState {
	readonly card: CardId;
	readonly content: TextHash;
	readonly by: ParticipantId;
	readonly at: number;
	/** Until then somebody may say "not yet". */
	readonly until: number;
	readonly reopened: { readonly by: ParticipantId; readonly at: number } | null;
}

export interface FloorState {
	readonly participant: ParticipantId | null;
	readonly sector: SectorId | null;
	readonly at: number;
}

export interface ThreadState {
	readonly id: CommentId;
	readonly target: CommentTarget;
	/** The beginning and its answers, in order. */
	readonly said: readonly CommentState[];
	readonly resolved: { readonly at: number; readonly by: ParticipantId } | null;
	/** The table's revision when it last changed how it reads: who shows it asks again when that moves. */
	readonly revision: number;
}

export interface CommentState {
	readonly id: CommentId;
	readonly by: ParticipantId;
	readonly at: number;
	readonly text: RecordRef;
}

export interface UndoneState {
	readonly participant: ParticipantId;
	/** null: the board. */
	readonly commitment: CommitmentId | null;
	readonly from: number;
	readonly until: number;
	readonly counts: UndoneCounts;
	readonly by: ParticipantId;
	readonly at: number;
	readonly reason: RecordRef;
}

export interface RulesState {
	readonly version: number;
	readonly draft: TableRules;
	readonly labels: TextHash;
	/** Hash of drafted rules and labels together: what a round on the draft votes on. */
	readonly content: TextHash;
	readonly adopted: {
		readonly version: number;
		readonly rules: TableRules;
		readonly labels: TextHash;
		readonly poll: PollId;
		readonly at: number;
	} | null;
}

export interface PersonState {
	readonly id: ParticipantId;
	readonly role: Role;
	readonly sector: SectorId | null;
	/** The roster's record with name and organisation. */
	readonly person: RecordRef;
	readonly joinedAt: number;
	readonly removed: { readonly at: number; readonly by: ParticipantId; readonly reason: RecordRef } | null;
	readonly erased: boolean;
	readonly seatOffer: { readonly sector: SectorId; readonly by: ParticipantId } | null;
	readonly seat: { readonly sector: SectorId; readonly voucher: Voucher; readonly at: number } | null;
	readonly present: boolean;
	/** Hands out the seats of their sector. */
	readonly convenes: boolean;
	/** Proposed for handing them out; whoever sits for that sector has yet to confirm. */
	readonly convenerOffer: SectorId | null;
	/** Not come by a device of their own: entered by a facilitator, or named on a shared computer. */
	readonly entered: { readonly device: ParticipantId | null; readonly isClaimed: boolean } | null;
	/** Facilitators only: undefined until declared; then the sector they stand nearest to, or null for none. */
	readonly affiliation: { readonly sector: SectorId | null; readonly statement: RecordRef | null } | null;
}

export interface PlannedSession {
	readonly id: SessionId;
	readonly setup: TextHash;
	readonly plannedBy: ParticipantId;
	readonly plannedAt: number;
}

export interface InvitationState {
	readonly id: InvitationId;
	readonly session: SessionId;
	readonly sector: SectorId | null;
	readonly channel: InvitationChannel;
	readonly record: RecordRef;
	readonly enteredBy: ParticipantId;
	readonly at: number;
}

export interface CompanionState {
	readonly id: CompanionId;
	readonly participant: ParticipantId;
	readonly kind: CompanionKind;
	readonly person: RecordRef;
}

export interface SeatLinkState {
	readonly id: SeatLinkId;
	readonly sector: SectorId;
	readonly hash: TextHash;
	/** The convener. */
	readonly by: ParticipantId;
	readonly madeAt: number;
	readonly expiresAt: number;
	readonly usedBy: ParticipantId | null;
	readonly isRevoked: boolean;
}

export interface SessionState {
	readonly id: SessionId;
	readonly setup: TextHash;
	readonly openedAt: number;
	readonly openedBy: ParticipantId;
	readonly closedAt: number | null;
	/** Every check-in and check-out of the session, in order. */
	readonly attendance: readonly {
		readonly participant: ParticipantId;
		readonly at: number;
		readonly in: boolean;
		readonly means: AttendanceMeans;
		/** Who said so. */
		readonly by: ParticipantId;
	}[];
	readonly firstSeq: number;
	readonly lastSeq: number | null;
}

export interface PollState {
	readonly id: PollId;
	readonly subject: PollSubject;
	readonly question: TextHash;
	readonly card: RuleCard;
	readonly cardHash: TextHash;
	readonly options: readonly PollOption[];
	readonly eligible: ReadonlyMap<ParticipantId, SectorId>;
	readonly quorum: QuorumCount;
	readonly exception: RecordRef | null;
	readonly openedAt: number;
	readonly openedBy: ParticipantId;
	readonly session: SessionId | null;
	/** Whose ballot counts now: the last one, unless withdrawn. `n` goes on counting. */
	readonly ballots: ReadonlyMap<ParticipantId, { readonly ballot: RecordRef | null; readonly n: number }>;
	/** When it closes by itself (milliseconds); null for by hand. */
	readonly closesAt: number | null;
	/** The earlier poll that it names. */
	readonly follows: Follows | null;
	/** Hands, paper and shared computers: ballots that are nobody's by name. */
	readonly room: RoomVotes;
	/** Whose ballot came after the close. */
	readonly late: ReadonlySet<ParticipantId>;
	readonly closed: {
		readonly at: number;
		readonly by: ParticipantId;
		readonly tally: Tally;
		readonly root: TextHash;
		readonly byDeadline: boolean;
	} | null;
	readonly published: { readonly at: number; readonly by: ParticipantId } | null;
	/** A practice vote that is over. */
	readonly discarded: { readonly at: number; readonly by: ParticipantId; readonly ballots: number } | null;
	readonly cancelled: { readonly at: number; readonly by: ParticipantId; readonly reason: RecordRef } | null;
}

export interface SignatureState {
	readonly participant: ParticipantId;
	readonly sector: SectorId;
	readonly voucher: Voucher;
	readonly signatory: RecordRef;
	readonly at: number;
	/** null: given before there were methods. */
	readonly method: SigningMethod | null;
	/** Of a sign-off by code or on paper, once somebody witnessed it. */
	readonly witness: SigningWitness | null;
}

export interface CommitmentState {
	readonly id: CommitmentId;
	readonly title: TextHash;
	readonly solutions: readonly CardId[];
	readonly poll: PollId | null;
	readonly startedAt: number;
	readonly status: 'draft' | 'proposed' | 'agreed' | 'issued';
	/** 0 before the first proposal; each proposal counts up. */
	readonly version: number;
	readonly proposed: {
		readonly content: TextHash;
		readonly at: number;
		readonly by: ParticipantId;
		readonly openUntil: number;
	} | null;
	readonly signatures: readonly SignatureState[];
	/** Institutions that it names, in order, with their answers to the text that is proposed. */
	readonly institutions: readonly InstitutionState[];
	/** The round on the proposed text that reached consensus. */
	readonly agreedBy: PollId | null;
	readonly agreedAt: number | null;
	readonly issueRequest: {
		readonly by: ParticipantId;
		readonly at: number;
		readonly exception: RecordRef | null;
	} | null;
	readonly issued: {
		readonly at: number;
		readonly record: TextHash;
		readonly facilitator: ParticipantId;
		readonly witness: ParticipantId;
		readonly witnessSector: SectorId;
		readonly witnessVoucher: Voucher;
		readonly key: string;
		readonly signature: string;
		readonly version: number;
		readonly content: TextHash;
		/** This version says that the commitment no longer holds. */
		readonly isWithdrawal: boolean;
		/** How it was agreed, to stand there again where an amendment is given up. */
		readonly agreement: Pick<CommitmentState, 'proposed' | 'signatures' | 'agreedBy' | 'agreedAt' | 'institutions'>;
		/** Signatories of all issued versions: their words stand in public records. */
		readonly signatories: readonly RecordRef[];
	} | null;
	/** A new version, or the withdrawal, that is on its way to be agreed. */
	readonly amending: {
		readonly kind: Amends['kind'];
		readonly reason: TextHash;
		readonly at: number;
		readonly by: ParticipantId;
	} | null;
	/** A fe de erratas, or a route, that waits for its witness. */
	readonly requested: {
		readonly by: ParticipantId;
		readonly at: number;
		readonly version: number;
		readonly content: TextHash;
	} | null;
	/** Solutions of which a written reason was asked and not given yet, with the sector that owes it. */
	readonly owed: ReadonlyMap<CardId, SectorId>;
	/** The note with the last route that was published. */
	readonly route: TextHash | null;
	/** How many signed notes stand beside it. */
	readonly annotations: number;
}
