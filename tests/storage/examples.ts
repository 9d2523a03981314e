import { createHash, randomBytes } from 'node:crypto';
import type { PrimaryRecord } from '../../src/domain/decision.ts';
import {
	idFromBytes,
	type ParticipantId,
	type PhaseId,
	type PollId,
	type RecordRef,
	type TextHash,
	type WorkshopId,
} from '../../src/domain/ids.ts';
import type { IssuedRow, KeptBoard, LogAppend, StoredEvent, WorkshopSummary } from '../../server/storage/storage.ts';

/** Rows such as the rest of the house stores, with only what a storage test looks at. */
const id = (): string => idFromBytes(randomBytes(20));
export const newWorkshop = (): WorkshopId => id() as WorkshopId;
export const newParticipant = (): ParticipantId => id() as ParticipantId;
export const newPoll = (): PollId => id() as PollId;
export const newPrincipal = (): string => id();

export const sha256 = (...parts: (Uint8Array | string)[]): string => {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest('hex');
};

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const AT = 1_700_000_000_000;
export const NO_HASH = '0'.repeat(64);

export function event(workshop: WorkshopId, seq: number, bytes: Uint8Array = bytesOf(`{"seq":${seq}}`)): StoredEvent {
	const prev = seq === 1 ? NO_HASH : sha256(`before ${seq}`);
	return { workshop, seq, bytes, prev, hash: sha256(Buffer.from(prev, 'hex'), bytes), at: AT + seq };
}

export function text(value: string) {
	return { hash: sha256(value) as TextHash, text: value };
}

export function person(participant: ParticipantId, bytes = bytesOf('{"name":"Ana"}')): PrimaryRecord {
	return { kind: 'person', participant, ...salted(bytes) };
}

export function statement(participant: ParticipantId, bytes = bytesOf('"por ruido"')): PrimaryRecord {
	return { kind: 'statement', participant, use: 'reason', ...salted(bytes) };
}

export function ballot(participant: ParticipantId, poll = newPoll(), bytes = bytesOf('{"n":1}')): PrimaryRecord {
	return { kind: 'ballot', participant, poll, ...salted(bytes) };
}

function salted(bytes: Uint8Array) {
	const salt = Uint8Array.from(randomBytes(16));
	return { ref: sha256(salt, bytes) as RecordRef, salt, bytes };
}

export function summary(workshop: WorkshopId, change: Partial<WorkshopSummary> = {}): WorkshopSummary {
	return {
		workshop,
		title: 'Brecha salarial',
		status: 'open',
		example: false,
		rulesAdopted: false,
		createdAt: AT,
		changedAt: AT,
		...change,
	};
}

export function issued(workshop: WorkshopId, commitment: string, version = 1): IssuedRow {
	const bytes = `{"commitment":"${commitment}","text":"Reducción de la brecha"}`;
	return {
		commitment,
		version,
		workshop,
		record: sha256(bytes) as TextHash,
		bytes,
		key: 'a1b2c3d4e5f60718',
		publicKey: 'ab'.repeat(32),
		signature: 'cd'.repeat(64),
		at: AT,
	};
}

/** A board that was kept with the event of that number. */
export function board(seq: number, bytes: Uint8Array = bytesOf('the board')): KeptBoard {
	return { seq, at: AT + seq, phase: 'p3' as PhaseId, ended: 'phase', hash: sha256(bytes), bytes };
}

/** An append of event 1 alone, unless told otherwise. */
export function append(workshop: WorkshopId, epoch: number, change: Partial<LogAppend> = {}): LogAppend {
	return {
		workshop,
		epoch,
		events: [event(workshop, 1)],
		texts: [],
		records: [],
		memberships: [],
		summary: summary(workshop),
		...change,
	};
}
