/** A week: long enough to consult at home, short enough to remember what was agreed. */
const WEEK_MS = 7 * 86_400_000;

/** The day a week after `now` (milliseconds) by this device's calendar, as a date field wants it (`2026-11-28`). */
export function inAWeek(now: number): string {
	const day = new Date(now + WEEK_MS);
	const two = (part: number): string => String(part).padStart(2, '0');
	return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The last second of a day (`2026-11-28`) by this device's clock, in milliseconds; null where it is no day. */
export function endOfDay(day: string): number | null {
	const at = Date.parse(`${day}T23:59:59`);
	return Number.isNaN(at) ? null : at;
}
