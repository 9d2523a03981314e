import type { SessionId } from './ids.ts';

/** What a person may add beside the minutes of a session. */
export type RecordCommand = { readonly type: 'noteRecord'; readonly session: SessionId; readonly text: string };
