import type * as Y from 'yjs';
import { documentName } from '#board/document-names.ts';
import { undoActs } from '#board/undo-acts.ts';
import type { UndoneChange } from '#board/undo-changes.ts';
import type { ParticipantId } from '#domain/ids.ts';
import type { StoredDocument, UpdateBatch } from '../storage/storage.ts';
import type { RoomKey, RoomsDeps } from './deps.ts';
import { ACTS_MERGED_MS } from './limits.ts';

/** One person's acts in one document since a moment. Times are milliseconds. */
export interface ActsOf {
	readonly participant: ParticipantId;
	readonly from: number;
	/** Periods of their acts that were undone before; both ends in them. */
	readonly undone: readonly { readonly from: number; readonly until: number }[];
	/** Where undoing may reach in this document, as it stands; `path`: root, id, key. */
	readonly mayTouch: (doc: Y.Doc) => (path: readonly string[]) => boolean;
	/** Who undoes them. */
	readonly by: ParticipantId;
}

export interface Undoing {
	readonly changes: readonly UndoneChange[];
	/** Acts at or before this time can no more be told apart. */
	readonly folded: number;
	/** Acts up to this time are covered. */
	readonly until: number;
	/** What brings it about, to be stored together with the decision; null where nothing changes. */
	readonly batch: UpdateBatch | null;
}

/** What undoing the acts changes in a document as it is on disk. `live` is the same document in the room. */
export function undoingOf(
	deps: Pick<RoomsDeps, 'access' | 'clock'>,
	{ workshop, target }: RoomKey,
	stored: StoredDocument,
	live: Y.Doc,
	acts: ActsOf,
): Undoing {
	const isTheirs = (at: number) =>
		at >= acts.from && !acts.undone.some(({ from, until }) => from <= at && at <= until);
	const log = stored.updates.map(({ bytes, participant, at }) => ({
		bytes,
		at,
		isTheirs: participant === acts.participant && isTheirs(at),
	}));
	const { update, changes } = undoActs(
		{ document: target.document, snapshot: stored.snapshot, acts: log },
		{
			mayTouch: acts.mayTouch(live),
			taken: new Set(stored.claims.map(({ clientId }) => clientId)),
			slack: ACTS_MERGED_MS,
		},
	);
	const until = Math.max(deps.clock(), stored.updates.at(-1)?.at ?? 0);
	const batch: UpdateBatch | null = update && {
		workshop,
		epoch: deps.access.epoch(workshop),
		document: documentName(target),
		updates: [{ bytes: update, participant: acts.by, at: until }],
		claims: [],
	};
	return { changes, folded: stored.snapshotUntil, until, batch };
}
