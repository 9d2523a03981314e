import type { LockTarget, Role } from './events.ts';
import type { CommitmentId, ParticipantId, RecordRef } from './ids.ts';
import type { Phase } from './agenda.ts';
import type { RefusalCode } from './refusals.ts';

/** Where in the documents lane somebody wants to write. An empty `path` asks for the document as a whole. */
export type DocumentTarget =
	| { readonly document: 'board' }
	| { readonly document: 'draft'; readonly commitment: CommitmentId }
	| { readonly document: 'own'; readonly participant: ParticipantId };

export type WriteOperation = 'insert' | 'set' | 'delete';

export interface Lock {
	readonly target: LockTarget;
	readonly by: ParticipantId;
	/** Milliseconds. */
	readonly at: number;
	readonly reason: RecordRef;
}

export interface Writer {
	readonly id: ParticipantId;
	readonly role: Role;
	readonly removed: boolean;
}

/** What the decisions lane says of a document: open to drafting, or closed with the state of its commitment. */
export interface WriteContext {
	readonly phase: Phase;
	readonly locks: readonly Lock[];
	readonly archived: boolean;
	/** Commitments whose text is still a draft; a proposed, agreed or issued one takes no edit. */
	readonly drafts: ReadonlySet<CommitmentId>;
}

export type WriteVerdict =
	{ readonly ok: true } | { readonly ok: false; readonly code: RefusalCode; readonly lock?: Lock };

const NO = (code: RefusalCode, lock?: Lock): WriteVerdict =>
	lock === undefined ? { ok: false, code } : { ok: false, code, lock };

/**
 * The one answer to "may this person write there, now?". The UI disables by it and the gate enforces it (design §6).
 * Today it answers for a document as a whole; `operation` and `path` are part of the question so that the answer can become
 * finer without changing who asks.
 */
export function mayWrite(
	person: Writer,
	operation: WriteOperation,
	target: DocumentTarget,
	path: readonly string[],
	context: WriteContext,
): WriteVerdict {
	void operation;
	void path;
	if (context.archived) return NO('workshop.archived');
	if (person.removed) return NO('participant.removed');
	if (person.role === 'observer') return NO('role.observer');
	switch (target.document) {
		case 'board': {
			const lock = context.locks.find((held) => held.target.kind === 'board');
			if (lock) return NO('lock.held', lock);
			return context.phase.writes.cards.length > 0 ? { ok: true } : NO('phase.closed');
		}
		case 'draft': {
			if (!context.drafts.has(target.commitment)) return NO('commitment.not-draft');
			const lock = context.locks.find(
				(held) => held.target.kind === 'draft' && held.target.commitment === target.commitment,
			);
			if (lock) return NO('lock.held', lock);
			const { draftCore, draftRoute } = context.phase.writes;
			return draftCore || draftRoute ? { ok: true } : NO('phase.closed');
		}
		case 'own':
			return NO('phase.closed');
	}
}
