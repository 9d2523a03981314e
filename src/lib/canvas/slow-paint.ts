/** Paints at most so often, and never while a hand is moving something: what was asked meanwhile is painted once, afterwards. */
export class SlowPaint {
	readonly #paint: () => void;
	readonly #isBusy: () => boolean;
	readonly #everyMs: number;
	#last = -Infinity;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(paint: () => void, isBusy: () => boolean, everyMs: number) {
		this.#paint = paint;
		this.#isBusy = isBusy;
		this.#everyMs = everyMs;
	}

	ask(): void {
		if (this.#timer === null) this.#wait(Math.max(0, this.#last + this.#everyMs - performance.now()));
	}

	stop(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
	}

	#wait(ms: number): void {
		this.#timer = setTimeout(() => {
			this.#timer = null;
			if (this.#isBusy()) return this.#wait(this.#everyMs);
			this.#last = performance.now();
			this.#paint();
		}, ms);
	}
}
