/** Width of one bucket in milliseconds: finer than what a person or this machine's clock tells apart. */
const STEP_MS = 0.25;
/** Beyond a minute nothing is told apart any more. */
const BUCKETS = 60_000 / STEP_MS;

/** Milliseconds, counted in buckets, so that a million samples cost no memory and no sorting. */
export class Histogram {
	readonly #counts = new Uint32Array(BUCKETS + 1);
	#total = 0;

	get total(): number {
		return this.#total;
	}

	add(milliseconds: number): void {
		const bucket = Math.max(0, Math.min(BUCKETS, Math.floor(milliseconds / STEP_MS)));
		this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
		this.#total += 1;
	}

	/** The value below which that share of the samples lies, in milliseconds; null without samples. */
	quantile(share: number): number | null {
		if (this.#total === 0) return null;
		let left = Math.ceil(this.#total * share);
		for (let bucket = 0; bucket <= BUCKETS; bucket++) {
			left -= this.#counts[bucket] ?? 0;
			if (left <= 0) return (bucket + 0.5) * STEP_MS;
		}
		return BUCKETS * STEP_MS;
	}

	clear(): void {
		this.#counts.fill(0);
		this.#total = 0;
	}
}

/** The middle one; of an even number the mean of the two in the middle. Null where there are none. */
export function median(values: readonly (number | null)[]): number | null {
	const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle];
	if (upper === undefined) return null;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
