import type { FieldKey } from './cards.ts';
import type { CommitmentId, ParticipantId, RecordRef, SuggestionId, TextHash } from './ids.ts';

/** What a person may ask for about another wording of one text of a draft. */
export type SuggestionCommand =
	| {
			readonly type: 'suggest';
			readonly commitment: CommitmentId;
			readonly field: FieldKey;
			/** The text as whoever suggests read it, whole. */
			readonly base: string;
			/** The text as it should read, whole. */
			readonly text: string;
			/** Why; '' for no reason given. */
			readonly why: string;
	  }
	| { readonly type: 'acceptSuggestion'; readonly suggestion: SuggestionId }
	| { readonly type: 'rejectSuggestion'; readonly suggestion: SuggestionId; readonly reason: string }
	| { readonly type: 'withdrawSuggestion'; readonly suggestion: SuggestionId };

export type SuggestionEvent =
	| {
			readonly type: 'suggestion.made';
			readonly suggestion: SuggestionId;
			readonly commitment: CommitmentId;
			readonly field: FieldKey;
			/** Hash of the text that it was written on. */
			readonly base: TextHash;
			/** A statement: `Suggested` as JSON. */
			readonly text: RecordRef;
	  }
	/** Its text stands in the draft from here on: written there in the same transaction. */
	| { readonly type: 'suggestion.accepted'; readonly suggestion: SuggestionId }
	| { readonly type: 'suggestion.rejected'; readonly suggestion: SuggestionId; readonly reason: RecordRef }
	| { readonly type: 'suggestion.withdrawn'; readonly suggestion: SuggestionId };

/** JSON in a suggestion's statement. */
export interface Suggested {
	readonly base: string;
	readonly text: string;
	readonly why: string;
}

export interface SuggestionState {
	readonly id: SuggestionId;
	readonly commitment: CommitmentId;
	readonly field: FieldKey;
	readonly base: TextHash;
	readonly text: RecordRef;
	readonly by: ParticipantId;
	readonly at: number;
	readonly settled: {
		readonly as: 'accepted' | 'rejected' | 'withdrawn';
		readonly by: ParticipantId;
		readonly at: number;
		readonly reason: RecordRef | null;
	} | null;
	/** The table's revision when it last changed: who shows it asks again when that moves. */
	readonly revision: number;
}
