import { COMPARED } from '#protocol/sync.ts';

export interface CheckedCopy {
	/** In sync, with nothing unsent: only then can the copy be held against the server's. */
	readonly isComparable: boolean;
	/** Sends the copy's state vector and hash to the server. */
	ask(): void;
	/** Asks the server for all that the copy lacks, deletions included. */
	syncAgain(): void;
	/** The copy is wrong for good: it has to go. */
	giveUp(): void;
}

export interface CheckTimes {
	/** Milliseconds without a change before the copy is checked. */
	readonly quiet: number;
	/** Milliseconds between two checks. */
	readonly every: number;
}

const TIMES: CheckTimes = { quiet: 3_000, every: 30_000 };

/** A copy in which nothing changes is checked so much less often: the last message may be the one that was lost. */
const IDLE_TIMES = 10;

/**
 * Finds out when this copy differs from the server's without either knowing (F26): asks rarely, in a pause after a change. The
 * first difference is mended by syncing again, the second in a row by starting afresh.
 */
export class CopyCheck {
	readonly #copy: CheckedCopy;
	readonly #times: CheckTimes;
	readonly #random: () => number;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#lastAt = -Infinity;
	#hasSyncedAgain = false;

	constructor(
		copy: CheckedCopy,
		{ times = TIMES, random = Math.random }: { times?: CheckTimes; random?: () => number },
	) {
		this.#copy = copy;
		this.#times = times;
		this.#random = random;
	}

	/** Something changed, or the line is up again. A hall that falls quiet at once does not ask at once. */
	changed(): void {
		const { quiet, every } = this.#times;
		this.#askIn(Math.max(quiet * (1 + this.#random()), this.#lastAt + every - performance.now()));
	}

	#askIn(wait: number): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#timer = null;
			this.#ask();
		}, wait);
	}

	/** What the server said, one of `COMPARED`. */
	answered(verdict: number): void {
		if (verdict === COMPARED.same) {
			this.#hasSyncedAgain = false;
			this.#askIn(this.#times.every * IDLE_TIMES);
		} else if (verdict === COMPARED.notNow) this.changed();
		else if (this.#hasSyncedAgain) this.#copy.giveUp();
		else {
			this.#hasSyncedAgain = true;
			this.#copy.syncAgain();
		}
	}

	/** A sync answer has been taken in; after one that should have mended the copy it is looked at at once. */
	synced(): void {
		if (this.#hasSyncedAgain) this.#ask();
		else this.changed();
	}

	stop(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
	}

	#ask(): void {
		this.#lastAt = performance.now();
		if (this.#copy.isComparable) this.#copy.ask();
	}
}
