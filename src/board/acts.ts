import * as Y from 'yjs';

/**
 * Origins of local transactions. Undo follows ACT and TEXT; updates that come from the server carry their own origin.
 * An act is undone whole; typing is undone by bursts.
 */
export const ACT = { local: 'act' } as const;
export const TEXT = { local: 'text' } as const;
/** Creation, which undo must not take back: see `bear`. */
export const BIRTH = { local: 'birth' } as const;
/** What the server writes as it opens a document. */
export const SEED = { local: 'seed' } as const;

/** One act of one person: undone as one, sent as one. Acts inside another act join it. */
export function act<Result>(doc: Y.Doc, change: () => Result): Result {
	return doc.transact(change, ACT);
}

/**
 * Two transactions: `create` writes the records as gone, `reveal` sets them as present. Undo follows the second only, so
 * undoing a creation marks it gone; had it followed the first, it would delete the record's key, which nobody could revive,
 * and with it whatever others have written inside.
 */
export function bear(doc: Y.Doc, create: () => void, reveal: () => void): void {
	if (doc._transaction !== null)
		throw new Error('a creation can not run inside another transaction: undo would lose it');
	doc.transact(create, BIRTH);
	doc.transact(reveal, ACT);
}

/** True for what this client wrote itself, undo and redo included. */
export function isLocal(origin: unknown): boolean {
	return origin === ACT || origin === TEXT || origin === BIRTH || origin === SEED || origin instanceof Y.UndoManager;
}
