import type { Phase } from '#domain/agenda.ts';
import type { Role } from '#domain/events.ts';
import type { CommitmentId, ParticipantId, RecordRef, WorkshopId } from '#domain/ids.ts';
import { mayWrite, type DocumentFacts, type Lock, type WriteContext } from '#domain/permissions.ts';
import type { PresenceIdentity } from '#protocol/sync.ts';
import type { Access, ReadVerdict } from '../../../server/rooms/access.ts';

export const DRAFT = 'compromiso2222222222' as CommitmentId; // spelt as an id is
export const NO_FACTS: DocumentFacts = { board: null, draft: null };
/** Whose sheet is written in, where it is one. */
export const ANA = 'ana22222222222222222' as ParticipantId;
export const LUCIA = 'lucia222222222222222' as ParticipantId;
export const MALLORY = 'mallory2222222222222' as ParticipantId;

/** The decisions lane of one table: the domain's own rules over a state that the fuzz changes as a facilitator would. */
export class FuzzTable implements Access {
	readonly roles = new Map<ParticipantId, Role>();
	phase: Phase;
	locks: readonly Lock[] = [];
	isArchived = false;
	/** Under which this process owns the table. */
	claimed = 0;
	/** The time of the run: it goes by steps. */
	now = 1_000_000;
	readonly #callbacks = new Set<() => void>();

	constructor(phase: Phase) {
		this.phase = phase;
	}

	/** What a facilitator's act does: the rooms know of it before the next message. */
	change(act: () => void): void {
		act();
		for (const callback of this.#callbacks) callback();
	}

	lock(target: Lock['target']): void {
		const lock: Lock = { target, by: LUCIA, at: 1, reason: 'r' as RecordRef };
		this.change(() => {
			this.locks = [...this.locks, lock];
		});
	}

	writerOf(id: ParticipantId) {
		return { id, role: this.roles.get(id) ?? 'guest', removed: false } as const;
	}

	get context(): Omit<WriteContext, keyof DocumentFacts> {
		return {
			phase: this.phase,
			locks: this.locks,
			archived: this.isArchived,
			drafts: new Set([DRAFT]),
			routes: new Set([DRAFT]),
		};
	}

	epoch(): number {
		return this.claimed;
	}

	/** Also of a sheet of somebody's own, as if a door had been left open: nobody else can write in it even then. */
	mayRead(): ReadVerdict {
		return 'yes';
	}

	verdict: Access['verdict'] = (_workshop, participant, operation, target, path, facts = NO_FACTS) =>
		mayWrite(this.writerOf(participant), operation, target, path, { ...this.context, ...facts });

	facilitates(_workshop: WorkshopId, participant: ParticipantId): boolean {
		return this.writerOf(participant).role === 'facilitator';
	}

	lockNotice(_workshop: WorkshopId, lock: Lock) {
		return { by: 'Lucía', at: lock.at, reason: 'Vamos a votar' };
	}

	identity(_workshop: WorkshopId, participant: ParticipantId): PresenceIdentity {
		return { id: participant, label: null, sector: null };
	}

	onChange(_workshop: WorkshopId, callback: () => void): () => void {
		this.#callbacks.add(callback);
		return () => this.#callbacks.delete(callback);
	}
}
