import type { AnnotationBody } from '#domain/annotation.ts';
import type {
	AttendanceMeans,
	CompanionKind,
	InvitationChannel,
	LockTarget,
	QuorumCount,
	Role,
	UndoneCounts,
	Voucher,
} from '#domain/events.ts';
import type { CommitmentId, FileHash, ParticipantId, PhaseId, SectorId, SessionId } from '#domain/ids.ts';
import type { ScanSubject } from '#domain/record-events.ts';
import type { SlipWay, Way } from '#domain/room-votes.ts';
import type { RuleLabels, TableRules } from '#domain/rules.ts';
import type { SigningMethod } from '#domain/signing.ts';
import type { Amends, FrozenTree, TableSetup } from '#domain/texts.ts';
import type { CommitmentView, PhaseView, PollView, SessionView } from './view.ts';

/** The minutes of one session, read out of the log: GET /api/workshops/<id>/record?session=<id> (default: the latest). */
export interface MinutesData {
	readonly workshop: { readonly id: string; readonly setup: TableSetup; readonly example: boolean };
	readonly session: SessionView;
	readonly sessions: readonly {
		readonly id: SessionId;
		readonly openedAt: number;
		readonly closedAt: number | null;
	}[];
	readonly generatedAt: number;
	/** The table's chain when the minutes were made. */
	readonly head: { readonly seq: number; readonly hash: string };
	readonly rules: { readonly rules: TableRules; readonly labels: RuleLabels; readonly adoptedAt: number | null };
	readonly agenda: readonly PhaseView[];
	readonly attendance: readonly AttendanceEntry[];
	readonly quorum: QuorumCount;
	/** Who was invited to this session, by whom, when and how; null names where the table's rules hide them. */
	readonly convocation: readonly InvitedEntry[];
	/** What happened at the table between the session before and this one, in order. */
	readonly before: readonly MinuteAct[];
	/** Method acts and what changed at the table, in order; every sentence has a person who acted. */
	readonly acts: readonly MinuteAct[];
	/** Comments made in this session, in numbers: the words stand where they were said, and their authors can erase them. */
	readonly talked: { readonly begun: number; readonly answers: number; readonly settled: number };
	/** Polls opened or closed in this session. */
	readonly polls: readonly PollView[];
	/** Exceptions to the table's rules, each with its written reason (D6). */
	readonly exceptions: readonly {
		readonly at: number;
		readonly by: string;
		readonly about: 'poll' | 'issue';
		readonly of: string;
		readonly reason: string;
	}[];
	readonly commitments: readonly CommitmentView[];
	readonly chosen: readonly string[];
	readonly tree: FrozenTree;
	/** Beside the minutes, oldest first: added while the session was open or since. */
	readonly notes: readonly MinutesNote[];
	/** Whether whoever reads this may add a note. */
	readonly mayNote: boolean;
	/** Scanned sheets about this session, or about a vote or a commitment of it, oldest first. */
	readonly scans: readonly ScanView[];
	/** Whether whoever reads this may put a scan on the record. */
	readonly mayScan: boolean;
}

export interface ScanView {
	readonly at: number;
	/** null where the table's rules hide names, or the person was erased. */
	readonly name: string | null;
	readonly sector: SectorId | null;
	readonly file: FileHash;
	readonly about: ScanSubject;
	/** The vote's question, or the commitment's title; null for the minutes of the session. */
	readonly of: string | null;
}

export interface MinutesNote {
	readonly at: number;
	/** null where the table's rules hide names, or the person was erased. */
	readonly name: string | null;
	readonly sector: SectorId | null;
	/** null where its author had it erased. */
	readonly text: string | null;
}

export interface AttendanceEntry {
	readonly participant: ParticipantId;
	/** null where the table's rules hide names or the person was erased. */
	readonly name: string | null;
	readonly organisation: string | null;
	readonly role: Role;
	readonly sector: SectorId | null;
	readonly seat: { readonly sector: SectorId; readonly voucher: Voucher['by'] } | null;
	readonly means: AttendanceMeans;
	/** Who noted it, where it was not the person. */
	readonly by: string | null;
	/** Has come by no device of their own. */
	readonly withoutDevice: boolean;
	/** Who came with the person, by consent; null where the rules hide names. */
	readonly companions: readonly { readonly kind: CompanionKind; readonly name: string | null }[];
	readonly from: number;
	/** null while present, or until the session closed. */
	readonly until: number | null;
	/** A facilitator's declared affiliation. */
	readonly affiliation: { readonly sector: SectorId | null; readonly note: string } | null;
}

export interface InvitedEntry {
	readonly sector: SectorId | null;
	readonly channel: InvitationChannel;
	readonly name: string | null;
	readonly organisation: string | null;
	readonly by: string | null;
	/** ISO date. */
	readonly on: string | null;
}

export type MinuteAct = { readonly at: number; readonly by: string } & (
	| {
			readonly act:
				| 'session.opened'
				| 'session.closed'
				| 'workshop.archived'
				| 'joining.opened'
				| 'joining.closed'
				| 'timer.started'
				| 'timer.stopped'
				| 'workshop.created'
				| 'workshop.described'
				| 'rules.drafted'
				| 'participant.erased'
				| 'facilitator.resumed'
				| 'timer.extended'
				| 'agenda.edited';
	  }
	| {
			readonly act: 'wording.proposed' | 'wording.reopened';
			/** As it was proposed, or as the card reads in `tree`; null where it is gone. */
			readonly text: string | null;
	  }
	| {
			readonly act: 'cards.revealed';
			/** By their author; otherwise by whoever facilitates. */
			readonly isOwn: boolean;
			readonly count: number;
	  }
	| { readonly act: 'cards.returned'; readonly reason: string | null }
	/** `person` is null where the rules hide names, and for somebody who is in the room alone. */
	| { readonly act: 'floor.given'; readonly person: string | null; readonly sector: SectorId | null }
	| { readonly act: 'phase.moved'; readonly to: PhaseId }
	| {
			readonly act: 'lock.set' | 'lock.lifted';
			readonly target: LockTarget;
			/** The commitment's title, or the card's text as it reads in `tree`; null for the board, and for a card that is gone. */
			readonly title: string | null;
			readonly reason: string | null;
	  }
	| {
			readonly act: 'acts.undone';
			/** Whose acts; null where the rules hide names. */
			readonly person: string | null;
			readonly from: number;
			/** The draft's title; null for the board. */
			readonly title: string | null;
			readonly undone: UndoneCounts;
			readonly reason: string | null;
	  }
	| {
			readonly act: 'seat.granted';
			readonly person: string | null;
			readonly sector: SectorId;
			readonly voucher: Voucher['by'];
	  }
	| { readonly act: 'seat.offered'; readonly person: string | null; readonly sector: SectorId }
	| {
			readonly act: 'participant.entered';
			readonly person: string | null;
			readonly sector: SectorId;
			/** On a shared computer, by those who use it. */
			readonly isOnDevice: boolean;
	  }
	| { readonly act: 'participant.code-given' | 'participant.claimed'; readonly person: string | null }
	| {
			readonly act: 'convener.offered' | 'convener.offer-withdrawn' | 'convener.named' | 'convener.dismissed';
			readonly person: string | null;
			readonly sector: SectorId;
			readonly reason: string | null;
	  }
	| {
			readonly act: 'session.planned' | 'session.called-off';
			readonly title: string;
			readonly date: string;
			readonly reason: string | null;
	  }
	| { readonly act: 'poll.opened' | 'poll.closed'; readonly question: string }
	| { readonly act: 'seat.released'; readonly person: string | null; readonly reason: string | null }
	| {
			readonly act: 'participant.removed' | 'participant.readmitted';
			readonly person: string | null;
			readonly reason: string | null;
	  }
	| { readonly act: 'facilitator.affiliated'; readonly sector: SectorId | null; readonly note: string }
	| { readonly act: 'rules.adopted'; readonly version: number }
	| { readonly act: 'poll.cancelled'; readonly question: string; readonly reason: string | null }
	| { readonly act: 'poll.extended'; readonly question: string; readonly closesAt: number }
	| {
			readonly act: 'poll.ways-set';
			readonly question: string;
			readonly way: Way | null;
			readonly people: number;
	  }
	| {
			readonly act: 'poll.hands-entered';
			readonly question: string;
			readonly sector: SectorId;
			readonly people: number;
	  }
	| { readonly act: 'poll.hands-confirmed'; readonly question: string; readonly sector: SectorId }
	| {
			readonly act: 'poll.slips-issued';
			readonly question: string;
			readonly way: SlipWay;
			readonly sector: SectorId;
			readonly count: number;
	  }
	| { readonly act: 'poll.published'; readonly question: string }
	/** A practice vote, which decided nothing and of which nothing is kept. */
	| { readonly act: 'poll.discarded'; readonly question: string; readonly ballots: number }
	| {
			readonly act:
				| 'commitment.started'
				| 'commitment.titled'
				| 'commitment.proposed'
				| 'commitment.reopened'
				| 'commitment.amendment-dropped'
				| 'commitment.agreed'
				| 'commitment.issue-requested'
				| 'commitment.issued';
			readonly commitment: CommitmentId;
			readonly title: string;
			readonly reason: string | null;
	  }
	| {
			readonly act: 'commitment.amending';
			readonly commitment: CommitmentId;
			readonly kind: Amends['kind'];
			readonly title: string;
			readonly reason: string;
	  }
	| {
			readonly act: 'annotation.requested' | 'commitment.annotated';
			readonly commitment: CommitmentId;
			readonly kind: AnnotationBody['kind'];
			readonly title: string;
	  }
	| {
			readonly act: 'commitment.signed';
			readonly commitment: CommitmentId;
			readonly title: string;
			readonly sector: SectorId;
			readonly person: string | null;
			/** null: from the person's own sign-in, before there were methods. */
			readonly method: SigningMethod['kind'] | null;
	  }
	| {
			readonly act: 'commitment.signature-witnessed';
			readonly commitment: CommitmentId;
			readonly title: string;
			/** The witness's. */
			readonly sector: SectorId;
			/** Who signed. */
			readonly person: string | null;
	  }
	| { readonly act: 'signing-key.offered' | 'signing-key.ended'; readonly words: string }
	| {
			readonly act: 'signing-key.confirmed';
			/** Whose key it is. */
			readonly person: string | null;
			/** Of who confirmed it. */
			readonly sector: SectorId;
			readonly words: string;
	  }
);

/** GET /api/commitments/<id>, public: every issued version, oldest first, each as the exact bytes that were signed. */
export interface PublicCommitment {
	readonly commitment: CommitmentId;
	readonly versions: readonly {
		readonly version: number;
		/** Canonical JSON of an `IssuedRecord` (src/domain/record.ts). */
		readonly record: string;
		/** SHA-256 of its bytes. */
		readonly hash: string;
		readonly signature: string;
		readonly key: string;
		readonly publicKey: string;
		readonly issuedAt: number;
	}[];
}
