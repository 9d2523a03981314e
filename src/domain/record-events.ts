import type { CommitmentId, FileHash, PollId, RecordRef, SessionId } from './ids.ts';

/** What was signed or filled in on paper: the minutes of a session, a commitment, or the ballots of a vote. */
export type ScanSubject =
	| { readonly kind: 'session'; readonly session: SessionId }
	| { readonly kind: 'commitment'; readonly commitment: CommitmentId }
	| { readonly kind: 'poll'; readonly poll: PollId };

/** What people add beside the minutes of a session; the minutes themselves are read out of the rest of the log. */
export type RecordEvent =
	/** The actor added a note to the minutes of `session`, held now or over. */
	| { readonly type: 'record.noted'; readonly session: SessionId; readonly text: RecordRef }
	/** The actor scanned a sheet of paper: `file` is the SHA-256 of the scan, which is kept nowhere here. */
	| { readonly type: 'scan.logged'; readonly file: FileHash; readonly about: ScanSubject };
