import type { AnnotationBody } from './annotation.ts';
import type { Agenda } from './agenda.ts';
import type { FieldKey } from './cards.ts';
import type {
	CardId,
	CommentId,
	CommitmentId,
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
	TextHash,
	WorkshopId,
} from './ids.ts';
import type { Amends, RequestedNote } from './texts.ts';
import type { Follows, PollOption, PollSubject, RuleCard, Tally } from './polls.ts';
import type { SlipWay, Way } from './room-votes.ts';
import type { InstitutionEvent } from './institutions.ts';
import type { LeadingEvent } from './leading-events.ts';
import type { RecordEvent } from './record-events.ts';
import type { SigningEvent, SigningMethod } from './signing.ts';
import type { SuggestionEvent } from './suggestions.ts';
import type { TableRules } from './rules.ts';

/**
 * What a lock closes, for facilitators as for everyone. A card: all of it, and the links that touch it. A branch: the card and
 * everything that feeds it through links that are not gone (its causes, their causes, the solutions on them), as the tree stands
 * at the moment of each edit. A field: one text of a draft.
 */
export type LockTarget =
	/** A pause: nobody writes anywhere at the table. */
	| { readonly kind: 'table' }
	| { readonly kind: 'board' }
	| { readonly kind: 'draft'; readonly commitment: CommitmentId }
	| { readonly kind: 'card'; readonly card: CardId }
	| { readonly kind: 'branch'; readonly card: CardId }
	| { readonly kind: 'field'; readonly commitment: CommitmentId; readonly field: FieldKey };

/** What a conversation is about: a card of the board, or one text of a draft. */
export type CommentTarget =
	| { readonly kind: 'card'; readonly card: CardId }
	| { readonly kind: 'field'; readonly commitment: CommitmentId; readonly field: FieldKey };

/** A device is a computer that several people share: it writes under its own id, and has no seat, no ballot and no attendance. */
export type Role = 'facilitator' | 'guest' | 'observer' | 'device';

/** Who vouched for a seat. 'facilitator' alone and 'open' are marked wherever the seat signs or witnesses. */
export type Voucher =
	| { readonly by: 'facilitator' }
	| { readonly by: 'seated'; readonly participant: ParticipantId }
	| { readonly by: 'open' }
	| { readonly by: 'convener'; readonly participant: ParticipantId };

/** 'paper': by a facilitator, for somebody without a device; 'device': on the shared computer that names the person. */
export type AttendanceMeans = 'self' | 'facilitator' | 'paper' | 'device';

export type CompanionKind = 'companion' | 'interpreter';

export const INVITATION_CHANNELS = ['letter', 'mail', 'phone', 'message', 'in-person', 'public-call'] as const;
/** How somebody was invited to a session. */
export type InvitationChannel = (typeof INVITATION_CHANNELS)[number];

/** Seated attendance at the instant of a command. */
export interface QuorumCount {
	readonly present: number;
	readonly bySector: Readonly<Record<SectorId, number>>;
	readonly missing: readonly SectorId[];
	readonly met: boolean;
}

/** How many cards, indicators and milestones came back or went, how many texts got their words back, and what else changed. */
export interface UndoneCounts {
	readonly restored: number;
	readonly takenBack: number;
	readonly rewritten: number;
	readonly changed: number;
}

/**
 * Everything that can happen at a table. Log rows hold random ids, codes and numbers only: names, organisations and
 * free text stand outside, in primary records (by `RecordRef`, erasable) and table texts (by `TextHash`, not erasable).
 * Shapes are versioned by `EVENT_VERSION`; a changed shape needs a new version and an upgrade on reading.
 */
export type EventBody =
	| {
			readonly type: 'workshop.created';
			readonly setup: TextHash;
			readonly language: 'es' | 'en';
			/** An example table says EJEMPLO wherever it shows, and is signed by a key of its own. */
			readonly example: boolean;
			readonly agenda: Agenda;
			readonly rules: TableRules;
			readonly labels: TextHash;
			/** Hash of rules and labels together: what a round on the first draft votes on. */
			readonly content: TextHash;
			readonly facilitator: ParticipantId;
			readonly person: RecordRef;
	  }
	| { readonly type: 'workshop.described'; readonly setup: TextHash; readonly language: 'es' | 'en' }
	| { readonly type: 'workshop.archived' }
	/** Records and texts are gone; the chain stays. Only before rules are adopted. */
	| { readonly type: 'workshop.erased' }
	| { readonly type: 'joining.opened'; readonly renewed: boolean }
	| { readonly type: 'joining.closed' }
	| {
			readonly type: 'participant.joined';
			readonly participant: ParticipantId;
			readonly role: Role;
			readonly sector: SectorId | null;
			readonly person: RecordRef;
	  }
	| {
			/** Somebody without a device of their own, entered by a facilitator, or named on a shared computer. */
			readonly type: 'participant.entered';
			readonly participant: ParticipantId;
			readonly sector: SectorId;
			readonly person: RecordRef;
			/** The shared computer that the person uses; null for nobody's. */
			readonly device: ParticipantId | null;
	  }
	/** A facilitator gave a person who was entered the code with which they come in themselves. */
	| { readonly type: 'participant.code-given'; readonly participant: ParticipantId }
	/** And they came. */
	| { readonly type: 'participant.claimed'; readonly participant: ParticipantId }
	| { readonly type: 'participant.declared-sector'; readonly participant: ParticipantId; readonly sector: SectorId }
	| {
			readonly type: 'participant.removed';
			readonly participant: ParticipantId;
			readonly reason: RecordRef;
	  }
	| { readonly type: 'participant.readmitted'; readonly participant: ParticipantId; readonly reason: RecordRef }
	| { readonly type: 'participant.erased'; readonly participant: ParticipantId }
	| {
			readonly type: 'facilitator.affiliated';
			readonly participant: ParticipantId;
			/** The sector whose side the facilitator stands nearest to; null for none of this table's. */
			readonly sector: SectorId | null;
			readonly statement: RecordRef | null;
	  }
	/** Goes on from another device. */
	| { readonly type: 'facilitator.resumed'; readonly participant: ParticipantId }
	| {
			readonly type: 'convener.offered' | 'convener.offer-withdrawn' | 'convener.named';
			readonly participant: ParticipantId;
			readonly sector: SectorId;
	  }
	| {
			readonly type: 'convener.dismissed';
			readonly participant: ParticipantId;
			readonly sector: SectorId;
			readonly reason: RecordRef | null;
	  }
	| {
			readonly type: 'seat-link.made';
			readonly link: SeatLinkId;
			readonly sector: SectorId;
			/** SHA-256 of the secret, which is kept nowhere. */
			readonly hash: TextHash;
			/** Milliseconds. */
			readonly expiresAt: number;
	  }
	| { readonly type: 'seat-link.revoked'; readonly link: SeatLinkId }
	| { readonly type: 'seat-link.used'; readonly link: SeatLinkId; readonly participant: ParticipantId }
	| {
			readonly type: 'companion.named';
			readonly companion: CompanionId;
			/** Whom they accompany. */
			readonly participant: ParticipantId;
			readonly kind: CompanionKind;
			/** Name, by the companion's consent: erased with it. */
			readonly person: RecordRef;
	  }
	| { readonly type: 'companion.left'; readonly companion: CompanionId }
	| { readonly type: 'seat.offered'; readonly participant: ParticipantId; readonly sector: SectorId }
	| {
			readonly type: 'seat.granted';
			readonly participant: ParticipantId;
			readonly sector: SectorId;
			readonly voucher: Voucher;
	  }
	| { readonly type: 'seat.released'; readonly participant: ParticipantId; readonly reason: RecordRef | null }
	| { readonly type: 'session.planned'; readonly id: SessionId; readonly setup: TextHash }
	| { readonly type: 'session.called-off'; readonly id: SessionId; readonly reason: RecordRef }
	| {
			/** Who was invited to a session, by whom and when: a record that can be erased. */
			readonly type: 'convocation.entered';
			readonly invitation: InvitationId;
			readonly session: SessionId;
			readonly sector: SectorId | null;
			readonly channel: InvitationChannel;
			readonly record: RecordRef;
	  }
	| { readonly type: 'convocation.withdrawn'; readonly invitation: InvitationId }
	| { readonly type: 'session.opened'; readonly id: SessionId; readonly setup: TextHash }
	| { readonly type: 'session.closed'; readonly id: SessionId }
	| {
			readonly type: 'attendance.checked-in';
			readonly participant: ParticipantId;
			readonly means: AttendanceMeans;
	  }
	| {
			readonly type: 'attendance.checked-out';
			readonly participant: ParticipantId;
			readonly means: AttendanceMeans;
	  }
	| { readonly type: 'phase.moved'; readonly from: PhaseId; readonly to: PhaseId }
	| { readonly type: 'timer.started'; readonly durationMs: number; readonly endsAt: number }
	| { readonly type: 'timer.stopped' }
	| LeadingEvent
	| RecordEvent
	| SuggestionEvent
	| InstitutionEvent
	| SigningEvent
	| { readonly type: 'lock.set'; readonly target: LockTarget; readonly reason: RecordRef }
	| { readonly type: 'lock.lifted'; readonly target: LockTarget; readonly reason: RecordRef | null }
	| {
			/** Stored together with what it wrote in the document. */
			readonly type: 'acts.undone';
			readonly participant: ParticipantId;
			/** The draft; null for the board. */
			readonly commitment: CommitmentId | null;
			/** The period (milliseconds, both ends in it): what was undone once is not undone again. */
			readonly from: number;
			readonly until: number;
			readonly undone: UndoneCounts;
			readonly reason: RecordRef;
	  }
	| {
			readonly type: 'comment.added';
			readonly comment: CommentId;
			readonly target: CommentTarget;
			/** The comment that began the conversation; null for that one itself. */
			readonly answers: CommentId | null;
			readonly text: RecordRef;
	  }
	/** The conversation that this comment began is settled, or goes on. */
	| { readonly type: 'comment.resolved'; readonly comment: CommentId }
	| { readonly type: 'comment.reopened'; readonly comment: CommentId }
	/** The table set a question of the method aside, or takes it up again. */
	| { readonly type: 'finding.dismissed'; readonly finding: FindingId }
	| { readonly type: 'finding.reopened'; readonly finding: FindingId }
	| {
			readonly type: 'rules.drafted';
			readonly version: number;
			readonly rules: TableRules;
			readonly labels: TextHash;
			/** Hash of the whole drafted rules with their labels: what a round on them votes on. */
			readonly content: TextHash;
	  }
	| { readonly type: 'rules.adopted'; readonly version: number; readonly poll: PollId }
	| {
			readonly type: 'poll.opened';
			readonly poll: PollId;
			readonly subject: PollSubject;
			readonly question: TextHash;
			readonly card: RuleCard;
			readonly cardHash: TextHash;
			readonly options: readonly PollOption[];
			readonly eligible: readonly { readonly participant: ParticipantId; readonly sector: SectorId }[];
			readonly quorum: QuorumCount;
			readonly exception: RecordRef | null;
			readonly follows?: Follows;
	  }
	| {
			readonly type: 'ballot.cast';
			readonly poll: PollId;
			readonly participant: ParticipantId;
			readonly ballot: RecordRef;
			/** Counts a person's ballots in this poll from 1; the last one counts. */
			readonly n: number;
	  }
	| {
			readonly type: 'ballot.withdrawn';
			readonly poll: PollId;
			readonly participant: ParticipantId;
			readonly n: number;
	  }
	| {
			readonly type: 'poll.closed';
			readonly poll: PollId;
			readonly tally: Tally;
			/** SHA-256 over the sorted references of the counted ballots. */
			readonly root: TextHash;
			/** Closed by its deadline, at this time (milliseconds), whenever the server came to write it down. */
			readonly deadline?: number;
	  }
	| {
			/** A ballot that came after the close: refused and not kept, but counted as late, once a person. */
			readonly type: 'ballot.late';
			readonly poll: PollId;
			readonly participant: ParticipantId;
	  }
	| {
			/** Who votes in another way than from a device of their own; null: from their own again. */
			readonly type: 'poll.ways-set';
			readonly poll: PollId;
			readonly way: Way | null;
			readonly participants: readonly ParticipantId[];
	  }
	| {
			/** Hands of one sector as a facilitator counted them: they count once confirmed. */
			readonly type: 'poll.hands-entered';
			readonly poll: PollId;
			readonly sector: SectorId;
			/** The affiliation of whoever counted. */
			readonly from: SectorId | null;
			readonly voters: number;
			/** By option, or by answer. */
			readonly counts: Readonly<Record<string, number>>;
	  }
	| { readonly type: 'poll.hands-confirmed'; readonly poll: PollId; readonly sector: SectorId }
	| {
			/** Single-use numbers for ballots on paper, or turns at a shared computer. */
			readonly type: 'poll.slips-issued';
			readonly poll: PollId;
			readonly way: SlipWay;
			readonly sector: SectorId;
			readonly numbers: readonly number[];
	  }
	| {
			/** A paper as one person read it; `counts` where somebody of another sector had read the same. */
			readonly type: 'poll.paper-entered';
			readonly poll: PollId;
			readonly number: number;
			readonly from: SectorId | null;
			readonly ballot: RecordRef;
			readonly counts: boolean;
	  }
	| {
			/** A ballot at a shared computer: nobody's by name. */
			readonly type: 'ballot.at-table';
			readonly poll: PollId;
			readonly number: number;
			readonly ballot: RecordRef;
	  }
	| { readonly type: 'poll.extended'; readonly poll: PollId; readonly closesAt: number }
	| { readonly type: 'poll.published'; readonly poll: PollId }
	/** A practice vote is over: how many took part, and nothing of what they chose. */
	| { readonly type: 'poll.discarded'; readonly poll: PollId; readonly ballots: number }
	| { readonly type: 'poll.cancelled'; readonly poll: PollId; readonly reason: RecordRef }
	| {
			readonly type: 'commitment.started';
			readonly commitment: CommitmentId;
			readonly title: TextHash;
			readonly solutions: readonly CardId[];
			/** The round that chose those solutions; null where the agenda has none. */
			readonly poll: PollId | null;
	  }
	| { readonly type: 'commitment.titled'; readonly commitment: CommitmentId; readonly title: TextHash }
	| {
			readonly type: 'commitment.proposed';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
			/** Open for signature until then (milliseconds). */
			readonly openUntil: number;
	  }
	| {
			readonly type: 'commitment.reopened';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly reason: RecordRef;
	  }
	| {
			readonly type: 'commitment.signed';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
			readonly participant: ParticipantId;
			readonly sector: SectorId;
			readonly voucher: Voucher;
			/** Name, office, organisation and the document that gives the powers: a statement, with its consent. */
			readonly signatory: RecordRef;
			/** Absent before there were methods: by the person's own sign-in. */
			readonly method?: SigningMethod;
	  }
	| {
			readonly type: 'commitment.agreed';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
			readonly poll: PollId;
	  }
	| {
			readonly type: 'commitment.issue-requested';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
			readonly quorum: QuorumCount;
			readonly exception: RecordRef | null;
	  }
	| {
			readonly type: 'commitment.issued';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
			/** Hash of the issued record: canonical JSON, format mesa-abierta/commitment/1. */
			readonly record: TextHash;
			readonly facilitator: ParticipantId;
			readonly witness: ParticipantId;
			readonly witnessSector: SectorId;
			readonly witnessVoucher: Voucher;
			/** Key id (first 16 hex of SHA-256 of the public key) and Ed25519 signature over the record's bytes, hex. */
			readonly key: string;
			readonly signature: string;
	  }
	| {
			/** From here on a new version of an issued commitment is on its way; what was issued stays in force. */
			readonly type: 'commitment.amending';
			readonly commitment: CommitmentId;
			readonly kind: Amends['kind'];
			/** The version in force, and its record. */
			readonly version: number;
			readonly record: TextHash;
			/** Public: a table text. */
			readonly reason: TextHash;
	  }
	| {
			readonly type: 'commitment.amendment-dropped';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly reason: RecordRef;
	  }
	| {
			/** First key of a fe de erratas, or of a route. */
			readonly type: 'annotation.requested';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly kind: RequestedNote['kind'];
			readonly content: TextHash;
	  }
	| {
			/** A signed note beside an issued commitment. */
			readonly type: 'commitment.annotated';
			readonly commitment: CommitmentId;
			readonly number: number;
			readonly kind: AnnotationBody['kind'];
			/** Of a question or its answer: the solution, and the sector that owes the answer. */
			readonly reasoned: { readonly card: CardId; readonly owes: SectorId } | null;
			readonly annotation: TextHash;
			readonly key: string;
			readonly signature: string;
	  };

export type EventType = EventBody['type'];
export type EventOf<Type extends EventType> = Extract<EventBody, { readonly type: Type }>;

export const EVENT_VERSION = 1;

/** An event as decided: who, when and in which session come from the server. */
export interface WorkshopEvent<Body extends EventBody = EventBody> {
	readonly workshop: WorkshopId;
	/** From 1, without gaps, per workshop. */
	readonly seq: number;
	/** Milliseconds since 1970, by the server's clock. */
	readonly at: number;
	readonly actor: ParticipantId;
	/** The open session, or none. */
	readonly session: SessionId | null;
	readonly v: typeof EVENT_VERSION;
	readonly body: Body;
}
