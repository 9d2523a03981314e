import * as Y from 'yjs';
import { stateHash } from '#board/state-hash.ts';
import { COMPARED } from '#protocol/sync.ts';
import { answerFrames, asUpdateFrame } from './frames.ts';
import { ANSWER_KEPT_MS, HASH_EVERY_MS, HASH_SETTLES_MS } from './limits.ts';

/** The document as it once was, as frames, and all that has been sent on since. */
interface Whole {
	readonly frames: readonly Uint8Array[];
	readonly until: number;
	since: Uint8Array[];
}

/**
 * What a room says of its document when it is asked: cut only while all of it is on disk. A hall that comes back at once asks the
 * same a hundred times, while others go on writing: what was cut is kept for a while, with what was sent on since behind it.
 */
export class Answers {
	readonly #doc: Y.Doc;
	readonly #roots: readonly string[];
	readonly #clock: () => number;
	#whole: Whole | null = null;
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
		this.#hash = null;
		this.#changedAt = this.#clock();
	}

	/** Of what `changed` announced, this update is on disk and was sent to everybody. */
	sentOn(update: Uint8Array): void {
		if (this.#whole === null) return;
		if (this.#clock() > this.#whole.until) this.#whole = null;
		else this.#whole.since.push(update);
	}

	/** What a copy at this state vector lacks, as frames; null where it is no state vector. */
	to(vector: Uint8Array): readonly Uint8Array[] | null {
		if (vector.byteLength === 1 && vector[0] === 0) {
			return this.#all();
		}
		try {
			return answerFrames(Y.encodeStateAsUpdate(this.#doc, vector));
		} catch {
			return null;
		}
	}

	#all(): readonly Uint8Array[] {
		this.#whole ??= {
			frames: answerFrames(Y.encodeStateAsUpdate(this.#doc)),
			until: this.#clock() + ANSWER_KEPT_MS,
			since: [],
		};
		const { frames, since } = this.#whole;
		if (since.length === 0) return frames;
		const merged = Y.mergeUpdates(since);
		this.#whole.since = [merged];
		return [...frames.map(asUpdateFrame), ...answerFrames(merged)];
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
