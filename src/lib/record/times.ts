import { htmlLang } from '#i18n/locale.ts';
import { getLocale } from '#i18n/compiled/runtime.js';

// For pages that are whole without script: they can't know the reader's clock, so they show the server's and name its zone.

const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const write = (ms: number | Date, options: Intl.DateTimeFormatOptions): string =>
	new Intl.DateTimeFormat(htmlLang[getLocale()], { timeZone: zone(), ...options }).format(ms);

// Twenty-four hours, as official papers write them.

/** "21 de noviembre de 2026, 10:42" */
export function dayAndTime(ms: number): string {
	return write(ms, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' });
}

/** "21 de noviembre de 2026" */
export function day(ms: number): string {
	return write(ms, { dateStyle: 'long' });
}

/** "10:42" */
export function time(ms: number): string {
	return write(ms, { timeStyle: 'short', hourCycle: 'h23' });
}

/** A calendar date (`2026-11-21`) as people write it; it has no zone. */
export function calendarDay(iso: string): string {
	return write(new Date(`${iso}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' });
}

/** The zone of all the hours on the page, by name: "hora estándar central (GMT-6)". */
export function zoneName(ms: number): string {
	const part = (timeZoneName: 'long' | 'shortOffset'): string =>
		new Intl.DateTimeFormat(htmlLang[getLocale()], { timeZone: zone(), timeZoneName })
			.formatToParts(ms)
			.find(({ type }) => type === 'timeZoneName')?.value ?? '';
	const [name, offset] = [part('long'), part('shortOffset')];
	return name === offset ? name : `${name} (${offset})`;
}

/** A share of 0…1 as "37.5 %". */
export function percent(share: number): string {
	const style = { style: 'percent', maximumFractionDigits: 1 } as const;
	return new Intl.NumberFormat(htmlLang[getLocale()], style).format(share);
}

/** "gobierno, academia y sociedad civil" */
export function inARow(items: Iterable<string>): string {
	return new Intl.ListFormat(htmlLang[getLocale()], { type: 'conjunction' }).format(items);
}
