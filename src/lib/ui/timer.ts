/** Seconds as people read a clock: `4:05`, `1:02:30`; time past the end carries a plus: `+0:40`. */
export function clockFace(seconds: number): string {
	const whole = Math.abs(Math.trunc(seconds));
	const two = (part: number): string => String(part).padStart(2, '0');
	const hours = Math.trunc(whole / 3600);
	const minutes = Math.trunc((whole % 3600) / 60);
	const face = hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
	return seconds < 0 ? `+${face}` : face;
}

/** Seconds left at which the time is said aloud; between them the clock stays silent. */
export const SPOKEN_AT: readonly number[] = [600, 300, 60, 0];

/** The mark that a clock has just passed on its way from `before` to `now` seconds left, or null. */
export function markPassed(before: number, now: number): number | null {
	return SPOKEN_AT.findLast((mark) => before > mark && now <= mark) ?? null;
}
