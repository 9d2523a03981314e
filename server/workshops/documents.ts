import type * as Y from 'yjs';
import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';

/** What the decisions lane asks of the documents lane; `server/main.ts` wires the rooms to it. */
export interface Documents {
	/**
	 * The freeze (design §3): the document stops accepting, what came in is on disk, `use` reads it and decides; edits go on when
	 * its promise settles. Rejects where the document can't be read or saved.
	 */
	frozen<Result>(workshop: WorkshopId, target: DocumentTarget, use: (doc: Y.Doc) => Promise<Result>): Promise<Result>;
	/** Reads what is on disk. */
	read<Result>(workshop: WorkshopId, target: DocumentTarget, read: (doc: Y.Doc) => Result): Promise<Result>;
	/** The server's own writing, on disk when it resolves. */
	write(workshop: WorkshopId, target: DocumentTarget, write: (doc: Y.Doc) => void): Promise<void>;
	/** Ends a removed or erased person's connections. */
	closePerson(workshop: WorkshopId, participant: ParticipantId): void;
	/** Ends everybody's connections to a table that was erased. */
	closeWorkshop(workshop: WorkshopId): void;
}
