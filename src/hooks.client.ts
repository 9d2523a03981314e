import { baseLocale, isLocale, overwriteGetLocale } from '#i18n/compiled/runtime.js';

// The page speaks the language in which the server wrote it, whatever the browser would answer if it were asked again.
const said = document.documentElement.lang.split('-', 1)[0];
overwriteGetLocale(() => (isLocale(said) ? said : baseLocale));
