import type { DocumentStore, UpdateBatch } from '../storage/storage.ts';
import type { RoomLog } from './deps.ts';
import { UNOBSERVED, type RoomsObserver } from './observe.ts';

/** A room, as far as saving goes. */
export interface Saved {
	/** Hands over what is to be appended; until the answer comes, the room takes no edits. Null where there is nothing. */
	takeBatch(): UpdateBatch | null;
	/** The batch is on disk. */
	saved(): void;
	/** Nothing of the batch is on disk. */
	notSaved(error: unknown): void;
}

/**
 * The tick: what all rooms of the process accepted since the last one is appended in one transaction, one append at a time.
 * If that fails each room is appended alone, so that one bad room does not stop the others.
 */
export class Saver {
	readonly #documents: Pick<DocumentStore, 'append'>;
	readonly #tickMs: number;
	readonly #log: RoomLog;
	readonly #observe: RoomsObserver;
	readonly #dirty = new Set<Saved>();
	#running: Promise<void> | null = null;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#lastTick = 0;

	constructor(
		documents: Pick<DocumentStore, 'append'>,
		tickMs: number,
		log: RoomLog,
		observe: RoomsObserver = UNOBSERVED,
	) {
		this.#documents = documents;
		this.#tickMs = tickMs;
		this.#log = log;
		this.#observe = observe;
	}

	/** Saves the room with the next tick: at once where the last one is long ago. */
	request(room: Saved): void {
		this.#dirty.add(room);
		this.#schedule();
	}

	forget(room: Saved): void {
		this.#dirty.delete(room);
	}

	/** Resolves when no append is under way. */
	async settled(): Promise<void> {
		while (this.#running) await this.#running;
	}

	#schedule(): void {
		if (this.#timer !== null || this.#running !== null || this.#dirty.size === 0) return;
		const wait = Math.max(0, this.#lastTick + this.#tickMs - performance.now());
		this.#timer = setTimeout(() => {
			this.#timer = null;
			this.#lastTick = performance.now();
			this.#running = this.#tick().finally(() => {
				this.#running = null;
				this.#schedule();
			});
		}, wait);
	}

	async #tick(): Promise<void> {
		const rooms = [...this.#dirty];
		this.#dirty.clear();
		const batches = new Map<Saved, UpdateBatch>();
		for (const room of rooms) {
			const batch = this.#guarded(() => room.takeBatch());
			if (batch) batches.set(room, batch);
		}
		if (batches.size === 0) return;
		const began = performance.now();
		if (batches.size === 1 || !(await this.#appendAll(batches))) {
			for (const [room, batch] of batches) await this.#appendOne(room, batch);
		}
		this.#observe.ticked(performance.now() - began);
	}

	async #appendAll(batches: ReadonlyMap<Saved, UpdateBatch>): Promise<boolean> {
		try {
			await this.#append([...batches.values()]);
		} catch (error) {
			this.#log.warn({ err: error, rooms: batches.size }, 'documents: a batch failed; each room is saved alone');
			return false;
		}
		for (const room of batches.keys()) this.#guarded(() => room.saved());
		return true;
	}

	async #appendOne(room: Saved, batch: UpdateBatch): Promise<void> {
		try {
			await this.#append([batch]);
		} catch (error) {
			this.#guarded(() => room.notSaved(error));
			return;
		}
		this.#guarded(() => room.saved());
	}

	async #append(batches: readonly UpdateBatch[]): Promise<void> {
		const began = performance.now();
		try {
			await this.#documents.append(batches);
		} catch (error) {
			this.#observe.notSaved();
			throw error;
		}
		this.#observe.saved(performance.now() - began);
	}

	/** A fault in one room is logged and stays its own. */
	#guarded<Result>(work: () => Result): Result | null {
		try {
			return work();
		} catch (error) {
			this.#log.error({ err: error }, 'documents: a room failed while saving');
			return null;
		}
	}
}
