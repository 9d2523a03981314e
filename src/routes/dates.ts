import { htmlLang } from '#i18n/locale.ts';
import { getLocale } from '#i18n/compiled/runtime.js';

/** A day in the reader's words: "21 de noviembre de 2026". Takes an ISO date, which has no time zone, or milliseconds. */
export function formatDate(when: string | number): string {
	const options: Intl.DateTimeFormatOptions = { dateStyle: 'long' };
	if (typeof when === 'number') return new Date(when).toLocaleDateString(htmlLang[getLocale()], options);
	const date = new Date(`${when}T00:00:00Z`);
	return Number.isNaN(date.getTime())
		? when
		: date.toLocaleDateString(htmlLang[getLocale()], { ...options, timeZone: 'UTC' });
}
