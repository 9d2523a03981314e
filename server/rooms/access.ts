import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentFacts, DocumentTarget, Lock, WriteOperation, WriteVerdict } from '#domain/permissions.ts';
import type { LockNotice, PresenceIdentity } from '#protocol/sync.ts';

/** `removed`: not of the table, or no longer. `unknown`: the table has no such document. */
export type ReadVerdict = 'yes' | 'removed' | 'unknown';

/**
 * What the documents lane asks the decisions lane. `server/workshops` answers for a table that it has loaded, at once and
 * from its present state, so that the order of commands and edits is the order in which this process met them. A table with
 * a subscription stays loaded.
 */
export interface Access {
	/** The epoch under which this process owns the table; throws where it does not own it. */
	epoch(workshop: WorkshopId): number;
	mayRead(workshop: WorkshopId, participant: ParticipantId, target: DocumentTarget): ReadVerdict;
	/**
	 * `mayWrite` of the domain for a person of the table; an empty `path` asks for the document as a whole. A finer question
	 * brings the facts of the document that it is about.
	 */
	verdict(
		workshop: WorkshopId,
		participant: ParticipantId,
		operation: WriteOperation,
		target: DocumentTarget,
		path: readonly string[],
		facts?: DocumentFacts,
	): WriteVerdict;
	/** A lock as people read it: who by name, when, why. */
	lockNotice(workshop: WorkshopId, lock: Lock): LockNotice;
	/** How the others see this person; it follows the table's rule on names. */
	identity(workshop: WorkshopId, participant: ParticipantId): PresenceIdentity;
	/** Whether this person facilitates now. */
	facilitates(workshop: WorkshopId, participant: ParticipantId): boolean;
	/**
	 * Calls back after each append, before anything else runs: a lock holds for the next message. The callback must not throw.
	 * Returns the end of the subscription.
	 */
	onChange(workshop: WorkshopId, callback: () => void): () => void;
}
