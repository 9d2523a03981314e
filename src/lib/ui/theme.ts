/** Looks that a person may choose; `system` follows the device. */
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

const YEAR_S = 31_536_000;

/** The look that the page has now, as the server wrote it or as chosen since. */
export function currentTheme(): Theme {
	const chosen = document.documentElement.dataset['theme'];
	return THEMES.find((theme) => theme === chosen) ?? 'system';
}

/** Paints the page in that look, and keeps the choice in this browser for a year (cookie `mesa_theme`, read by the server). */
export function chooseTheme(theme: Theme): void {
	document.documentElement.dataset['theme'] = theme;
	document.cookie = `mesa_theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
}
