import { extractLocaleFromRequest, type Locale } from './compiled/runtime.js';

export { baseLocale, isLocale, locales, type Locale } from './compiled/runtime.js';

/** The `lang` of a page in this language: the Spanish of this catalogue is Mexico's. */
export const htmlLang: Record<Locale, string> = { es: 'es-MX', en: 'en' };

/** The language of a request: the choice kept in the cookie, else what the browser asks for, else Spanish. */
export function localeOf(request: Request): Locale {
	return extractLocaleFromRequest(request);
}
