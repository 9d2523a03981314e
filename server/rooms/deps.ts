import type { Logger } from 'pino';
import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import type { CloseCode } from '#protocol/sync.ts';
import type { Storage } from '../storage/storage.ts';
import type { Access } from './access.ts';
import type { AdmissionLimits } from './admission.ts';
import type { RoomsObserver } from './observe.ts';

export type RoomLog = Pick<Logger, 'info' | 'warn' | 'error'>;

/** What the documents lane stands on. Times are milliseconds. */
export interface RoomsDeps {
	readonly storage: Pick<Storage, 'documents'>;
	readonly access: Access;
	/** The present time. */
	readonly clock: () => number;
	readonly log: RoomLog;
	/** Told that another process owns a table now: what this one knows of it is stale. */
	readonly onLost?: (workshop: WorkshopId) => void;
	/** Told that somebody was stopped taking away too much of what others made: whoever facilitates wants to know. */
	readonly onTooMany?: (key: RoomKey, participant: ParticipantId) => void;
	/** Told what happens, for the figures of whoever runs the server; by default nobody is. */
	readonly observe?: RoomsObserver;
	/** Between two appends; 33 by default, two frames at 60 Hz. */
	readonly tickMs?: number;
	/** How long edits may wait for the disk before the room closes and its clients keep them; 5,000 by default. */
	readonly saveWithinMs?: number;
	/** How long a freeze may hold a room; 10,000 by default. */
	readonly freezeMs?: number;
	/** How many come in at once (F20); as in `limits.ts` by default. */
	readonly admission?: AdmissionLimits;
	/** How long a room stays open with nobody in it; 10,000 by default. */
	readonly lingerMs?: number;
}

export interface RoomKey {
	readonly workshop: WorkshopId;
	readonly target: DocumentTarget;
}

/** The document can't be had now; `code` is what a connection that asked for it is told. Trying again may help. */
export class RoomUnavailable extends Error {
	override readonly name = 'RoomUnavailable';
	readonly code: CloseCode;

	constructor(code: CloseCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
