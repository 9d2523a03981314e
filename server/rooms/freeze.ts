import * as Y from 'yjs';

/**
 * A document that stands still: nothing is accepted, all of it is on disk. Held until the command that needed it is appended
 * or refused; one that is never released ends by itself, so that a lost freeze can't hold a table.
 */
export class Freeze {
	/** State vector of what was frozen. */
	readonly stateVector: Uint8Array;
	readonly #doc: Y.Doc;
	readonly #end: (isOverdue: boolean) => void;
	readonly #timer: ReturnType<typeof setTimeout>;
	#isHeld = true;

	constructor(doc: Y.Doc, timeoutMs: number, onEnd: (isOverdue: boolean) => void) {
		this.#doc = doc;
		this.#end = onEnd;
		this.stateVector = Y.encodeStateVector(doc);
		this.#timer = setTimeout(() => this.#finish(true), timeoutMs);
	}

	/** False once released, or once its time was over: then what was read may no longer be what stands there. */
	get isHeld(): boolean {
		return this.#isHeld;
	}

	/** Reads what is frozen. Throws where the freeze is over. */
	read<Result>(reader: (doc: Y.Doc) => Result): Result {
		if (!this.#isHeld) throw new Error('the freeze is over');
		return reader(this.#doc);
	}

	/** Lets edits in again. Releasing twice does nothing. */
	release(): void {
		this.#finish(false);
	}

	#finish(isOverdue: boolean): void {
		if (!this.#isHeld) return;
		this.#isHeld = false;
		clearTimeout(this.#timer);
		this.#end(isOverdue);
	}
}
