import * as Y from 'yjs';
import type { ClientClaim, StoredUpdate, UpdateBatch } from '../storage/storage.ts';
import type { Planting } from './planting.ts';

/** What a freeze needs of its room. */
interface FrozenRoom {
	end(isOverdue: boolean): void;
	takeIn(update: StoredUpdate, claims: readonly ClientClaim[]): void;
	plant(plantings: readonly Planting[]): UpdateBatch;
	abandon(error: unknown): void;
}

/**
 * A document that stands still: nothing is accepted, all of it is on disk. Held until the command that needed it is appended
 * or refused; one that is never released ends by itself, so that a lost freeze can't hold a table.
 */
export class Freeze {
	/** State vector of what was frozen. */
	readonly stateVector: Uint8Array;
	readonly #doc: Y.Doc;
	readonly #room: FrozenRoom;
	readonly #timer: ReturnType<typeof setTimeout>;
	#isHeld = true;

	constructor(doc: Y.Doc, timeoutMs: number, room: FrozenRoom) {
		this.#doc = doc;
		this.#room = room;
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

	/** Takes in what a decision has stored in this document meanwhile, and shows it to everybody. */
	takeIn(stored: readonly StoredUpdate[], claims: readonly ClientClaim[] = []): void {
		for (const update of stored) this.#room.takeIn(update, claims);
	}

	/** What writing for people would change, to be stored with a decision and then taken in. Throws where the freeze is over. */
	plant(plantings: readonly Planting[]): UpdateBatch {
		return this.read(() => this.#room.plant(plantings));
	}

	/** Nobody knows whether what was to be stored is on disk: the room closes, and opens as it is there. */
	abandon(error: unknown): void {
		this.#room.abandon(error);
	}

	/** Lets edits in again. Releasing twice does nothing. */
	release(): void {
		this.#finish(false);
	}

	#finish(isOverdue: boolean): void {
		if (!this.#isHeld) return;
		this.#isHeld = false;
		clearTimeout(this.#timer);
		this.#room.end(isOverdue);
	}
}
