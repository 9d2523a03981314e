/** An edit of this person that was not known to be on the server when it was kept. */
export interface KeptEdit {
	readonly key: number;
	/** The Yjs client id that it was written under, which has to be claimed before it can be sent. */
	readonly clientId: number;
	/** A Yjs update. */
	readonly bytes: Uint8Array;
}

export interface Kept {
	/** The document as the server last had it, as one Yjs update; null where none was kept. */
	readonly copy: Uint8Array | null;
	/** In the order in which they were made. */
	readonly edits: readonly KeptEdit[];
}

/**
 * Where a document's copy and the edits that the server does not have yet outlive the page: the browser's database on a device
 * of one's own, nothing on a shared one. A call that fails rejects, and then nothing of it is kept.
 */
export interface OfflineStore {
	/** What was kept, without the edits of tabs that are open now: those send them themselves. */
	load(): Promise<Kept>;
	/** Keeps edits; resolves with a key for each once they would outlive the page. */
	addEdits(edits: readonly Omit<KeptEdit, 'key'>[]): Promise<readonly number[]>;
	dropEdits(keys: readonly number[]): Promise<void>;
	/** Replaces the copy; null removes it. */
	keepCopy(copy: Uint8Array | null): Promise<void>;
	/** This tab has left the document. */
	close(): void;
}
