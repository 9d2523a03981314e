interface Entry {
	readonly work: () => void;
	readonly dropped: () => void;
}

/**
 * Work that must not happen while something holds the room. Runs at once where nothing does; otherwise waits, and all of it
 * runs in order once the last hold is over. Work must not throw.
 */
export class Inbox {
	#holds = 0;
	#waiting: Entry[] = [];
	#bytes = 0;

	get isHeld(): boolean {
		return this.#holds > 0;
	}

	/** Bytes that the waiting work keeps in memory. */
	get bytes(): number {
		return this.#bytes;
	}

	/** `dropped` is called instead where the room closes first. */
	take(work: () => void, bytes = 0, dropped: () => void = () => {}): void {
		if (this.#holds === 0 && this.#waiting.length === 0) return work();
		this.#waiting.push({ work, dropped });
		this.#bytes += bytes;
	}

	hold(): void {
		this.#holds += 1;
	}

	release(): void {
		this.#holds -= 1;
		while (this.#holds === 0) {
			const next = this.#waiting.shift();
			if (next === undefined) break;
			next.work();
		}
		if (this.#waiting.length === 0) this.#bytes = 0;
	}

	clear(): void {
		const dropped = this.#waiting;
		this.#waiting = [];
		this.#bytes = 0;
		for (const entry of dropped) entry.dropped();
	}
}
