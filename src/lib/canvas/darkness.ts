/**
 * Tells whether the page is dark here, now and whenever it changes: by the person's choice (`data-theme`), the device's, or
 * its contrast setting. The tokens know; they say it by `color-scheme`. Returns how to stop.
 */
export function watchDarkness(node: HTMLElement, tell: (isDark: boolean) => void): () => void {
	const read = () => tell(getComputedStyle(node).colorScheme.includes('dark'));
	const device = [window.matchMedia('(prefers-color-scheme: dark)'), window.matchMedia('(prefers-contrast: more)')];
	const chosen = new MutationObserver(read);
	chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'style', 'class'] });
	for (const query of device) query.addEventListener('change', read);
	read();
	return () => {
		chosen.disconnect();
		for (const query of device) query.removeEventListener('change', read);
	};
}
