const FIRST_MS = 300;
/** Short enough that a hall is back within ten seconds of a crash (F20). */
const LONGEST_MS = 5_000;

/**
 * Milliseconds before the next try, `attempt` counting from 0: twice as long each time, and never the same for everybody, so
 * that two hundred clients don't come back in one instant (F20). `random` is between 0 and 1.
 */
export function delayBefore(attempt: number, random: number): number {
	const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
	return longest * (0.5 + random / 2);
}

/** A server that says it is busy has a whole hall before it: its people come back over this time. */
const BUSY_SPREAD_MS = 3_000;

/** The same after the server said that too many come at once. */
export function delayWhenBusy(attempt: number, random: number): number {
	return delayBefore(attempt, random) + random * BUSY_SPREAD_MS;
}
