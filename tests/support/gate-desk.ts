import * as Y from 'yjs';
import type { Phase } from '#domain/agenda.ts';
import { CARD_KINDS } from '#domain/cards.ts';
import type { CommitmentId, ParticipantId, PhaseId, RecordRef } from '#domain/ids.ts';
import { mayWrite, type DocumentTarget, type Lock } from '#domain/permissions.ts';
import { ROOTS } from '#board/roots.ts';
import { Claims } from '../../server/rooms/gate/claims.ts';
import { Gate, type GateAnswer } from '../../server/rooms/gate/gate.ts';
import { updateOf } from './raw-client.ts';

export const DRAFT = 'd'.repeat(20) as CommitmentId;
export const A_BOARD: DocumentTarget = { document: 'board' };
export const A_DRAFT: DocumentTarget = { document: 'draft', commitment: DRAFT };

/** A phase in which everybody may write everything. */
export const OPEN_PHASE: Phase = {
	id: 'p1' as PhaseId,
	kind: 'causes',
	writes: { cards: CARD_KINDS, links: true, drawings: true, draftCore: true, draftRoute: true },
	durationMs: 60_000,
};

/** People are named by their id, padded to its length: `ana` is `ana22222222222222222`. */
export const person = (name: string) => name.padEnd(20, '2') as ParticipantId;

/** Lucía has closed it. */
export const lockOn = (target: Lock['target']): Lock => ({
	target,
	by: person('lucia'),
	at: 1,
	reason: 'f'.repeat(64) as RecordRef,
});

/** One document behind its gate, without sockets or disk: edits are handed in, and applied as far as they pass. */
export class GateDesk {
	readonly doc = new Y.Doc();
	readonly claims: Claims;
	readonly gate: Gate;
	readonly target: DocumentTarget;
	phase: Phase = OPEN_PHASE;
	locks: readonly Lock[] = [];
	readonly observers = new Set<ParticipantId>();
	readonly facilitators = new Set<ParticipantId>();
	bytesLeft = Infinity;
	now = 1;
	#nextClient = 1_000;

	constructor(target: DocumentTarget = A_BOARD) {
		this.target = target;
		for (const root of ROOTS[target.document]) this.doc.getMap(root);
		this.claims = new Claims(
			[],
			(id) => id === this.doc.clientID,
			(id) => Y.getState(this.doc.store, id) > 0,
		);
		this.gate = new Gate(this.doc, target, this.claims);
	}

	/** A copy as a client has it, under an id that is nobody's yet. */
	copy(): Y.Doc {
		const copy = new Y.Doc();
		copy.clientID = this.#nextClient++;
		for (const root of ROOTS[this.target.document]) copy.getMap(root);
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc));
		return copy;
	}

	/** Hands in an update; what passes is applied. */
	take(update: Uint8Array, name = 'ana'): GateAnswer {
		const participant = person(name);
		const isFacilitator = this.facilitators.has(participant);
		const role = isFacilitator ? 'facilitator' : this.observers.has(participant) ? 'observer' : 'guest';
		const answer = this.gate.judge(update, {
			participant,
			now: this.now,
			bytesLeft: this.bytesLeft,
			mayWrite: (operation, path, facts) =>
				mayWrite({ id: participant, role, removed: false }, operation, this.target, path, {
					phase: this.phase,
					locks: this.locks,
					archived: false,
					drafts: new Set([DRAFT]),
					routes: new Set([DRAFT]),
					...facts,
				}),
		});
		if (answer.is === 'passed') {
			Y.applyUpdate(this.doc, answer.update);
			const { pendingStructs, pendingDs } = this.doc.store;
			if (pendingStructs !== null || pendingDs !== null) throw new Error('something waits in the document');
		}
		return answer;
	}

	/** Somebody changes a copy that is up to date, and sends that. */
	edit(change: (doc: Y.Doc) => void, name = 'ana'): GateAnswer {
		return this.take(updateOf(this.copy(), change), name);
	}

	/** The same in several transactions, sent as one update. */
	editInSteps(change: (doc: Y.Doc) => void, name = 'ana'): GateAnswer {
		const copy = this.copy();
		const before = Y.encodeStateVector(copy);
		change(copy);
		return this.take(Y.encodeStateAsUpdate(copy, before), name);
	}

	/** Writes past the gate, as the server does. */
	seed(change: (doc: Y.Doc) => void): void {
		change(this.doc);
	}

	content(root: string): unknown {
		return this.doc.getMap(root).toJSON();
	}
}

/** `passed`, or the code with which all or a part was refused, or the close code. */
export function told(answer: GateAnswer): string | number {
	switch (answer.is) {
		case 'known':
			return 'known';
		case 'passed':
			return answer.refused === null ? 'passed' : `partly ${answer.refused.code}`;
		case 'refused':
			return answer.refused.code;
		case 'closed':
			return answer.code;
	}
}
