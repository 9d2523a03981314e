/**
 * Lets the page have its own typeface, which it is written without (`+page.svelte`): on a bad line it would take the place of what
 * the board waits for.
 */
export function takeOwnLetters(): void {
	document.documentElement.dataset['letters'] = 'own';
}
