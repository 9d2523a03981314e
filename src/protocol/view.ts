import type { LineOfAction } from '#domain/lines-of-action.ts';
import type { AgendaTemplate, PhaseKind, PhaseWrites } from '#domain/agenda.ts';
import type { CardKind, FieldKey } from '#domain/cards.ts';
import type { Invited } from '#domain/commands.ts';
import type {
	CompanionKind,
	InvitationChannel,
	LockTarget,
	QuorumCount,
	Role,
	UndoneCounts,
	Voucher,
} from '#domain/events.ts';
import type {
	CardId,
	CommitmentId,
	FindingId,
	CompanionId,
	InstitutionId,
	InvitationId,
	OptionId,
	ParticipantId,
	PhaseId,
	PollId,
	PublicKey,
	SeatLinkId,
	SectorId,
	SessionId,
	TextHash,
	WorkshopId,
} from '#domain/ids.ts';
import type { CastChoice } from '#domain/commands.ts';
import type { Follows, PollOption, PollSubject, RuleCard, Tally } from '#domain/polls.ts';
import type { Breakdown, HandCount, SlipWay, Way } from '#domain/room-votes.ts';
import type { RuleLabels, TableRules } from '#domain/rules.ts';
import type { InstitutionAnswer, InstitutionTerms } from '#domain/institutions.ts';
import type { FrozenCore, SessionSetup, TableSetup, Amends, RequestedNote } from '#domain/texts.ts';
import type { SigningMethod } from '#domain/signing.ts';
import type { RefusalCode } from '#domain/refusals.ts';
import type { LeadingView, MyLeading } from './leading-view.ts';

/**
 * The decisions lane, WebSocket `/live/<workshopId>`: JSON frames, server → client only. `state` is one cached frame per
 * audience, at most 4 a second; `me` is the small personal part. A client needs both before it shows anything.
 */
export type LiveMessage =
	{ readonly type: 'state'; readonly state: WorkshopView } | { readonly type: 'me'; readonly me: MyPart };

/** Facilitators also see the roster's names whatever the rules show, and pending offers. */
export type Audience = 'facilitator' | 'table';

export interface WorkshopView {
	/** The table's revision: moves with all that happens but ballots. */
	readonly seq: number;
	readonly audience: Audience;
	readonly id: WorkshopId;
	readonly status: 'open' | 'archived' | 'erased';
	readonly example: boolean;
	readonly setup: TableSetup;
	readonly joining: { readonly open: boolean; readonly code: string | null; readonly url: string | null };
	readonly rules: RulesView;
	readonly agenda: readonly PhaseView[];
	readonly phase: PhaseId;
	readonly timer: { readonly startedAt: number; readonly durationMs: number; readonly endsAt: number } | null;
	readonly people: readonly PersonView[];
	readonly session: SessionView | null;
	readonly pastSessions: readonly SessionView[];
	/** Sessions to come. */
	readonly planned: readonly PlannedSessionView[];
	/** Facilitators: who was invited to any session, in order of entry; empty for others. */
	readonly invitations: readonly InvitationView[];
	readonly quorum: QuorumCount;
	readonly locks: readonly LockView[];
	/** What facilitators undid last, newest first. */
	readonly undone: readonly UndoneView[];
	/** Oldest first. */
	readonly polls: readonly PollView[];
	readonly commitments: readonly CommitmentView[];
	/** Cards chosen by a confirmed round. */
	readonly chosen: readonly { readonly card: CardId; readonly poll: PollId }[];
	readonly comments: CommentCounts;
	/** Suggestions that wait for an answer, by draft and text; their words come by `GET /api/workshops/<id>/suggestions`. */
	readonly suggestions: CommentCounts['fields'];
	readonly leading: LeadingView;
	/** Questions of the method that the table set aside, oldest first. */
	readonly dismissed: readonly DismissedView[];
	/** Keys that people sign with, or wait to have confirmed. */
	readonly signingKeys: readonly SigningKeyView[];
}

export interface SigningKeyView {
	readonly participant: ParticipantId;
	readonly key: PublicKey;
	readonly sector: SectorId;
	readonly offeredAt: number;
	readonly confirmed: { readonly at: number; readonly sector: SectorId; readonly voucher: Voucher['by'] } | null;
}

export interface DismissedView {
	readonly finding: FindingId;
	readonly at: number;
	/** Who said so; null where the rules show no names. */
	readonly by: string | null;
}

/** How much is said about what; the words come by `GET /api/workshops/<id>/comments`. */
export interface CommentCounts {
	/** Cards that were ever talked about. */
	readonly cards: Readonly<Record<CardId, CommentCount>>;
	/** Texts of drafts, likewise. */
	readonly fields: Readonly<Record<CommitmentId, Readonly<Partial<Record<FieldKey, CommentCount>>>>>;
}

/** Open conversations, and the table's revision when something last happened in any of them: who shows them asks again when it moves. */
export type CommentCount = readonly [open: number, seq: number];

export interface RulesView {
	/** The rules in force: the adopted ones, or the first draft until then. Sectors and labels shown anywhere are these. */
	readonly version: number;
	readonly rules: TableRules;
	readonly labels: RuleLabels;
	readonly adopted: { readonly version: number; readonly at: number; readonly poll: PollId } | null;
	/** What a rules round would vote on now: the first draft, or a change drafted after adoption; null where nothing is drafted. */
	readonly draft: {
		readonly version: number;
		readonly rules: TableRules;
		readonly labels: RuleLabels;
		/** Send it with `openRulesRound`. */
		readonly content: TextHash;
	} | null;
}

export interface PhaseView {
	readonly id: PhaseId;
	readonly kind: PhaseKind;
	readonly writes: PhaseWrites;
	readonly durationMs: number;
	/** What the table calls it; null where it goes by its kind. */
	readonly name: string | null;
	/** People write for themselves; the board takes only what is revealed. */
	readonly silent: boolean;
	readonly skipped: boolean;
	/** The table has been in it, so it stays in the agenda. */
	readonly ran: boolean;
}

export interface PersonView {
	readonly id: ParticipantId;
	/** null where the rules hide names from this audience, or the person was erased. */
	readonly name: string | null;
	readonly organisation: string | null;
	readonly role: Role;
	readonly sector: SectorId | null;
	readonly seat: { readonly sector: SectorId; readonly voucher: Voucher['by'] } | null;
	readonly seatOffer: SectorId | null;
	readonly present: boolean;
	readonly removed: boolean;
	readonly erased: boolean;
	/** Hands out the seats of their sector. */
	readonly convenes: boolean;
	/** Proposed for it, and not yet confirmed. */
	readonly convenerOffer: SectorId | null;
	/** Has no device of their own: entered by a facilitator, or named on a shared computer. */
	readonly withoutDevice: boolean;
	/** The shared computer that names them. */
	readonly device: ParticipantId | null;
	readonly companions: readonly CompanionView[];
	/** Facilitators: undefined to others; null until declared. */
	readonly affiliation: { readonly sector: SectorId | null; readonly note: string } | null;
}

export interface CompanionView {
	readonly id: CompanionId;
	readonly kind: CompanionKind;
	/** null where the rules hide names from this audience. */
	readonly name: string | null;
}

export interface PlannedSessionView {
	readonly id: SessionId;
	readonly setup: SessionSetup;
	readonly by: string;
}

export interface InvitationView {
	readonly id: InvitationId;
	readonly session: SessionId;
	readonly sector: SectorId | null;
	readonly channel: InvitationChannel;
	readonly invited: Invited | null;
}

/** A link of mine, as a convener. What it says is known to whoever has it alone. */
export interface SeatLinkView {
	readonly id: SeatLinkId;
	readonly madeAt: number;
	readonly expiresAt: number;
	readonly is: 'open' | 'used' | 'revoked' | 'expired';
	/** Whom it seated; null for nobody, and for who was erased. */
	readonly usedBy: string | null;
}

export interface SessionView {
	readonly id: SessionId;
	readonly setup: SessionSetup;
	readonly openedAt: number;
	readonly closedAt: number | null;
}

export interface LockView {
	readonly target: LockTarget;
	/** Facilitators are shown by name: a lock is a method act on the record. */
	readonly by: string;
	readonly at: number;
	readonly reason: string;
}

export interface UndoneView {
	readonly at: number;
	readonly by: string;
	readonly participant: ParticipantId;
	/** null where the rules hide names. */
	readonly person: string | null;
	readonly from: number;
	/** The draft; null for the board. */
	readonly commitment: CommitmentId | null;
	readonly counts: UndoneCounts;
	readonly reason: string;
}

export interface PollView {
	readonly id: PollId;
	readonly subject: PollSubject;
	readonly question: string;
	readonly card: RuleCard;
	readonly cardHash: TextHash;
	readonly options: readonly {
		readonly id: OptionId;
		readonly card: CardId | null;
		readonly kind: CardKind | null;
		readonly text: string;
		readonly content: TextHash;
		readonly of?: NonNullable<PollOption['of']>;
	}[];
	/** 'discarded': a practice vote that is over. */
	readonly status: 'open' | 'closed' | 'cancelled' | 'discarded';
	readonly openedAt: number;
	readonly closedAt: number | null;
	readonly quorum: QuorumCount;
	readonly exception: string | null;
	/** When it closes by itself (milliseconds), extensions included; null for by hand. */
	readonly closesAt: number | null;
	/** The earlier poll that it names, and why. */
	readonly follows: Follows | null;
	/** A practice vote: how many took part. Nothing of it is kept or shown. */
	readonly practised: number | null;
	/** Turnout, never choices, while open. */
	readonly turnout: readonly TurnoutRow[];
	/** People who may vote and have not; null while that would tell how a small sector votes. */
	readonly missing: number | null;
	/** For facilitators, while the poll is open: how many of the missing have no live connection; absent where any sector does not say so. */
	readonly offline?: number;
	/** Ballots that came after the close, and were refused. */
	readonly late: number;
	/** Closed, and waits for a facilitator to publish the result. */
	readonly unpublished: boolean;
	/** Only once closed (and published, where the card says so), or from the opening on where the card shows results live. */
	readonly tally: Tally | null;
	/** Only of an open (named) vote, and only with its result. */
	readonly ballots: readonly NamedBallot[] | null;
	/** Numbers there are for ballots on paper and for turns at a shared computer; absent where none were given out. */
	readonly slips?: Readonly<Record<SlipWay, number>>;
	/** For facilitators, while the poll is open and takes hands or paper. */
	readonly room?: RoomView;
	/** Once the result shows, where anybody voted other than from a device of their own. */
	readonly breakdown?: Breakdown;
	/** Reasons given with reservations and blocks, by sector, only once closed. */
	readonly reasons: readonly {
		readonly sector: SectorId;
		readonly answer: 'reservation' | 'block';
		readonly text: string | null;
	}[];
	readonly cancelledReason: string | null;
}

/** Who votes how in the room, and how far counting has come: never what stands on a ballot. */
export interface RoomView {
	readonly ways: readonly {
		readonly participant: ParticipantId;
		readonly sector: SectorId;
		readonly way: Way | null;
	}[];
	readonly hands: readonly {
		readonly sector: SectorId;
		/** Waits for somebody of another sector. */
		readonly entered: HandCount | null;
		readonly confirmed: HandCount | null;
	}[];
	/** In the order of their numbers. A turn at a shared computer says nothing of whether it was used: that would tell who has voted. */
	readonly slips: readonly {
		readonly number: number;
		readonly way: SlipWay;
		readonly sector: SectorId;
		readonly state: 'given-out' | 'read-once' | 'read-differently' | 'counts';
	}[];
}

/** Hands that wait for me, as somebody of another sector, to confirm them. */
export interface HandsToConfirm extends HandCount {
	readonly poll: PollId;
	readonly sector: SectorId;
}

export interface TurnoutRow {
	readonly sector: SectorId;
	readonly eligible: number;
	/** null in a small sector (fewer than five) while the poll is open and not all of it has voted. */
	readonly voted: number | null;
	/** For facilitators, while the poll is open: how many have not voted and have no live connection; never of a sector of fewer than five. */
	readonly offline?: number;
}

export interface NamedBallot {
	readonly participant: ParticipantId;
	/** null once erased. */
	readonly name: string | null;
	readonly sector: SectorId;
	readonly choice: CastChoice;
}

export interface CommitmentView {
	readonly id: CommitmentId;
	readonly title: string;
	readonly status: 'draft' | 'proposed' | 'agreed' | 'issued';
	readonly solutions: readonly CardId[];
	readonly version: number;
	readonly locked: boolean;
	readonly proposed: {
		readonly content: TextHash;
		readonly core: FrozenCore;
		readonly at: number;
		readonly openUntil: number;
	} | null;
	readonly signatures: readonly {
		readonly sector: SectorId;
		readonly participant: ParticipantId;
		readonly name: string | null;
		readonly office: string | null;
		readonly organisation: string | null;
		readonly at: number;
		readonly voucher: Voucher['by'];
		/** null: from the person's own sign-in, before there were methods. */
		readonly method: SigningMethod['kind'] | null;
		/** Of a sign-off by code or on paper; null while it waits for one, and does not count. */
		readonly witness: { readonly sector: SectorId; readonly voucher: Voucher['by'] } | null;
		readonly counts: boolean;
		/** Of an autograph: the affiliation of who entered it, whose sector can't witness it. */
		readonly enteredFrom: SectorId | null;
	}[];
	/** What each named institution would take on, and its answer to the proposed text. */
	readonly institutions: readonly InstitutionView[];
	/** Required sectors that have not signed this version. */
	readonly missingSectors: readonly SectorId[];
	/** Latest round on this version, if any. */
	readonly round: PollId | null;
	readonly issueRequested: { readonly by: ParticipantId; readonly at: number } | null;
	/** The last version that was issued; it stays in force while another is on its way. */
	readonly issued: {
		readonly at: number;
		readonly url: string;
		readonly record: TextHash;
		readonly version: number;
		readonly isWithdrawal: boolean;
		/** What can be followed one by one, by the last route that was published. */
		readonly lines: readonly LineOfAction[];
	} | null;
	/** A new version, or the withdrawal, that is on its way. */
	readonly amending: { readonly kind: Amends['kind']; readonly reason: string; readonly at: number } | null;
	/** A fe de erratas, or a route, that waits for its witness. */
	readonly requested: {
		readonly by: ParticipantId;
		readonly at: number;
		readonly content: TextHash;
		readonly note: RequestedNote;
	} | null;
}

export interface InstitutionView extends InstitutionTerms {
	readonly id: InstitutionId;
	readonly sector: SectorId;
	readonly answer: {
		readonly is: InstitutionAnswer;
		readonly at: number;
		/** Reservations, or why it declines. */
		readonly reason: string | null;
		/** Who spoke for it; null without consent to be named. */
		readonly name: string | null;
		readonly office: string | null;
	} | null;
}

export interface MyPart {
	/** Moves with the table's revision and with one's own ballots; answers to commands name it. */
	readonly seq: number;
	/** Server's clock when this part was cut (milliseconds); timers count from it. */
	readonly now: number;
	readonly id: ParticipantId;
	readonly name: string;
	readonly organisation: string;
	readonly role: Role;
	readonly sector: SectorId | null;
	readonly seat: { readonly sector: SectorId; readonly voucher: Voucher['by'] } | null;
	readonly seatOffer: SectorId | null;
	readonly present: boolean;
	readonly handsToConfirm?: readonly HandsToConfirm[];
	/** Seats offered in my sector that wait for my tap; named to me whatever the rules show, or I could not vouch. */
	readonly seatsToConfirm: readonly { readonly participant: ParticipantId; readonly name: string }[];
	/** Proposed for convening my sector; they wait for my tap. */
	readonly convenersToConfirm: readonly { readonly participant: ParticipantId; readonly name: string }[];
	/** As a convener: my sector, the seats that links may still be made for, and my links, newest first. */
	readonly convening: {
		readonly sector: SectorId;
		readonly free: number;
		readonly links: readonly SeatLinkView[];
	} | null;
	/** As a shared computer: the people named on it. */
	readonly named: readonly {
		readonly participant: ParticipantId;
		readonly name: string;
		readonly sector: SectorId | null;
		readonly isSeated: boolean;
		readonly present: boolean;
	}[];
	/** Those who came with me, named to me whatever the rules show. */
	readonly companions: readonly CompanionView[];
	/** A facilitator who has not yet declared an affiliation is asked to. */
	readonly affiliationDeclared: boolean;
	/** Facilitators: who was stopped lately, taking away too much of what others made within a minute; oldest first. */
	readonly stopped: readonly StoppedView[];
	readonly mayWriteBoard: Verdict;
	readonly mayWriteDrafts: Readonly<Record<CommitmentId, Verdict>>;
	/** My ballots that count now, and whether I am eligible, per open poll. */
	readonly ballots: Readonly<Record<PollId, MyBallot>>;
	readonly leading: MyLeading;
}

export interface StoppedView {
	readonly at: number;
	readonly participant: ParticipantId;
	/** null once erased. */
	readonly name: string | null;
	/** The draft; null for the board. */
	readonly commitment: CommitmentId | null;
}

export type Verdict =
	| { readonly ok: true }
	| {
			readonly ok: false;
			readonly code: RefusalCode;
			readonly lock: { readonly by: string; readonly at: number; readonly reason: string } | null;
	  };

export interface MyBallot {
	readonly eligible: boolean;
	/** null in a secret vote: only the device that cast it knows what I chose. */
	readonly choice: CastChoice | null;
	/** Secret votes only: I have a ballot that counts. */
	readonly hasVoted?: boolean;
	/** I vote in another way than from here: a facilitator noted it. */
	readonly way?: Way;
	/** In which order I see the options: another for everybody, so that what stands first gains nothing from it. */
	readonly order: readonly OptionId[];
}

/** What the join page shows before anybody joins; no names. */
export interface JoinInfo {
	readonly id: WorkshopId;
	readonly title: string;
	readonly theme: string;
	readonly example: boolean;
	readonly language: 'es' | 'en';
	readonly sectors: readonly {
		readonly id: SectorId;
		readonly label: string;
		readonly letter: string;
		readonly shape: TableRules['sectors'][number]['shape'];
		readonly tone: TableRules['sectors'][number]['tone'];
	}[];
	readonly namesShown: TableRules['namesShown'];
	readonly operator: OperatorNotice;
	/** Where the visitor already takes part, their table. */
	readonly alreadyIn: boolean;
}

export interface OperatorNotice {
	/** Who runs this server; null where the operator has not said. */
	readonly operator: string | null;
	/** Days after a table's last activity until names, organisations and codes are erased. */
	readonly retentionDays: number;
}

export interface TablePreset {
	readonly id: 'stt-federal' | 'jalisco' | 'zacatecas';
	readonly rules: TableRules;
	readonly labels: RuleLabels;
	readonly agenda: AgendaTemplate;
}
