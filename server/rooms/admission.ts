/**
 * How many people come in at once. After a crash a whole hall is back within a second, and each of them costs a look at the table's
 * rules and a copy of the document: taken all at once they would make each other late, and those already writing too (F20).
 */
export interface AdmissionLimits {
	/** Connections that are being let in at one time. */
	readonly atOnce: number;
	/** How many may wait for that; whoever comes on top of them is told to come back. */
	readonly waiting: number;
	/** Milliseconds after which somebody who was let in no longer holds a place, in sync or not. */
	readonly within: number;
}

interface Guest {
	readonly enter: (leave: () => void) => void;
}

export class Admission {
	readonly #limits: AdmissionLimits;
	readonly #waiting = new Set<Guest>();
	#entering = 0;

	constructor(limits: AdmissionLimits) {
		this.#limits = limits;
	}

	/**
	 * Calls `enter` when it is their turn; they call what it hands them once they are in. Null where too many wait already; otherwise
	 * what to call when they go away before.
	 */
	ask(enter: (leave: () => void) => void): (() => void) | null {
		if (this.#entering >= this.#limits.atOnce && this.#waiting.size >= this.#limits.waiting) return null;
		const guest: Guest = { enter };
		this.#waiting.add(guest);
		this.#admit();
		return () => void this.#waiting.delete(guest);
	}

	#admit(): void {
		for (const guest of this.#waiting) {
			if (this.#entering >= this.#limits.atOnce) return;
			this.#waiting.delete(guest);
			this.#entering += 1;
			let isIn = false;
			const leave = (): void => {
				if (isIn) return;
				isIn = true;
				clearTimeout(timer);
				this.#entering -= 1;
				this.#admit();
			};
			const timer = setTimeout(leave, this.#limits.within);
			timer.unref();
			guest.enter(leave);
		}
	}
}
