/**
 * Remembers where a person reads: how far what holds a node is scrolled, and what has the focus. Returns the way back, which is
 * taken as far as what was there still is.
 */
export function placeHere(node: Element, focus: Element | null): () => void {
	const scrolled: { readonly on: Element; readonly top: number }[] = [];
	for (let on: Element | null = node; on; on = on.parentElement) scrolled.push({ on, top: on.scrollTop });
	return () => {
		if (focus instanceof HTMLElement && focus.isConnected) focus.focus({ preventScroll: true });
		for (const { on, top } of scrolled) if (on.scrollTop !== top) on.scrollTop = top;
	};
}
