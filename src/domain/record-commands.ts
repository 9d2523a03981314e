import type { FileHash, SessionId } from './ids.ts';
import type { ScanSubject } from './record-events.ts';

/** What a person may add beside the minutes of a session. */
export type RecordCommand =
	| { readonly type: 'noteRecord'; readonly session: SessionId; readonly text: string }
	/** Puts on the record that a scanned sheet was this file; the file itself stays with whoever scanned it. */
	| { readonly type: 'logScan'; readonly file: FileHash; readonly about: ScanSubject };
