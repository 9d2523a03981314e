import { htmlLang } from '#i18n/locale.ts';
import { getLocale } from '#i18n/compiled/runtime.js';

/** A mean of scores with one or two decimals; a dash where nobody scored. */
export function mean(value: number | null): string {
	if (value === null) return '–';
	return new Intl.NumberFormat(htmlLang[getLocale()], { minimumFractionDigits: 1, maximumFractionDigits: 2 }).format(
		value,
	);
}
