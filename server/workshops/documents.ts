import type * as Y from 'yjs';
import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import type { Planting } from '../rooms/planting.ts';
import type { Written } from '../rooms/written.ts';
import type { UpdateBatch } from '../storage/storage.ts';
import type { ActsOf, Undoing } from '../rooms/undoing.ts';

/** What the decisions lane asks of the documents lane; `server/main.ts` wires the rooms to it. */
export interface Documents {
	/**
	 * The freeze (design §3): the document stops accepting, what came in is on disk, `use` reads it and decides; edits go on when
	 * its promise settles. Rejects where the document can't be read or saved.
	 */
	frozen<Result>(workshop: WorkshopId, target: DocumentTarget, use: (doc: Y.Doc) => Promise<Result>): Promise<Result>;
	/**
	 * The same, for undoing one person's acts: what it would change is worked out while the document stands still. `use` stores
	 * the batch together with its decision and answers whether it did; then everybody sees it. Where `use` rejects nobody knows
	 * what is on disk, and the document is read afresh.
	 */
	undoing<Result>(
		workshop: WorkshopId,
		target: DocumentTarget,
		acts: ActsOf,
		use: (ahead: Undoing) => Promise<{ readonly result: Result; readonly isStored: boolean }>,
	): Promise<Result>;
	/** What undoing them would change now. */
	undoable(workshop: WorkshopId, target: DocumentTarget, acts: ActsOf): Promise<Undoing>;
	/** Reads what is on disk; `ownerOf` says whose a Yjs client id is, or null for the server's. */
	read<Result>(
		workshop: WorkshopId,
		target: DocumentTarget,
		read: (doc: Y.Doc, ownerOf: (clientId: number) => ParticipantId | null) => Result,
	): Promise<Result>;
	/** How much each person has written in it. */
	written(workshop: WorkshopId, target: DocumentTarget): Promise<Written>;
	/** The server's own writing, on disk when it resolves. */
	write(workshop: WorkshopId, target: DocumentTarget, write: (doc: Y.Doc) => void): Promise<void>;
	/**
	 * The same, for writing in people's names what a decision is about: `plant` says what that would change, and what `use` stored
	 * of it is then shown to everybody.
	 */
	planting<Result>(
		workshop: WorkshopId,
		target: DocumentTarget,
		use: (
			doc: Y.Doc,
			plant: (plantings: readonly Planting[]) => UpdateBatch,
		) => Promise<{ readonly result: Result; readonly stored: UpdateBatch | null }>,
	): Promise<Result>;
	/** Closes a document for good and deletes it: what an erased person wrote for themselves. */
	discard(workshop: WorkshopId, target: DocumentTarget): Promise<void>;
	/** Ends a removed or erased person's connections. */
	closePerson(workshop: WorkshopId, participant: ParticipantId): void;
	/** Ends everybody's connections to a table that was erased, or that another process owns now. */
	closeWorkshop(workshop: WorkshopId, why: 'erased' | 'lost'): void;
}
