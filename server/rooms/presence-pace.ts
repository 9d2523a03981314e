/** Presence goes out on the beat of the documents, so that one write carries both. */
const BEAT_MS = 33;

/**
 * Milliseconds between two rounds at a table of so many connections. Cursors cost bytes that grow with the square of the table, so
 * the rate falls as it fills.
 */
export const PACE = {
	/**
	 * To our own clients, of whoever they can see. A cursor is sent every 50 ms and may wait one round: at 165 ms, from 201 people
	 * on, it is 215 ms old when the next one leaves, and the rest up to 300 is the network's.
	 */
	view: (people: number): number => BEAT_MS * Math.min(5, Math.max(1, Math.ceil(people / 50))),
	/** To our own clients, of everybody: below 3 s, with a round of the others to spare. */
	table: (people: number): number => Math.min(2_400, Math.max(250, people * 10)),
	/** To stock clients, whole states of some 250 bytes: one more beat for each 25 people. */
	stock: (people: number): number => BEAT_MS * Math.max(1, Math.ceil(people / 25)),
} as const;

/** A round may go this much early where a document's edits go out anyhow. */
const EARLY_MS = BEAT_MS / 2;

/** When one kind of round went last, and when it may go again. Times are milliseconds of one clock. */
export class Pace {
	readonly #every: (people: number) => number;
	#last = -Infinity;

	constructor(every: (people: number) => number) {
		this.#every = every;
	}

	/** Milliseconds until it is due; 0 where it is. */
	wait(now: number, people: number): number {
		return Math.max(0, this.#last + this.#every(people) - now);
	}

	/** True where it goes now, which is noted. */
	take(now: number, people: number): boolean {
		if (this.wait(now, people) > EARLY_MS) return false;
		this.went(now);
		return true;
	}

	went(now: number): void {
		this.#last = now;
	}
}
