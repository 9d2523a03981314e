import type { Signatory } from './commands.ts';
import type { CommitmentId, InstitutionId, ParticipantId, RecordRef, SectorId, TextHash } from './ids.ts';

/** What an institution that a commitment names would take on: a table text, as the table wrote it. */
export interface InstitutionTerms {
	readonly name: string;
	readonly role: 'lead' | 'supporting';
	/** What of the commitment it would accept. */
	readonly accepts: string;
	/** By which norm it may. */
	readonly powers: string;
	readonly budget: string;
	/** ISO date until when it can sign, as it said; null where it has not. */
	readonly until: string | null;
}

export const INSTITUTION_ANSWERS = ['accepts', 'accepts-with-reservations', 'declines'] as const;
export type InstitutionAnswer = (typeof INSTITUTION_ANSWERS)[number];

export type InstitutionCommand =
	| {
			readonly type: 'nameInstitution';
			readonly commitment: CommitmentId;
			/** null for one that is not named yet. */
			readonly institution: InstitutionId | null;
			/** Whose seated people speak for it. */
			readonly sector: SectorId;
			readonly terms: InstitutionTerms;
	  }
	| { readonly type: 'dropInstitution'; readonly commitment: CommitmentId; readonly institution: InstitutionId }
	| {
			readonly type: 'answerForInstitution';
			readonly commitment: CommitmentId;
			readonly institution: InstitutionId;
			/** Hash of the proposed text that it answers. */
			readonly content: TextHash;
			readonly answer: InstitutionAnswer;
			/** Its reservations, or why it declines; '' where it accepts. */
			readonly reason: string;
			readonly signatory: Signatory;
	  };

export type InstitutionEvent =
	| {
			readonly type: 'institution.named';
			readonly commitment: CommitmentId;
			readonly institution: InstitutionId;
			readonly sector: SectorId;
			/** Hash of its terms. */
			readonly terms: TextHash;
	  }
	| { readonly type: 'institution.dropped'; readonly commitment: CommitmentId; readonly institution: InstitutionId }
	| {
			readonly type: 'institution.answered';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
			readonly institution: InstitutionId;
			readonly answer: InstitutionAnswer;
			readonly reason: RecordRef | null;
			/** Who spoke for it: a statement, with its consent. */
			readonly signatory: RecordRef;
	  };

export interface InstitutionState {
	readonly id: InstitutionId;
	readonly sector: SectorId;
	readonly terms: TextHash;
	/** On the text that is proposed now; a fresh proposal asks again. */
	readonly answer: {
		readonly is: InstitutionAnswer;
		readonly by: ParticipantId;
		readonly at: number;
		readonly reason: RecordRef | null;
		readonly signatory: RecordRef;
	} | null;
}
