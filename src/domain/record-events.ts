import type { RecordRef, SessionId } from './ids.ts';

/** What people add beside the minutes of a session; the minutes themselves are read out of the rest of the log. */
export type RecordEvent =
	/** The actor added a note to the minutes of `session`, held now or over. */
	{ readonly type: 'record.noted'; readonly session: SessionId; readonly text: RecordRef };
