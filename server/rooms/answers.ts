import * as Y from 'yjs';
import { stateHash } from '#board/state-hash.ts';
import { COMPARED } from '#protocol/sync.ts';
import { answerFrames } from './frames.ts';
import { HASH_EVERY_MS, HASH_SETTLES_MS } from './limits.ts';

/**
 * What a room says of its document when it is asked: cut only while all of it is on disk, and kept until the next edit, since a
 * hall that comes back at once asks the same a hundred times.
 */
export class Answers {
	readonly #doc: Y.Doc;
	readonly #roots: readonly string[];
	readonly #clock: () => number;
	#whole: readonly Uint8Array[] | null = null;
	#hash: string | null = null;
	#hashedAt = -Infinity;
	#changedAt = -Infinity;

	constructor(doc: Y.Doc, roots: readonly string[], clock: () => number) {
		this.#clock = clock;
		this.#doc = doc;
		this.#roots = roots;
	}

	/** The document is another one now. */
	changed(): void {
		this.#whole = null;
		this.#hash = null;
		this.#changedAt = this.#clock();
	}

	/** What a copy at this state vector lacks, as frames; null where it is no state vector. */
	to(vector: Uint8Array): readonly Uint8Array[] | null {
		if (vector.byteLength === 1 && vector[0] === 0) {
			this.#whole ??= answerFrames(Y.encodeStateAsUpdate(this.#doc));
			return this.#whole;
		}
		try {
			return answerFrames(Y.encodeStateAsUpdate(this.#doc, vector));
		} catch {
			return null;
		}
	}

	/** Holds a copy against the document: comparable only at the same edits. Null where it is no state vector (F26). */
	compare(vector: Uint8Array, hash: string): (typeof COMPARED)[keyof typeof COMPARED] | 'elsewhere' | null {
		const now = this.#clock();
		let theirs: Map<number, number>;
		try {
			theirs = Y.decodeStateVector(vector);
		} catch {
			return null;
		}
		const { clients } = this.#doc.store;
		for (const [client, clock] of theirs) if (Y.getState(this.#doc.store, client) !== clock) return 'elsewhere';
		if (theirs.size !== clients.size) return 'elsewhere';
		// A deletion that is on its way to the copy changes the content and not the vector.
		if (now - this.#changedAt < HASH_SETTLES_MS) return COMPARED.notNow;
		if (this.#hash === null) {
			if (now - this.#hashedAt < HASH_EVERY_MS) return COMPARED.notNow;
			this.#hashedAt = now;
			this.#hash = stateHash(this.#doc, this.#roots);
		}
		return this.#hash === hash ? COMPARED.same : COMPARED.differs;
	}
}
