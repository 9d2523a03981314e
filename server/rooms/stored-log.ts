import type { StoredUpdate } from '../storage/storage.ts';
import { bytesOf } from './authors.ts';
import type { FoldCount } from './folder.ts';
import { COMPACT_AFTER_PART, COMPACT_AFTER_UPDATES, COMPACT_AT_LAST } from './limits.ts';
import { foldable } from './retention.ts';

/** How long the stored log of an open document has grown, and so when it is worth folding. */
export class StoredLog {
	/** Stored updates that a fold would do away with, at most; and how many it left the last time. */
	#foldable: number;
	#apart = 0;
	/** Bytes since the last fold. */
	#freshBytes: number;
	#isFolding = false;
	readonly #fold: () => Promise<FoldCount>;

	/** `updates`: the log as it was loaded at `now`. `fold` folds it on disk. */
	constructor(updates: readonly StoredUpdate[], now: number, fold: () => Promise<FoldCount>) {
		this.#foldable = foldable(updates, now);
		this.#freshBytes = bytesOf(updates);
		this.#fold = fold;
	}

	/** These are on disk now. */
	grew(updates: readonly StoredUpdate[]): void {
		this.#foldable += updates.length;
		this.#freshBytes += bytesOf(updates);
	}

	/** Enough has come since the last fold, and enough beside the rest of `documentBytes` for it to be worth writing anew. */
	isFoldDue(documentBytes: number): boolean {
		if (this.#isFolding || this.#foldable < Math.max(COMPACT_AFTER_UPDATES, this.#apart)) return false;
		const isMuch = this.#freshBytes >= COMPACT_AFTER_PART * (documentBytes - this.#freshBytes);
		return isMuch || this.#foldable >= COMPACT_AT_LAST;
	}

	/** Folds while people go on writing. Rejects where it can't: then the log stays as it is until as much has come again. */
	async fold(): Promise<void> {
		this.#isFolding = true;
		const before = this.#foldable;
		try {
			const { taken, kept } = await this.#fold();
			this.#apart = kept;
			this.#foldable = Math.max(0, this.#foldable - taken);
		} catch (error) {
			this.#apart = before;
			throw error;
		} finally {
			this.#freshBytes = 0;
			this.#isFolding = false;
		}
	}

	/** A last time, where there is anything to fold. */
	async close(): Promise<void> {
		if (this.#foldable > 0) await this.#fold();
	}
}
