import { htmlLang } from '#i18n/locale.ts';
import { getLocale } from '#i18n/compiled/runtime.js';

// The reader's own clock and calendar, in the page's language. Only for what the browser draws after its first frame.

const language = (): string => htmlLang[getLocale()];

/** "10:42" */
export function timeOfDay(ms: number): string {
	return new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(ms);
}

/** "3 de marzo, 10:42" */
export function dayAndTime(ms: number): string {
	return new Intl.DateTimeFormat(language(), {
		day: 'numeric',
		month: 'long',
		hour: 'numeric',
		minute: '2-digit',
		hourCycle: 'h23',
	}).format(ms);
}

/** True where two moments, in milliseconds, fall on one day of the reader's calendar. */
export function isSameDay(a: number, b: number): boolean {
	return new Date(a).toDateString() === new Date(b).toDateString();
}

/** An ISO date (`2026-03-03`) as people write it; the day is the table's, whatever zone the reader is in. */
export function calendarDay(iso: string): string {
	return new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: 'UTC' }).format(
		new Date(`${iso}T00:00:00Z`),
	);
}

/** Today by the reader's calendar, as a date field wants it. */
export function today(): string {
	const now = new Date();
	const two = (part: number): string => String(part).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A share of 0…1 as "37.5 %". */
export function percent(share: number): string {
	return new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** "gobierno, academia y sociedad civil" */
export function inARow(items: Iterable<string>): string {
	return new Intl.ListFormat(language(), { type: 'conjunction' }).format(items);
}
